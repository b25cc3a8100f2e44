internal import AlmanacStore
internal import AlmanacTime

/// A table whose rows are numbered by their earliest start, cut into blocks of which the latest start
/// and the latest end are known: a stretch of days is a range of rows, and what began before and
/// reaches into it stands in blocks whose latest day says so.
struct StartOrder: Sendable {
  static let blockSize = 128

  private let columns: PeriodColumns
  /// How many rows have a date; these come first.
  private let datedCount: Int
  /// The latest start and end that a row of each block may have.
  private let latestStarts: [Int32]
  private let latestEnds: [Int32]

  /// - Parameter columns: of a table in the default order of its rows.
  init(_ columns: PeriodColumns) {
    self.columns = columns
    datedCount = columns.startEarliest.count - columns.undated.count
    latestStarts = blockMaxima(columns.startLatest.span, datedCount)
    latestEnds = blockMaxima(columns.endLatest.span, datedCount)
  }

  /// Of some rows, those that surely pass a test and those that may; nil where the order is no help.
  func rows(
    _ rows: Subset, passing test: DayTest
  ) -> (certain: Subset, possible: Subset)? {
    guard let stretches = stretches(for: test.possible) else { return nil }
    let total = stretches.reduce(0) { $0 + $1.count }
    var certain = KeptRows(room: total)
    var possible = KeptRows(room: total)
    for stretch in stretches {
      if case .few(let few) = rows.form {
        keep(few.within(stretch).span, columns, test, &certain, &possible)
      } else {
        keep(stretch, columns, test, &certain, &possible)
      }
    }
    let rowCount = rows.rowCount
    let passing = (
      Subset(rising: certain.finish(), of: rowCount),
      Subset(rising: possible.finish(), of: rowCount)
    )
    guard case .bits = rows.form else { return passing }
    return (passing.0.intersection(rows), passing.1.intersection(rows))
  }

  /// Where rows stand of which none outside can pass, rising; nil where these are so many that the
  /// columns are read sooner.
  func stretches(for window: DayTest.Window) -> [Range<Int>]? {
    let end = firstRow(after: window.lastStart)
    let (side, day) = window.reach
    let start = day == .min ? 0 : min(end, firstRow(after: day &- 1))
    let latest = side == .start ? latestStarts : latestEnds
    var stretches: [Range<Int>] = []
    var total = end - start
    for block in 0..<((start + StartOrder.blockSize - 1) / StartOrder.blockSize)
    where latest[block] >= day {
      let first = block * StartOrder.blockSize
      let next = min(first + StartOrder.blockSize, start)
      total += next - first
      if let last = stretches.last, last.upperBound == first {
        stretches[stretches.count - 1] = last.lowerBound..<next
      } else {
        stretches.append(first..<next)
      }
    }
    stretches.append(start..<end)
    return total <= datedCount / 2 ? stretches : nil
  }

  /// The first row that surely starts later, among those that have a date.
  private func firstRow(after day: Int32) -> Int {
    if day == .max { return datedCount }
    var low = 0
    var high = datedCount
    while low < high {
      let middle = (low + high) / 2
      if columns.startEarliest[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension RowList {
  /// Those of its rows, which rise, that lie in a range.
  fileprivate func within(_ range: Range<Int>) -> RowList {
    let rows = span
    let start = rows.place(of: UInt32(truncatingIfNeeded: range.lowerBound))
    let end = rows.place(of: UInt32(truncatingIfNeeded: range.upperBound), from: start)
    return self[startIndex + start..<startIndex + end]
  }
}

private func keep(
  _ stretch: Range<Int>, _ columns: PeriodColumns, _ test: DayTest,
  _ certain: inout KeptRows, _ possible: inout KeptRows
) {
  let startEarliest = columns.startEarliest.span(stretch)
  let startLatest = columns.startLatest.span(stretch)
  let endEarliest = columns.endEarliest.span(stretch)
  let endLatest = columns.endLatest.span(stretch)
  let first = UInt32(truncatingIfNeeded: stretch.lowerBound)
  for index in startEarliest.indices {
    let days = PeriodBounds(
      startEarliest: startEarliest[index], startLatest: startLatest[index],
      endEarliest: endEarliest[index], endLatest: endLatest[index])
    let row = first &+ UInt32(truncatingIfNeeded: index)
    certain.keep(row, if: test.certain.holds(days))
    possible.keep(row, if: test.possible.holds(days))
  }
}

private func keep(
  _ rows: Span<UInt32>, _ columns: PeriodColumns, _ test: DayTest,
  _ certain: inout KeptRows, _ possible: inout KeptRows
) {
  let startEarliest = columns.startEarliest.lookup(reading: rows.count)
  let startLatest = columns.startLatest.lookup(reading: rows.count)
  let endEarliest = columns.endEarliest.lookup(reading: rows.count)
  let endLatest = columns.endLatest.lookup(reading: rows.count)
  for index in rows.indices {
    let row = Int(rows[index])
    let days = PeriodBounds(
      startEarliest: startEarliest[row], startLatest: startLatest[row],
      endEarliest: endEarliest[row], endLatest: endLatest[row])
    certain.keep(rows[index], if: test.certain.holds(days))
    possible.keep(rows[index], if: test.possible.holds(days))
  }
}

/// The latest day of each block of the first rows.
private func blockMaxima(_ days: Span<Int32>, _ count: Int) -> [Int32] {
  var maxima: [Int32] = []
  maxima.reserveCapacity(count / StartOrder.blockSize + 1)
  var start = 0
  while start < count {
    let end = min(start &+ StartOrder.blockSize, count)
    var latest = Int32.min
    for row in start..<end { latest = max(latest, days[row]) }
    maxima.append(latest)
    start = end
  }
  return maxima
}

extension Table {
  /// The periods of its records, or for a field that is no end of a period its days.
  func periods(of field: Field) -> PeriodColumns {
    if isPeriod(field) {
      return memo.value("periods") {
        PeriodColumns(starts: day("starts"), ends: day("ends"), rowCount: rowCount)
      }
    }
    return memo.value("days \(field.name)") {
      PeriodColumns(day(field.name), rowCount: rowCount)
    }
  }

  /// Whether it is a period or an end of one.
  func isPeriod(_ field: Field) -> Bool {
    ["when", "starts", "ends"].contains(field.name) && Schema.field("when", of: noun) != nil
  }

  /// The order by start with its blocks; nil where the rows are not numbered in it.
  func startOrder(_ columns: PeriodColumns) -> StartOrder? {
    order.isByNumber ? memo.value("start order") { StartOrder(columns) } : nil
  }
}
