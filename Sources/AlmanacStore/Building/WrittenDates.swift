internal import AlmanacTime

extension SparseTexts {
  /// The words of dates that the bounds of their periods do not make again.
  func notMade(of starts: StoredColumn?, _ ends: StoredColumn?) -> SparseTexts {
    guard case .day(let starts)? = starts, case .day(let ends)? = ends else { return self }
    var rows: [UInt32] = []
    var kept = TextPool()
    for place in self.rows.indices {
      let (row, text) = (self.rows[place], UInt32(truncatingIfNeeded: place))
      if let first = starts[row], let last = ends[row], first.latest <= last.latest,
        first.earliest <= last.earliest, starts.minutes[row] == nil, ends.minutes[row] == nil,
        starts.guesses?[row] != true, ends.guesses?[row] != true,
        isPeriodText(texts.span(of: text), starts: first, ends: last)
      {
        continue
      }
      rows.append(row)
      kept.append(text, of: texts)
    }
    return SparseTexts(rows: Block(rows), texts: kept)
  }
}
