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

  subscript(bound: PeriodBound) -> Block<Int32> {
    switch bound {
    case .startEarliest: startEarliest
    case .startLatest: startLatest
    case .endEarliest: endEarliest
    case .endLatest: endLatest
    }
  }

  /// The rows that surely pass, and those that may.
  func rows(_ rows: Subset, _ test: DayTest, least: Int) -> (certain: Subset, vague: Subset) {
    switch rows.form {
    case .none: return (rows, rows)
    case .few(let few):
      var passing = PassingRows(room: few.count)
      keep(few.span, test, &passing)
      return passing.finish(of: rows.rowCount)
    case .all, .bits:
      let domain = rows.words
      func scan(_ window: DayTest.Window) -> Subset {
        let (one, other) = window.limits
        let (days, otherDays) = (self[one.bound], self[other.bound])
        let parts = inTwoThreads(domain.count, least: least / 64) { range in
          scanDays(one, days.span, other, otherDays.span, domain.span, range)
        }
        return Subset(words: Array(parts.joined()), of: rows.rowCount)
      }
      let certain = scan(test.certain)
      return (certain, scan(test.possible).subtracting(certain))
    }
  }

  /// Keeps those of some rows that pass.
  func keep(_ rows: Span<UInt32>, _ test: DayTest, _ passing: inout PassingRows) {
    let (one, other) = test.certain.limits
    let (third, fourth) = test.possible.limits
    let days = self[one.bound].lookup(reading: rows.count)
    let otherDays = self[other.bound].lookup(reading: rows.count)
    let thirdDays = self[third.bound].lookup(reading: rows.count)
    let fourthDays = self[fourth.bound].lookup(reading: rows.count)
    for index in rows.indices {
      let row = Int(rows[index])
      passing.keep(
        rows[index], ifSurely: one.holds(days[row]) & other.holds(otherDays[row]),
        ifPerhaps: third.holds(thirdDays[row]) & fourth.holds(fourthDays[row]))
    }
  }

  /// Keeps those of a range of rows that pass.
  func keep(_ range: Range<Int>, _ test: DayTest, _ passing: inout PassingRows) {
    let (one, other) = test.certain.limits
    let (third, fourth) = test.possible.limits
    let days = self[one.bound].span(range)
    let otherDays = self[other.bound].span(range)
    let thirdDays = self[third.bound].span(range)
    let fourthDays = self[fourth.bound].span(range)
    let first = UInt32(truncatingIfNeeded: range.lowerBound)
    for index in days.indices {
      passing.keep(
        first &+ UInt32(truncatingIfNeeded: index),
        ifSurely: one.holds(days[index]) & other.holds(otherDays[index]),
        ifPerhaps: third.holds(thirdDays[index]) & fourth.holds(fourthDays[index]))
    }
  }
}

/// Rows that surely pass a test, and those that perhaps do, in the order in which they are looked at.
struct PassingRows: ~Copyable {
  private var certain: KeptRows
  private var vague: KeptRows

  /// Room for so many.
  init(room: Int) {
    certain = KeptRows(room: room)
    vague = KeptRows(room: room)
  }

  /// Whatever surely passes may pass too. Each is 1 or 0.
  @inline(__always)
  mutating func keep(_ row: UInt32, ifSurely: UInt64, ifPerhaps: UInt64) {
    certain.keep(row, if: ifSurely == 1)
    vague.keep(row, if: ifPerhaps & ~ifSurely == 1)
  }

  /// Both sets.
  ///
  /// - Precondition: the rows rose.
  consuming func finish(of rowCount: Int) -> (certain: Subset, vague: Subset) {
    (
      Subset(rising: certain.finish(), of: rowCount),
      Subset(rising: vague.finish(), of: rowCount)
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

/// Marks the rows of which two bounds lie within limits, 64 at a time.
private func scanDays(
  _ one: DayLimit, _ days: Span<Int32>, _ other: DayLimit, _ otherDays: Span<Int32>,
  _ domain: Span<UInt64>, _ range: Range<Int>
) -> [UInt64] {
  var words = [UInt64](repeating: 0, count: range.count)
  var output = words.mutableSpan
  for word in range {
    let mask = domain[word]
    if mask == 0 { continue }
    let first = word &<< 6
    let count = min(64, days.count &- first)
    var bits: UInt64 = 0
    for bit in 0..<count {
      let holds = one.holds(days[first &+ bit]) & other.holds(otherDays[first &+ bit])
      bits |= holds &<< UInt64(truncatingIfNeeded: bit)
    }
    output[word &- range.lowerBound] = bits & mask
  }
  return words
}
