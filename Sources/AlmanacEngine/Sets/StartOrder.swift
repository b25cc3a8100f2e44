internal import AlmanacStore
internal import AlmanacTime

/// The order of a table by the earliest start, cut into blocks of which the latest start and the
/// latest end are known: a stretch of days is a range of it, and what began before and reaches into
/// it stands in blocks whose latest day says so.
struct StartOrder: Sendable {
  static let blockSize = 128

  /// Rows by their earliest start, those without any date last.
  private let order: Block<UInt32>
  /// How many have a date.
  private let datedCount: Int
  private let startEarliest: Block<Int32>
  /// The latest start and end that a row of each block may have.
  private let latestStarts: [Int32]
  private let latestEnds: [Int32]

  init(order: Block<UInt32>, _ columns: PeriodColumns) {
    self.order = order
    datedCount = order.count - columns.undated.count
    startEarliest = columns.startEarliest
    latestStarts = blockMaxima(order, datedCount, columns.startLatest)
    latestEnds = blockMaxima(order, datedCount, columns.endLatest)
  }

  /// Rows of which none outside can pass; nil where these would be more than a share of all.
  func candidates(for window: DayTest.Window) -> [UInt32]? {
    let end = firstPlace(after: window.lastStart)
    let (side, day) = window.reach
    let start = day == .min ? 0 : min(end, firstPlace(after: day &- 1))
    let latest = side == .start ? latestStarts : latestEnds
    let limit = order.count / 8
    guard end - start <= limit else { return nil }
    var rows: [UInt32] = []
    rows.reserveCapacity(end - start)
    for block in 0..<((start + StartOrder.blockSize - 1) / StartOrder.blockSize)
    where latest[block] >= day {
      let first = block * StartOrder.blockSize
      rows += order[first..<min(first + StartOrder.blockSize, start)]
      if rows.count > limit { return nil }
    }
    rows += order[start..<end]
    return rows
  }

  /// How many rows a window leaves possible, about.
  func estimate(for window: DayTest.Window) -> Int {
    let end = firstPlace(after: window.lastStart)
    let day = window.reach.day
    return end - (day == .min ? 0 : min(end, firstPlace(after: day &- 1)))
  }

  /// The first place of the order whose row surely starts later.
  private func firstPlace(after day: Int32) -> Int {
    if day == .max { return datedCount }
    var low = 0
    var high = datedCount
    while low < high {
      let middle = (low + high) / 2
      if startEarliest[Int(order[middle])] <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

private func blockMaxima(_ order: Block<UInt32>, _ count: Int, _ days: Block<Int32>) -> [Int32] {
  var maxima: [Int32] = []
  maxima.reserveCapacity(count / StartOrder.blockSize + 1)
  var start = 0
  while start < count {
    let end = min(start &+ StartOrder.blockSize, count)
    var latest = Int32.min
    for place in start..<end { latest = max(latest, days[Int(order[place])]) }
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

  /// The order by start with its blocks.
  func startOrder(_ columns: PeriodColumns) -> StartOrder {
    memo.value("start order") { StartOrder(order: order, columns) }
  }
}
