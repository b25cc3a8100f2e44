internal import AlmanacStore

extension Subset {
  /// The rows of both.
  func intersection(_ other: Subset) -> Subset {
    switch (form, other.form) {
    case (.none, _), (_, .all): return self
    case (_, .none), (.all, _): return other
    case (.few(let left), .few(let right)):
      return Subset(
        rising: left.count < right.count
          ? common(left.span, right.span) : common(right.span, left.span), of: rowCount)
    case (.few(let rows), .bits(let bits)), (.bits(let bits), .few(let rows)):
      return Subset(rising: kept(rows.span, bits.words, wanted: 1), of: rowCount)
    case (.bits(let left), .bits(let right)):
      if left === right { return self }
      return Subset(words: combined(left.words, right.words) { $0 & $1 }, of: rowCount)
    }
  }

  /// The rows that the other set lacks.
  func subtracting(_ other: Subset) -> Subset {
    switch (form, other.form) {
    case (.none, _), (_, .none): return self
    case (_, .all): return .none(of: rowCount)
    case (.all, _): return other.complement
    case (.few(let left), .few(let right)):
      // The same list is told by where it lies, without a look at the rows.
      if left.isSame(as: right) { return .none(of: rowCount) }
      return Subset(rising: missing(left.span, right.span), of: rowCount)
    case (.few(let rows), .bits(let bits)):
      return Subset(rising: kept(rows.span, bits.words, wanted: 0), of: rowCount)
    case (.bits(let bits), .few(let rows)):
      var words = bits.words
      unmark(rows.span, in: &words)
      return Subset(words: words, of: rowCount)
    case (.bits(let left), .bits(let right)):
      if left === right { return .none(of: rowCount) }
      return Subset(words: combined(left.words, right.words) { $0 & ~$1 }, of: rowCount)
    }
  }

  /// The rows of either.
  func union(_ other: Subset) -> Subset {
    switch (form, other.form) {
    case (.none, _), (_, .all): return other
    case (_, .none), (.all, _): return self
    case (.few(let left), .few(let right)):
      if left.isSame(as: right) { return self }
      // Both are in order already: a bit for each row costs a word for each 64 of them.
      if left.count + right.count > rowCount / 64 {
        return Subset(words: words, of: rowCount).union(other)
      }
      return Subset(rising: merged(left.span, right.span), of: rowCount)
    case (.few(let rows), .bits(let bits)), (.bits(let bits), .few(let rows)):
      var words = bits.words
      mark(rows.span, in: &words)
      return Subset(words: words, of: rowCount)
    case (.bits(let left), .bits(let right)):
      if left === right { return self }
      return Subset(words: combined(left.words, right.words) { $0 | $1 }, of: rowCount)
    }
  }

  /// The rows that are not in it.
  var complement: Subset {
    switch form {
    case .none: return .all(of: rowCount)
    case .all: return .none(of: rowCount)
    case .few, .bits:
      var words = self.words
      var span = words.mutableSpan
      for index in span.indices { span[index] = ~span[index] }
      if span.count > 0 { span[span.count - 1] &= Subset.lastWord(rowCount) }
      return Subset(words: words, of: rowCount)
    }
  }

  /// Whether some row is in both; looks no further than the first.
  func intersects(_ other: Subset) -> Bool {
    switch (form, other.form) {
    case (.none, _), (_, .none): return false
    case (.all, _): return !other.isEmpty
    case (_, .all): return !isEmpty
    case (.few(let rows), _): return rows.contains { other[$0] }
    case (_, .few(let rows)): return rows.contains { self[$0] }
    case (.bits(let left), .bits(let right)):
      return haveCommonBit(left.words, right.words)
    }
  }
}

// MARK: - Kernels

extension RowList {
  /// Whether it is the same stretch of the same list, told without a look at the rows.
  fileprivate func isSame(as other: RowList) -> Bool {
    guard count == other.count else { return false }
    let rows = span
    let others = other.span
    if rows.isIdentical(to: others) { return true }
    guard count < 1_024 else { return false }
    for index in rows.indices where rows[index] != others[index] { return false }
    return true
  }
}

