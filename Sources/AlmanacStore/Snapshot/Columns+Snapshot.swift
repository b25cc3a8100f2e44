extension SnapshotEncoder {
  mutating func pool(_ pool: TextPool) {
    block(pool.bytes)
    block(pool.offsets)
  }

  mutating func rowSet(_ set: RowSet) {
    number(set.count)
    block(set.words)
  }

  mutating func rankedSet(_ set: RankedSet) {
    rowSet(set.rows)
    block(set.ranks)
  }

  mutating func rowSet(_ set: RowSet?) {
    number(set == nil ? 0 : 1)
    if let set { rowSet(set) }
  }

  mutating func codes(_ codes: Codes) {
    switch codes.form {
    case .bytes(let block):
      number(1)
      self.block(block)
    case .shorts(let block):
      number(2)
      self.block(block)
    case .words(let block):
      number(4)
      self.block(block)
    }
  }

  mutating func sparse<Element>(_ column: SparseColumn<Element>) {
    block(column.rows)
    block(column.values)
  }

  mutating func sparse(_ texts: SparseTexts) {
    block(texts.rows)
    pool(texts.texts)
  }

  mutating func list(_ list: ListColumn) {
    codes(list.values)
    block(list.offsets)
    rowSet(list.stated)
    block(list.doubtful)
    block(list.openLists.rows)
    block(list.openLists.counts)
    block(list.openLists.offsets)
    pool(list.openLists.units)
  }

  mutating func postings(_ postings: Postings) {
    switch postings.form {
    case .lists(let offsets, let rows):
      number(0)
      block(rows)
      block(offsets)
    case .someLists(let codes, let offsets, let rows):
      number(1)
      block(rows)
      rankedSet(codes)
      block(offsets)
    case .sets(let sets):
      number(2)
      for set in sets { rowSet(set) }
    case .rising: number(3)
    }
  }

  mutating func entities(_ column: EntityColumn) {
    block(column.nouns)
    block(column.rows)
  }

  mutating func column(_ column: StoredColumn) {
    switch column {
    case .text(let column):
      number(0)
      pool(column.texts)
      rowSet(column.stated)
      sparse(column.translations.languages)
      pool(column.translations.texts)
    case .code(let column):
      number(1)
      pool(column.dictionary)
      list(column.list)
      postings(column.postings)
    case .number(let column):
      number(2)
      block(column.lower)
      block(column.upper)
      rowSet(column.stated)
      rowSet(column.guesses)
      sparse(column.notation)
    case .day(let column):
      number(3)
      block(column.earliest)
      block(column.latest)
      rowSet(column.stated)
      rowSet(column.guesses)
      sparse(column.minutes)
    case .reference(let column):
      number(4)
      number(Int(column.target.rawValue))
      list(column.list)
      postings(column.postings)
      block(column.lines)
    case .entity(let column):
      number(5)
      entities(column)
    }
  }
}

extension SnapshotDecoder {
  /// - Parameter count: how many texts there must be; nil for any number.
  mutating func pool(count: Int? = nil) throws(SnapshotRefusal) -> TextPool {
    let bytes = try block(of: UInt8.self)
    let offsets: Block<UInt32> = try block(
      count: count.map { $0 + 1 }, .offsets(upTo: bytes.count))
    try require(!offsets.isEmpty)
    return TextPool(bytes: bytes, offsets: offsets)
  }

  mutating func rowSet(rowCount: Int) throws(SnapshotRefusal) -> RowSet {
    let count = try count(atMost: rowCount)
    let words: Block<UInt64> = try block(count: count == rowCount ? 0 : (rowCount + 63) / 64)
    return RowSet(rowCount: rowCount, count: count, words: words)
  }

  mutating func rankedSet(rowCount: Int) throws(SnapshotRefusal) -> RankedSet {
    let rows = try rowSet(rowCount: rowCount)
    let wordCount = rows.isAll ? 0 : (rowCount + 63) / 64
    return RankedSet(
      rows: rows, ranks: try block(count: wordCount, .codes(below: rows.count + 1)))
  }

  mutating func rowSetOrNone(rowCount: Int) throws(SnapshotRefusal) -> RowSet? {
    try flag() ? rowSet(rowCount: rowCount) : nil
  }

  /// - Parameter limit: one more than the greatest code.
  mutating func codes(below limit: Int) throws(SnapshotRefusal) -> Codes {
    switch try number() {
    case 1: Codes(.bytes(try block(.codes(below: limit))))
    case 2: Codes(.shorts(try block(.codes(below: limit))))
    case 4: Codes(.words(try block(.codes(below: limit))))
    default: throw .damaged(part: .directory)
    }
  }

  mutating func sparse<Element>(
    of: Element.Type = Element.self, rowCount: Int
  ) throws(SnapshotRefusal) -> SparseColumn<Element> {
    let rows: Block<UInt32> = try block(.codes(below: rowCount))
    return SparseColumn(rows: rows, values: try block(count: rows.count))
  }

