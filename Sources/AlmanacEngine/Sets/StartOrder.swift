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
  func rows(_ rows: Subset, passing test: DayTest) -> (certain: Subset, vague: Subset)? {
    guard !rows.isNone else { return (rows, rows) }
    guard let stretches = stretches(for: test.possible) else { return nil }
    var passing = PassingRows(room: stretches.reduce(0) { $0 + $1.count })
    for stretch in stretches {
      if case .few(let few) = rows.form {
        columns.keep(few.within(stretch).span, test, &passing)
      } else {
        columns.keep(stretch, test, &passing)
      }
    }
    let (certain, vague) = passing.finish(of: rows.rowCount)
    guard case .bits = rows.form else { return (certain, vague) }
    return (certain.intersection(rows), vague.intersection(rows))
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
