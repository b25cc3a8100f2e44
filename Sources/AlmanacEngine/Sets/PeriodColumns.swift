internal import AlmanacStore
internal import AlmanacTime

/// The days on which records start and end, as tests read them: each end bounded by what the other
/// says too, since nothing ends before it starts. A noun with a single day has it in both ends.
///
/// Columns of the store that say the same are not copied.
struct PeriodColumns: Sendable {
  let startEarliest: Block<Int32>
  let startLatest: Block<Int32>
  let endEarliest: Block<Int32>
  let endLatest: Block<Int32>
  /// Rows without a start and without an end.
  let undated: Subset

  init(starts: DayColumn?, ends: DayColumn?, rowCount: Int) {
    let (first, last) = (End(starts, rowCount), End(ends, rowCount))
    startEarliest = first.earliest
    startLatest = paired(first.latest, last.latest) { min($0, $1) }
    endEarliest = paired(last.earliest, first.earliest) { max($0, $1) }
    endLatest = last.latest
    undated = first.stated.union(last.stated).complement.compact
  }

  /// A single day.
  init(_ column: DayColumn?, rowCount: Int) {
    let end = End(column, rowCount)
    (startEarliest, startLatest) = (end.earliest, end.latest)
    (endEarliest, endLatest) = (end.earliest, end.latest)
    undated = end.stated.complement.compact
  }

  /// What is known of the periods of rows.
  func bounds(of rows: Span<UInt32>) -> [PeriodBounds] {
    let startEarliest = self.startEarliest.lookup(reading: rows.count)
    let startLatest = self.startLatest.lookup(reading: rows.count)
    let endEarliest = self.endEarliest.lookup(reading: rows.count)
    let endLatest = self.endLatest.lookup(reading: rows.count)
    var bounds: [PeriodBounds] = []
    bounds.reserveCapacity(rows.count)
    for index in rows.indices {
      let row = Int(rows[index])
      bounds.append(
        PeriodBounds(
          startEarliest: startEarliest[row], startLatest: startLatest[row],
          endEarliest: endEarliest[row], endLatest: endLatest[row]))
    }
    return bounds
  }

  /// The rows that surely pass, and those that may.
  func rows(_ rows: Subset, _ test: DayTest, least: Int) -> (certain: Subset, possible: Subset) {
    switch rows.form {
    case .none: return (rows, rows)
    case .few(let few):
      return self.rows(few, test, of: rows.rowCount)
    case .all, .bits:
      let domain = rows.words
      func scan(_ window: DayTest.Window) -> Subset {
        let parts = inTwoThreads(domain.count, least: least / 64) { [self] range in
          scanPeriods(
            window, startEarliest.span, startLatest.span, endEarliest.span, endLatest.span,
            domain.span, range)
        }
        return Subset(words: Array(parts.joined()), of: rows.rowCount)
      }
      return (scan(test.certain), scan(test.possible))
    }
  }

  private func rows(
    _ few: RowList, _ test: DayTest, of rowCount: Int
  ) -> (certain: Subset, possible: Subset) {
    let rows = few.span
    let known = bounds(of: rows)
    let bounds = known.span
    var certain = KeptRows(room: rows.count)
    var possible = KeptRows(room: rows.count)
    for index in rows.indices {
      certain.keep(rows[index], if: test.certain.holds(bounds[index]))
      possible.keep(rows[index], if: test.possible.holds(bounds[index]))
    }
    return (
      Subset(rising: certain.finish(), of: rowCount),
      Subset(rising: possible.finish(), of: rowCount)
    )
  }
}

/// One end of a period: nobody knows more than that it is some day, where it is not stated.
private struct End {
  var earliest: Block<Int32>
  var latest: Block<Int32>
  var stated: Subset

  init(_ column: DayColumn?, _ rowCount: Int) {
    let (past, future) = (Day.distantPast.number, Day.distantFuture.number)
    guard let column else {
      earliest = Block([Int32](repeating: past, count: rowCount))
      latest = Block([Int32](repeating: future, count: rowCount))
      stated = .none(of: rowCount)
      return
    }
    stated = Subset(column.stated)
    let unstated = stated.complement
    earliest = replaced(column.earliest, unstated, past)
    latest = replaced(column.latest.isEmpty ? column.earliest : column.latest, unstated, future)
  }
}

/// The same values but for some rows; no copy where they have that value already.
private func replaced(_ values: Block<Int32>, _ rows: Subset, _ value: Int32) -> Block<Int32> {
  var differing: [UInt32] = []
  rows.forEachRow { if values[Int($0)] != value { differing.append($0) } }
  if differing.isEmpty { return values }
  var result = Array(values)
  for row in differing { result[Int(row)] = value }
  return Block(result)
}

/// Values put together row by row; no copy where the first are all right.
private func paired(
  _ values: Block<Int32>, _ others: Block<Int32>, _ choose: (Int32, Int32) -> Int32
) -> Block<Int32> {
  var differing: [(Int, Int32)] = []
  let one = values.span
  let other = others.span
  for index in one.indices {
    let chosen = choose(one[index], other[index])
    if chosen != one[index] { differing.append((index, chosen)) }
  }
  if differing.isEmpty { return values }
  var result = Array(values)
  for (index, value) in differing { result[index] = value }
  return Block(result)
}

/// Marks the rows of a window, 64 at a time.
private func scanPeriods(
  _ window: DayTest.Window, _ startEarliest: Span<Int32>, _ startLatest: Span<Int32>,
  _ endEarliest: Span<Int32>, _ endLatest: Span<Int32>, _ domain: Span<UInt64>, _ range: Range<Int>
) -> [UInt64] {
  var words = [UInt64](repeating: 0, count: range.count)
  var output = words.mutableSpan
  for word in range {
    let mask = domain[word]
    if mask == 0 { continue }
    let first = word &<< 6
    let count = min(64, startEarliest.count &- first)
    var bits: UInt64 = 0
    for bit in 0..<count {
      let row = first &+ bit
      let holds = window.holds(
        PeriodBounds(
          startEarliest: startEarliest[row], startLatest: startLatest[row],
          endEarliest: endEarliest[row], endLatest: endLatest[row]))
      bits |= (holds ? 1 : 0) &<< UInt64(truncatingIfNeeded: bit)
    }
    output[word &- range.lowerBound] = bits & mask
  }
  return words
}
