internal import AlmanacTime

/// One row as the default order sees it: bounds packed so that one comparison takes both.
private struct OrderKey {
  var starts: UInt64
  var ends: UInt64
  /// Minutes of the day of the start and of the end, where the days are the same.
  var minutes: UInt32 = 1_439
  var number: UInt64
  var row: UInt32

  func isBefore(_ other: OrderKey) -> Bool {
    (starts, ends, minutes, number) < (other.starts, other.ends, other.minutes, other.number)
  }

  func isLike(_ other: OrderKey) -> Bool {
    starts == other.starts && ends == other.ends && minutes == other.minutes
      && number == other.number
  }
}

/// Rows by starts, ends, id; ids that are numbers by their value.
func defaultOrder(_ identifiers: Identifiers, _ columns: [String: StoredColumn]) -> [UInt32] {
  let ids = identifiers.texts
  func points(_ field: String) -> DayColumn? {
    if case .day(let column)? = columns[field] { return column }
    return nil
  }
  func packed(_ column: DayColumn?, _ row: UInt32) -> UInt64 {
    guard let bounds = column?[row] else { return .max }
    let high = UInt64(UInt32(bitPattern: bounds.earliest.number) ^ 0x8000_0000)
    return high << 32 | UInt64(UInt32(bitPattern: bounds.latest.number) ^ 0x8000_0000)
  }
  let (starts, ends) = (points("starts"), points("ends"))
  // An unknown start is as early as can be where an end is known; no date at all comes last.
  func start(_ row: UInt32) -> UInt64 {
    starts?[row] == nil && ends?[row] != nil ? 0 : packed(starts, row)
  }
  // A day without a time goes from its first minute to its last.
  let hasMinutes = starts?.minutes.isEmpty == false || ends?.minutes.isEmpty == false
  func minutes(_ row: UInt32) -> UInt32 {
    guard hasMinutes else { return 1_439 }
    let (first, last) = (starts?.minutes[row] ?? 0, ends?.minutes[row] ?? 1_439)
    return UInt32(UInt16(bitPattern: first)) << 16 | UInt32(UInt16(bitPattern: last))
  }
  var keys: [OrderKey] = []
  keys.reserveCapacity(ids.count)
  for row in 0..<UInt32(truncatingIfNeeded: ids.count) {
    keys.append(
      OrderKey(
        starts: start(row), ends: packed(ends, row), minutes: minutes(row),
        number: number(ids.span(of: row)),
        row: row))
  }
  sortByDates(&keys)
  sortRuns(of: &keys) { ids.precedes($0, ids.span(of: $1)) }
  return keys.map(\.row)
}

/// By starts, ends, minutes and number: digit by digit from the last, sixteen bits each, those left
/// out in which all are the same.
private func sortByDates(_ keys: inout [OrderKey]) {
  guard keys.count > 64 else {
    return keys.sort { $0.isBefore($1) }
  }
  var other = keys
  radixSort(&keys, &other) { $0.number }
  radixSort(&keys, &other) { UInt64($0.minutes) }
  radixSort(&keys, &other) { $0.ends }
  radixSort(&keys, &other) { $0.starts }
}

@inline(__always)
private func radixSort(
  _ keys: inout [OrderKey], _ other: inout [OrderKey], _ word: (OrderKey) -> UInt64
) {
  var (all, any) = (UInt64.max, UInt64.zero)
  for key in keys {
    all &= word(key)
    any |= word(key)
  }
  let differing = all ^ any
  for shift in stride(from: UInt64.zero, to: 64, by: 16)
  where (differing >> shift) & 0xFFFF != 0 {
    var places = [Int](repeating: 0, count: 1 << 16)
    for key in keys { places[Int((word(key) >> shift) & 0xFFFF)] &+= 1 }
    var sum = 0
    for digit in places.indices { (places[digit], sum) = (sum, sum &+ places[digit]) }
    for key in keys {
      let digit = Int((word(key) >> shift) & 0xFFFF)
      other[places[digit]] = key
      places[digit] &+= 1
    }
    swap(&keys, &other)
  }
}

/// Rows that are alike so far, by their ids.
private func sortRuns(of keys: inout [OrderKey], by precedes: (UInt32, UInt32) -> Bool) {
  var start = 0
  while start < keys.count {
    var end = start &+ 1
    while end < keys.count, keys[start].isLike(keys[end]) { end &+= 1 }
    if end &- start > 1 { keys[start..<end].sort { precedes($0.row, $1.row) } }
    start = end
  }
}

/// The value of an id that is a number; the greatest of all for every other.
private func number(_ id: Span<UInt8>) -> UInt64 {
  guard !id.isEmpty, id.count < 19 else { return .max }
  var value: UInt64 = 0
  for index in 0..<id.count {
    let byte = id[index]
    guard 0x30...0x39 ~= byte else { return .max }
    value = value &* 10 &+ UInt64(byte &- 0x30)
  }
  return value
}
