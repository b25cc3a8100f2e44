internal import AlmanacTime

/// The order that a query has without `sort`: starts, ends, id; ids that are numbers by their value.
///
/// Rows are dealt out by the first day on which they may start, which leaves few rows a day to be
/// sorted by all the rest.
///
/// - Parameter idsRise: each id is a number, and greater than that of the row before.
func defaultOrder(
  _ ids: TextPool, idsRise: Bool, _ columns: [String: StoredColumn]
) -> RowOrder {
  func days(_ field: String) -> DayColumn? {
    if case .day(let column)? = columns[field] { return column }
    return nil
  }
  return defaultOrder(ids, idsRise: idsRise, starts: days("starts"), ends: days("ends"))
}

/// The same of some columns.
func defaultOrder(
  _ ids: TextPool, idsRise: Bool, starts: DayColumn?, ends: DayColumn?
) -> RowOrder {
  let haveDates = starts?.stated.isEmpty == false || ends?.stated.isEmpty == false
  if !haveDates && idsRise { return RowOrder(byNumber: ids.count) }
  let keys = OrderKeys(ids: ids, idsRise: idsRise, starts: starts, ends: ends)
  let rows = dealt(keys.firstDays)
  let stretches = keys.parts(of: rows).map { part in { @Sendable in keys.sorted(rows, part) } }
  let sorted = results(of: stretches, onTwoThreads: ids.count > OrderKeys.rowsForTwoThreads)
  return RowOrder(Block(sorted.count == 1 ? sorted[0] : Array(sorted.joined())))
}

/// Rows by their day, those of one day in the order of their numbers: sixteen bits at a time, those
/// left out in which all are the same.
private func dealt(_ days: [Int32]) -> [UInt32] {
  var rows: [UInt32] = []
  rows.append(count: days.count) { UInt32(truncatingIfNeeded: $0) }
  guard days.count > OrderKeys.few else {
    rows.sort { (days[Int($0)], $0) < (days[Int($1)], $1) }
    return rows
  }
  // Both ends stand for rows without a start.
  let inner = days.lazy.filter { $0 != .min && $0 != .max }
  let (least, greatest) = (inner.min() ?? 0, inner.max() ?? 0)
  func key(_ day: Int32) -> UInt64 {
    let width = UInt64(Int64(greatest) - Int64(least))
    return day == .min ? 0 : day == .max ? width + 2 : UInt64(Int64(day) - Int64(least)) + 1
  }
  let last = key(.max)
  for shift in stride(from: UInt64.zero, to: 64, by: 16) where last >> shift > 0 {
    deal(&rows, Int(min(last >> shift, 0xFFFF)) + 1) { (key(days[Int($0)]) >> shift) & 0xFFFF }
  }
  return rows
}

@inline(__always)
private func deal(_ rows: inout [UInt32], _ digitCount: Int, _ digit: (UInt32) -> UInt64) {
  var places = [UInt32](repeating: 0, count: digitCount + 1)
  for row in rows { places[Int(digit(row)) &+ 1] &+= 1 }
  for index in 0..<digitCount { places[index &+ 1] &+= places[index] }
  var dealt = [UInt32](repeating: 0, count: rows.count)
  for row in rows {
    let digit = Int(digit(row))
    dealt[Int(places[digit])] = row
    places[digit] &+= 1
  }
  rows = dealt
}

/// What rows are ordered by.
private struct OrderKeys: Sendable {
  /// So many rows are sorted without being dealt out.
  static let few = 1_024
  static let rowsForTwoThreads = 20_000

  let ids: TextPool
  let idsRise: Bool
  /// The first day on which each row may start. An unknown start is as early as can be where an end is
  /// known; no date at all comes last.
  let firstDays: [Int32]
  /// What comes next, packed so that one comparison takes it: the last day on which the row may start,
  /// the first on which it may end.
  let periods: [UInt64]
  /// The last day on which it may end, and the minutes of its start and its end.
  let rests: [UInt64]

  init(ids: TextPool, idsRise: Bool, starts: DayColumn?, ends: DayColumn?) {
    (self.ids, self.idsRise) = (ids, idsRise)
    var firstDays = [Int32](repeating: .max, count: ids.count)
    var periods = [UInt64](repeating: UInt64(UInt32.max), count: ids.count)
    // A day without a time goes from its first minute to its last.
    var rests = [UInt64](repeating: UInt64(UInt32.max) << 32 | 1_439, count: ids.count)
    if let ends { note(ends: ends, &firstDays, &periods, &rests) }
    if let starts { note(starts: starts, &firstDays, &periods) }
    for (row, minute) in zip(starts?.minutes.rows ?? [], starts?.minutes.values ?? []) {
      rests[Int(row)] |= UInt64(UInt16(bitPattern: minute)) << 16
    }
    for (row, minute) in zip(ends?.minutes.rows ?? [], ends?.minutes.values ?? []) {
      rests[Int(row)] = rests[Int(row)] & ~0xFFFF | UInt64(UInt16(bitPattern: minute))
    }
    (self.firstDays, self.periods, self.rests) = (firstDays, periods, rests)
  }

