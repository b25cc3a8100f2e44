extension SnapshotEncoder {
  mutating func table(_ table: Table) {
    names(table.names)
    number(table.columns.count)
    for field in table.columns.keys.sorted() {
      guard let column = table.columns[field] else { continue }
      text(field)
      self.column(column)
    }
    identifiers(table.ids)
    block(table.idIndex.places)
    texts(table.measures)
    texts(table.furtherKeys)
    sparse(table.dateTexts)
    number(table.forest == nil ? 0 : 1)
    if let forest = table.forest {
      // The rows above are the column of the parent field.
      rankedSet(forest.members)
      block(forest.enter)
      block(forest.leave)
      block(forest.order)
    }
    sparse(table.citations.fields)
    block(table.citations.sources)
    block(table.citations.lines)
    sparse(table.citations.ours)
    sparse(table.links.kinds)
    entities(table.links.targets)
    order(table.dataOrder)
    order(table.order)
    index(table.nameIndex)
    // Making it takes longer than all the rest where names are many; then it comes when it is asked.
    let isMade = table.typingIndexBox.valueIfMade != nil
    guard isMade || table.names.texts.count <= Table.comparisonLimit else { return number(0) }
    number(1)
    let typing = table.typingIndex
    for part in [typing.pinyin, typing.initials, typing.cyrillic] { index(part) }
  }

  /// The order of the numbers is written as nothing.
  private mutating func order(_ order: RowOrder) { block(order.block ?? []) }

  private mutating func identifiers(_ ids: Identifiers) {
    switch ids.form {
    case .texts(let texts):
      number(0)
      pool(texts)
    case .numbers(let numbers):
      number(1)
      block(numbers)
    case .made(let made):
      // Subjects and measures are columns.
      number(2)
      texts(made.suffixes)
    }
  }

  private mutating func names(_ names: NameTable) {
    pool(names.texts)
    block(names.offsets)
    block(names.kinds)
    block(names.languages)
    texts(names.languageTags)
  }

  private mutating func index(_ index: NameIndex) {
    switch index.keys {
    case .listed(let keys):
      number(0)
      pool(keys)
    case .folded(_, let changed):
      number(1)
      block(changed.positions)
      pool(changed.keys)
    }
    block(index.rows)
    block(index.positions)
  }
}

extension SnapshotDecoder {
  /// - Parameters:
  ///   - rowCounts: of the tables of all nouns.
  ///   - others: the tables of the nouns before it.
  mutating func table(
    _ noun: Noun, rowCounts: [Int], _ others: [Table]
  ) throws(SnapshotRefusal) -> Table {
    let rowCount = rowCounts[Int(noun.rawValue)]
    let names = try names(rowCount: rowCount)
    var columns: [String: StoredColumn] = [:]
    for _ in 0..<(try count(atMost: 1 << 20)) {
      let field = try text()
      columns[field] = try column(rowCount: rowCount, rowCounts: rowCounts)
    }
    let ids = try identifiers(columns, rowCount: rowCount, others)
    let places: Block<UInt32> = try block(.codes(below: rowCount))
    let measures = try texts()
    let furtherKeys = try texts()
    let dateTexts = try sparseTexts(rowCount: rowCount)
    let parents = Schema.treeField(of: noun).flatMap { columns[$0] }
    let forest = try flag() ? forest(parents, noun, rowCount: rowCount) : nil
    let fields = try sparseTexts(rowCount: rowCount)
    let sourceCount = rowCounts[Int(Noun.source.rawValue)]
    let sources: Block<UInt32> = try block(count: fields.rows.count, .codes(below: sourceCount))
    let lines: Block<UInt32> = try block(count: fields.rows.count)
    let ours = try sparseTexts(rowCount: rowCount)
    let citations = Citations(fields: fields, sources: sources, lines: lines, ours: { ours })
    let kinds = try sparseTexts(rowCount: rowCount)
    let links = Links(
      kinds: kinds, targets: try entities(count: kinds.rows.count, rowCounts: rowCounts))
    let dataOrder = try order(rowCount: rowCount)
    let order = try order(rowCount: rowCount)
    let nameIndex = try index(names, rowCount: rowCount)
    let typingIndex =
      try flag()
      ? TypingIndex(
        pinyin: try index(names, rowCount: rowCount),
        initials: try index(names, rowCount: rowCount),
        cyrillic: try index(names, rowCount: rowCount)) : nil
    return Table(
      noun: noun, rowCount: rowCount, ids: ids, names: names, columns: columns,
      measures: measures, furtherKeys: furtherKeys, dateTexts: dateTexts, forest: forest,
      citations: citations, links: links, dataOrder: dataOrder, orderBox: Lazy(made: order),
      nameIndexBox: Lazy(made: nameIndex),
      typingIndexBox: Lazy { typingIndex ?? TypingIndex(names) },
      idIndexBox: Lazy { KeyIndex(ids: ids, order: dataOrder, places: places) })
  }

