extension SnapshotEncoder {
  mutating func table(_ table: Table) {
    pool(table.ids)
    block(table.idIndex.places)
    names(table.names)
    number(table.columns.count)
    for field in table.columns.keys.sorted() {
      guard let column = table.columns[field] else { continue }
      text(field)
      self.column(column)
    }
    texts(table.measures)
    texts(table.furtherKeys)
    sparse(table.dateTexts)
    number(table.forest == nil ? 0 : 1)
    if let forest = table.forest {
      block(forest.parent)
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

  private mutating func names(_ names: NameTable) {
    pool(names.texts)
    block(names.offsets)
    block(names.kinds)
    block(names.languages)
    texts(names.languageTags)
  }

  private mutating func index(_ index: NameIndex) {
    pool(index.keys)
    block(index.rows)
    block(index.positions)
  }
}

extension SnapshotDecoder {
  /// - Parameter rowCounts: of the tables of all nouns.
  mutating func table(_ noun: Noun, rowCounts: [Int]) throws(SnapshotRefusal) -> Table {
    let rowCount = rowCounts[Int(noun.rawValue)]
    let ids = try pool(count: rowCount)
    let places: Block<UInt32> = try block(.codes(below: rowCount))
    let names = try names(rowCount: rowCount)
    var columns: [String: StoredColumn] = [:]
    for _ in 0..<(try count(atMost: 1 << 20)) {
      let field = try text()
      columns[field] = try column(rowCount: rowCount, rowCounts: rowCounts)
    }
    let measures = try texts()
    let furtherKeys = try texts()
    let dateTexts = try sparseTexts(rowCount: rowCount)
    let forest = try flag() ? forest(rowCount: rowCount) : nil
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
      idIndexBox: Lazy { KeyIndex(texts: ids, order: dataOrder, places: places) })
  }

  private mutating func order(rowCount: Int) throws(SnapshotRefusal) -> RowOrder {
    RowOrder(
      known: try blockOrNone(count: rowCount, .rows(below: rowCount)), count: rowCount)
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

  private mutating func forest(rowCount: Int) throws(SnapshotRefusal) -> Forest {
    Forest(
      parent: try block(count: rowCount, .codes(below: rowCount)),
      enter: try block(count: rowCount, .codes(below: rowCount)),
      leave: try block(count: rowCount, .codes(below: rowCount + 1)),
      order: try block(count: rowCount, .codes(below: rowCount)))
  }

  private mutating func index(
    _ names: NameTable, rowCount: Int
  ) throws(SnapshotRefusal) -> NameIndex {
    let keys = try pool()
    return NameIndex(
      keys: keys, rows: try block(count: keys.count, .codes(below: rowCount)),
      positions: try blockOrNone(count: keys.count, .codes(below: names.texts.count)))
  }
}