  mutating func sparseTexts(rowCount: Int) throws(SnapshotRefusal) -> SparseTexts {
    let rows: Block<UInt32> = try block(.codes(below: rowCount))
    return SparseTexts(rows: rows, texts: try pool(count: rows.count))
  }

  mutating func list(rowCount: Int, below limit: Int) throws(SnapshotRefusal) -> ListColumn {
    let values = try codes(below: limit)
    let offsets: Block<UInt32> = try blockOrNone(count: rowCount + 1, .offsets(upTo: values.count))
    try require(!offsets.isEmpty || values.count == rowCount)
    let stated = try rowSet(rowCount: rowCount)
    let doubtful: Block<UInt32> = try block(.codes(below: max(values.count, 1)))
    let open: Block<UInt32> = try block(.codes(below: rowCount))
    let counts: Block<Int64> = try block()
    let openOffsets: Block<UInt32> = try block(count: open.count + 1, .offsets(upTo: counts.count))
    let units = try pool(count: counts.count)
    return ListColumn(
      rowCount: rowCount, offsets: offsets, values: values, stated: stated, doubtful: doubtful,
      openLists: OpenLists(rows: open, offsets: openOffsets, counts: counts, units: units))
  }

  /// - Parameter list: of the column, which stands before.
  mutating func postings(
    codeCount: Int, of list: ListColumn
  ) throws(SnapshotRefusal) -> Postings {
    switch try number() {
    case 0:
      let rows: Block<UInt32> = try block(.codes(below: list.rowCount))
      let offsets: Block<UInt32> = try block(count: codeCount + 1, .offsets(upTo: rows.count))
      return Postings(codeCount: codeCount, .lists(offsets: offsets, rows: rows))
    case 1:
      let rows: Block<UInt32> = try block(.codes(below: list.rowCount))
      let codes = try rankedSet(rowCount: codeCount)
      let offsets: Block<UInt32> = try block(count: codes.count + 1, .offsets(upTo: rows.count))
      return Postings(
        codeCount: codeCount, .someLists(codes: codes, offsets: offsets, rows: rows))
    case 2:
      var sets: [RowSet] = []
      for _ in 0..<codeCount { sets.append(try rowSet(rowCount: list.rowCount)) }
      return Postings(codeCount: codeCount, .sets(sets))
    case 3:
      try require(list.isSingle)
      return Postings(codeCount: codeCount, .rising(list.values))
    default: throw .damaged(part: .directory)
    }
  }

  mutating func entities(
    count: Int?, rowCounts: [Int]
  ) throws(SnapshotRefusal) -> EntityColumn {
    let nouns: Block<UInt8> = try block(count: count)
    return EntityColumn(
      nouns: nouns, rows: try block(count: nouns.count), rowCounts: rowCounts)
  }

  /// - Parameter rowCounts: of the tables of all nouns.
  mutating func column(
    rowCount: Int, rowCounts: [Int]
  ) throws(SnapshotRefusal) -> StoredColumn {
    switch try number() {
    case 0:
      let texts = try pool(count: rowCount)
      let stated = try rowSet(rowCount: rowCount)
      let languages = try sparseTexts(rowCount: rowCount)
      let forms = TextColumn.Translations(
        languages: languages, texts: try pool(count: languages.rows.count))
      return .text(TextColumn(texts: texts, stated: stated, translations: forms))
    case 1:
      let dictionary = try pool()
      let list = try list(rowCount: rowCount, below: dictionary.count)
      return .code(
        CodeColumn(
          dictionary: dictionary, list: list,
          postings: try postings(codeCount: dictionary.count, of: list)))
    case 2:
      return .number(
        NumberColumn(
          lower: try block(count: rowCount), upper: try blockOrNone(count: rowCount),
          stated: try rowSet(rowCount: rowCount), guesses: try rowSetOrNone(rowCount: rowCount),
          notation: try sparseTexts(rowCount: rowCount)))
    case 3:
      return .day(
        DayColumn(
          earliest: try block(count: rowCount), latest: try blockOrNone(count: rowCount),
          stated: try rowSet(rowCount: rowCount), guesses: try rowSetOrNone(rowCount: rowCount),
          minutes: try sparse(rowCount: rowCount)))
    case 4:
      guard let target = Noun(rawValue: UInt8(try count(atMost: 255))) else {
        throw .damaged(part: .directory)
      }
      let targetCount = rowCounts[Int(target.rawValue)]
      let list = try list(rowCount: rowCount, below: targetCount)
      return .reference(
        ReferenceColumn(
          target: target, list: list,
          postings: try postings(codeCount: targetCount, of: list),
          lines: try blockOrNone(count: list.values.count)))
    case 5:
      return .entity(try entities(count: rowCount, rowCounts: rowCounts))
    default: throw .damaged(part: .directory)
    }
  }
}