  private mutating func order(rowCount: Int) throws(SnapshotRefusal) -> RowOrder {
    RowOrder(
      known: try blockOrNone(count: rowCount, .rows(below: rowCount)), count: rowCount)
  }

  private mutating func identifiers(
    _ columns: [String: StoredColumn], rowCount: Int, _ others: [Table]
  ) throws(SnapshotRefusal) -> Identifiers {
    switch try number() {
    case 0: return Identifiers(.texts(try pool(count: rowCount)))
    case 1: return Identifiers(.numbers(try block(count: rowCount)))
    case 2:
      let suffixes = try texts()
      guard others.count > Int(Noun.event.rawValue),
        case .entity(let subjects)? = columns["subject"],
        case .reference(let events)? = columns["event"], events.target == .event,
        case .code(let measures)? = columns["measure"], measures.list.isSingle
      else { throw .damaged(part: .directory) }
      let table = others[Int(Noun.event.rawValue)]
      return Identifiers(
        .made(
          MadeIdentifiers(
            subjectIDs: table.ids, subjectIndex: table.idIndex, subjects: subjects.rows,
            rowsOfSubject: events.postings, measures: measures.list.values, suffixes: suffixes)))
    default: throw .damaged(part: .directory)
    }
  }

  private mutating func names(rowCount: Int) throws(SnapshotRefusal) -> NameTable {
    let texts = try pool()
    let offsets: Block<UInt32> = try blockOrNone(
      count: rowCount + 1, .offsets(upTo: texts.count))
    try require(!offsets.isEmpty || texts.count == rowCount || texts.count == 0)
    return NameTable(
      rowCount: rowCount, offsets: offsets, texts: texts,
      kinds: try blockOrNone(count: texts.count), languages: try blockOrNone(count: texts.count),
      languageTags: try self.texts())
  }

  /// - Parameter parents: the column of the rows above.
  private mutating func forest(
    _ parents: StoredColumn?, _ noun: Noun, rowCount: Int
  ) throws(SnapshotRefusal) -> Forest {
    let members = try rankedSet(rowCount: rowCount)
    var parent = Codes([])
    if case .reference(let column)? = parents, members.count > 0 {
      try require(column.list.isSingle && column.target == noun)
      parent = column.list.values
    }
    try require(parent.isEmpty == (members.count == 0))
    let count = members.count
    return Forest(
      parent: parent, members: members,
      enter: try block(count: count, .codes(below: count)),
      leave: try block(count: count, .codes(below: count + 1)),
      order: try block(count: count, .codes(below: rowCount)))
  }

  private mutating func index(
    _ names: NameTable, rowCount: Int
  ) throws(SnapshotRefusal) -> NameIndex {
    var (keys, count) = (NameKeys.listed(TextPool()), names.texts.count)
    if try flag() {
      let positions: Block<UInt32> = try block(.codes(below: count))
      let changed = NameKeys.ChangedWords(
        positions: positions, keys: try pool(count: positions.count))
      keys = .folded(names, changed)
    } else {
      let listed = try pool()
      (keys, count) = (.listed(listed), listed.count)
    }
    let rows: Block<UInt32> = try block(count: count, .codes(below: rowCount))
    let positions: Block<UInt32> = try blockOrNone(count: count, .codes(below: names.texts.count))
    // Where they are the rows, each row has one name.
    try require(!positions.isEmpty || rowCount <= names.texts.count || count == 0)
    return NameIndex(keys: keys, rows: rows, positions: positions)
  }
}
