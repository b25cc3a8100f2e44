internal import AlmanacStore
internal import AlmanacTime

/// The order of a table by the earliest start, cut into blocks of which the latest start and the
/// latest end are known: a stretch of days is a range of it, and what began before and reaches into
/// it stands in blocks whose latest day says so.
struct StartOrder: Sendable {
  static let blockSize = 128

  /// Rows by their earliest start, those without any date left out.
  private let rows: [UInt32]
  /// The bounds of each row beside it, so that a stretch is read from one place.
  private let bounds: [PeriodBounds]
  /// The latest start and end that a row of each block may have.
  private let latestStarts: [Int32]
  private let latestEnds: [Int32]

  init(order: Block<UInt32>, _ columns: PeriodColumns) {
    let rows = Array(order.prefix(order.count - columns.undated.count))
    let bounds = columns.bounds(of: rows.span)
    latestStarts = blockMaxima(bounds.span) { $0.startLatest }
    latestEnds = blockMaxima(bounds.span) { $0.endLatest }
    self.rows = rows
    self.bounds = bounds
  }

  /// The rows that surely pass a test and those that may, in the order; nil where it is no help.
  func rows(passing test: DayTest) -> (certain: [UInt32], possible: [UInt32])? {
    guard let stretches = stretches(for: test.possible) else { return nil }
    let total = stretches.reduce(0) { $0 + $1.count }
    var certain = KeptRows(room: total)
    var possible = KeptRows(room: total)
    for stretch in stretches { keep(stretch, rows.span, bounds.span, test, &certain, &possible) }
    return (certain.finish(), possible.finish())
  }

  /// Where rows stand of which none outside can pass; nil where these are so many that the columns
  /// are read sooner.
  func stretches(for window: DayTest.Window) -> [Range<Int>]? {
    let end = firstPlace(after: window.lastStart)
    let (side, day) = window.reach
    let start = day == .min ? 0 : min(end, firstPlace(after: day &- 1))
    let latest = side == .start ? latestStarts : latestEnds
    var stretches = [start..<end]
    var total = end - start
    for block in 0..<((start + StartOrder.blockSize - 1) / StartOrder.blockSize)
    where latest[block] >= day {
      let first = block * StartOrder.blockSize
      let stretch = first..<min(first + StartOrder.blockSize, start)
      stretches.append(stretch)
      total += stretch.count
    }
    return total <= rows.count / 2 ? stretches : nil
  }

  /// How many rows a window leaves possible, about.
  func estimate(for window: DayTest.Window) -> Int {
    let end = firstPlace(after: window.lastStart)
    let day = window.reach.day
    return end - (day == .min ? 0 : min(end, firstPlace(after: day &- 1)))
  }

  /// The first place of the order whose row surely starts later.
  private func firstPlace(after day: Int32) -> Int {
    if day == .max { return rows.count }
    let bounds = bounds.span
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle].startEarliest <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

private func keep(
  _ stretch: Range<Int>, _ rows: Span<UInt32>, _ bounds: Span<PeriodBounds>, _ test: DayTest,
  _ certain: inout KeptRows, _ possible: inout KeptRows
) {
  for place in stretch {
    let row = rows[place]
    let days = bounds[place]
    certain.keep(row, if: test.certain.holds(days))
    possible.keep(row, if: test.possible.holds(days))
  }
}

@inline(__always)
private func blockMaxima(
  _ bounds: Span<PeriodBounds>, _ day: (PeriodBounds) -> Int32
) -> [Int32] {
  var maxima: [Int32] = []
  maxima.reserveCapacity(bounds.count / StartOrder.blockSize + 1)
  var start = 0
  while start < bounds.count {
    let end = min(start &+ StartOrder.blockSize, bounds.count)
    var latest = Int32.min
    for place in start..<end { latest = max(latest, day(bounds[place])) }
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
