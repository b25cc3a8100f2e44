extension ListColumn {
  /// The other way round: for each code the rows that hold it, rising, each once.
  func inverted(codeCount: Int) -> Postings {
    switch values.form {
    case .bytes(let codes): inverted(codeCount, codes.span)
    case .shorts(let codes): inverted(codeCount, codes.span)
    case .words(let codes): inverted(codeCount, codes.span)
    }
  }

  /// More codes than this have lists.
  private static var fewCodes: Int { 16 }

  private func inverted<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ codeCount: Int, _ codes: Span<Code>
  ) -> Postings {
    if isSingle, codeCount <= ListColumn.fewCodes, let sets = sets(codeCount, codes) {
      return Postings(codeCount: codeCount, .sets(sets))
    }
    if isSingle, codeCount > ListColumn.fewCodes, AlmanacStore.isRising(codes) {
      return Postings(codeCount: codeCount, .rising(values))
    }
    var next = [UInt32](repeating: 0, count: codeCount + 1)
    for position in codes.indices where codes[position] != .max {
      next[Int(codes[position]) &+ 1] &+= 1
    }
    let usedCount = next.count { $0 > 0 }
    for index in 0..<codeCount { next[index &+ 1] &+= next[index] }
    let starts = next
    var rows = [UInt32](repeating: 0, count: Int(starts[codeCount]))
    if isSingle {
      for row in codes.indices where codes[row] != .max {
        let code = Int(codes[row])
        rows[Int(next[code])] = UInt32(truncatingIfNeeded: row)
        next[code] &+= 1
      }
    } else {
      let ends = offsets.span
      var row = 0
      for position in codes.indices {
        while Int(ends[row &+ 1]) <= position { row &+= 1 }
        let code = Int(codes[position])
        rows[Int(next[code])] = UInt32(truncatingIfNeeded: row)
        next[code] &+= 1
      }
    }
    guard codeCount > ListColumn.fewCodes, usedCount < codeCount * 7 / 8 else {
      return Postings(codeCount: codeCount, .lists(offsets: Block(starts), rows: Block(rows)))
    }
    let used = (0..<codeCount).filter { starts[$0] < starts[$0 + 1] }
    return Postings(
      codeCount: codeCount,
      .someLists(
        codes: RankedSet(
          Bitmap(rowCount: codeCount, rows: used.map { UInt32(truncatingIfNeeded: $0) })),
        offsets: Block(used.map { starts[$0] } + [starts[codeCount]]), rows: Block(rows)))
  }

  /// A set for each code; nil where lists would take less memory.
  private func sets<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ codeCount: Int, _ codes: Span<Code>
  ) -> [RowSet]? {
    var counts = [Int](repeating: 0, count: codeCount)
    for row in codes.indices where codes[row] != .max { counts[Int(codes[row])] &+= 1 }
    let partCount = counts.count { $0 < rowCount }
    let wordCount = (rowCount + 63) / 64
    guard partCount * wordCount * 2 <= counts.reduce(0, +) + codeCount + 1 else { return nil }
    var words = [UInt64](repeating: 0, count: codeCount * wordCount)
    for row in codes.indices where codes[row] != .max {
      words[Int(codes[row]) &* wordCount &+ row &>> 6] |= 1 &<< UInt64(row & 63)
    }
    return counts.indices.map { code in
      RowSet(
        rowCount: rowCount, count: counts[code],
        words: counts[code] == rowCount
          ? [] : Block(Array(words[code * wordCount..<(code + 1) * wordCount])))
    }
  }
}

/// Whether there is one in each row and none is less than the one before.
private func isRising<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
  _ codes: Span<Code>
) -> Bool {
  for position in codes.indices
  where codes[position] == .max || position > 0 && codes[position] < codes[position &- 1] {
    return false
  }
  return true
}