  /// Two parts between which no day lies, or one.
  func parts(of rows: [UInt32]) -> [Range<Int>] {
    guard rows.count > OrderKeys.rowsForTwoThreads else { return [0..<rows.count] }
    var middle = rows.count / 2
    while middle < rows.count,
      firstDays[Int(rows[middle - 1])] == firstDays[Int(rows[middle])]
    {
      middle += 1
    }
    return middle < rows.count ? [0..<middle, middle..<rows.count] : [0..<rows.count]
  }

  /// Some of the rows that are in the order of their first day, in that of all the rest too.
  func sorted(_ rows: [UInt32], _ part: Range<Int>) -> [UInt32] {
    var sorted: [UInt32] = []
    sorted.reserveCapacity(part.count)
    var keys: [OrderKey] = []
    let (days, periods, rests) = (firstDays.span, self.periods.span, self.rests.span)
    var start = part.lowerBound
    while start < part.upperBound {
      let day = days[Int(rows[start])]
      keys.removeAll(keepingCapacity: true)
      var end = start
      var isSorted = true
      while end < part.upperBound {
        let row = Int(rows[end])
        if days[row] != day { break }
        let key = OrderKey(
          row: UInt32(truncatingIfNeeded: row), period: periods[row], rest: rests[row])
        if isSorted, let last = keys.last, !precedes(last, key) { isSorted = false }
        keys.append(key)
        end &+= 1
      }
      if !isSorted { sort(&keys) }
      for key in keys { sorted.append(key.row) }
      start = end
    }
    return sorted
  }

  /// Few keys are put in one by one.
  private func sort(_ keys: inout [OrderKey]) {
    if keys.count > 24 { return keys.sort(by: precedes) }
    for index in 1..<keys.count {
      let key = keys[index]
      var place = index
      while place > 0, precedes(key, keys[place &- 1]) {
        keys[place] = keys[place &- 1]
        place &-= 1
      }
      keys[place] = key
    }
  }

  @inline(__always)
  private func precedes(_ left: OrderKey, _ right: OrderKey) -> Bool {
    if left.period != right.period { return left.period < right.period }
    if left.rest != right.rest { return left.rest < right.rest }
    // Their numbers rise as their ids do.
    return idsRise ? left.row < right.row : idPrecedes(left.row, right.row)
  }

  private func idPrecedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let (number, other) = (self.number(left), self.number(right))
    return number != other ? number < other : ids.precedes(left, ids.span(of: right))
  }

  /// The value of an id that is a number; the greatest of all for every other.
  private func number(_ row: UInt32) -> UInt64 {
    let id = ids.span(of: row)
    guard !id.isEmpty, id.count < 19 else { return .max }
    var value: UInt64 = 0
    for index in 0..<id.count {
      let byte = id[index]
      guard 0x30...0x39 ~= byte else { return .max }
      value = value &* 10 &+ UInt64(byte &- 0x30)
    }
    return value
  }
}

/// One row of a day.
private struct OrderKey {
  var row: UInt32
  var period: UInt64
  var rest: UInt64
}

/// Notes the ends of rows that state one.
private func note(
  ends: DayColumn, _ firstDays: inout [Int32], _ periods: inout [UInt64], _ rests: inout [UInt64]
) {
  let earliest = ends.earliest.span
  let latest = ends.latest.isEmpty ? earliest : ends.latest.span
  let stated = ends.stated.lookup(reading: earliest.count)
  for row in earliest.indices where stated[UInt32(truncatingIfNeeded: row)] {
    firstDays[row] = .min
    periods[row] = UInt64(biased(earliest[row]))
    rests[row] = UInt64(biased(latest[row])) << 32 | 1_439
  }
}

/// Notes the starts of rows that state one.
private func note(
  starts: DayColumn, _ firstDays: inout [Int32], _ periods: inout [UInt64]
) {
  let earliest = starts.earliest.span
  let latest = starts.latest.isEmpty ? earliest : starts.latest.span
  let stated = starts.stated.lookup(reading: earliest.count)
  for row in earliest.indices where stated[UInt32(truncatingIfNeeded: row)] {
    firstDays[row] = earliest[row]
    periods[row] |= UInt64(biased(latest[row])) << 32
  }
}

/// A day as a number that rises with it.
private func biased(_ day: Int32) -> UInt32 { UInt32(bitPattern: day) ^ 0x8000_0000 }