/// Rows that a loop keeps, in room for all that it looks at: kept without a jump, so that it costs the
/// same whichever they are.
///
/// Memory of its own: an array would ask at every row whether somebody else has it too.
@safe struct KeptRows: ~Copyable {
  private let rows: UnsafeMutablePointer<UInt32>
  private let room: Int
  private var count = 0

  /// Room for so many.
  init(room: Int) {
    unsafe rows = .allocate(capacity: room)
    self.room = room
  }

  deinit { unsafe rows.deallocate() }

  /// - Precondition: no more rows are looked at than there is room for.
  @inline(__always)
  mutating func keep(_ row: UInt32, if isKept: Bool) {
    precondition(count < room, "there is room for all")
    unsafe rows[count] = row
    // A choice between 1 and 0 would become a jump.
    count &+= unsafe Int(unsafeBitCast(isKept, to: UInt8.self))
  }

  /// The rows that were kept.
  consuming func finish() -> [UInt32] {
    unsafe Array(UnsafeBufferPointer(start: rows, count: count))
  }
}

/// Rows of the shorter list that the longer has too.
private func common(_ short: Span<UInt32>, _ long: Span<UInt32>) -> [UInt32] {
  kept(short, by: long, isWanted: true)
}

/// Rows of one list that the other lacks.
func missing(_ left: Span<UInt32>, _ right: Span<UInt32>) -> [UInt32] {
  kept(left, by: right, isWanted: false)
}

/// The rows of a list that another has too, or those that it lacks: side by side, or by halving where
/// the other is far longer.
@inline(__always)
private func kept(_ rows: Span<UInt32>, by other: Span<UInt32>, isWanted: Bool) -> [UInt32] {
  var kept = KeptRows(room: rows.count)
  let halves = rows.count < other.count / 16
  var place = 0
  for index in rows.indices {
    let row = rows[index]
    if halves {
      place = other.place(of: row, from: place)
    } else {
      while place < other.count, other[place] < row { place &+= 1 }
    }
    if isWanted, place == other.count { break }
    kept.keep(row, if: (place < other.count && other[place] == row) == isWanted)
  }
  return kept.finish()
}

private func merged(_ left: Span<UInt32>, _ right: Span<UInt32>) -> [UInt32] {
  var kept = KeptRows(room: left.count + right.count)
  var (first, second) = (0, 0)
  while first < left.count, second < right.count {
    let (one, other) = (left[first], right[second])
    kept.keep(min(one, other), if: true)
    first &+= one <= other ? 1 : 0
    second &+= other <= one ? 1 : 0
  }
  for index in first..<left.count { kept.keep(left[index], if: true) }
  for index in second..<right.count { kept.keep(right[index], if: true) }
  return kept.finish()
}

/// The rows whose bit is as wanted.
private func kept(_ rows: Span<UInt32>, _ words: [UInt64], wanted: UInt64) -> [UInt32] {
  let bits = words.span
  var kept = KeptRows(room: rows.count)
  for index in rows.indices {
    let row = rows[index]
    kept.keep(row, if: bits[Int(row &>> 6)] &>> UInt64(row & 63) & 1 == wanted)
  }
  return kept.finish()
}

/// Clears the bits of rows.
private func unmark(_ rows: Span<UInt32>, in words: inout [UInt64]) {
  var bits = words.mutableSpan
  for index in rows.indices {
    let row = rows[index]
    bits[Int(row &>> 6)] &= ~(1 &<< UInt64(row & 63))
  }
}

private func haveCommonBit(_ left: [UInt64], _ right: [UInt64]) -> Bool {
  let left = left.span
  let right = right.span
  for index in left.indices where left[index] & right[index] != 0 { return true }
  return false
}

@inline(__always)
private func combined(
  _ left: [UInt64], _ right: [UInt64], _ combine: (UInt64, UInt64) -> UInt64
) -> [UInt64] {
  let one = left.span
  let other = right.span
  var words = [UInt64](repeating: 0, count: left.count)
  var span = words.mutableSpan
  for index in left.indices { span[index] = combine(one[index], other[index]) }
  return words
}
