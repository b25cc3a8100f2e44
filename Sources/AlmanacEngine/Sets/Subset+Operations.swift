internal import AlmanacStore

extension Subset {
  /// The rows of both.
  func intersection(_ other: Subset) -> Subset {
    switch (form, other.form) {
    case (.none, _), (_, .all): return self
    case (_, .none), (.all, _): return other
    case (.few(let left), .few(let right)):
      return Subset(
        rising: left.count < right.count ? common(left, right) : common(right, left), of: rowCount)
    case (.few(let rows), .bits(let bits)), (.bits(let bits), .few(let rows)):
      return Subset(rising: kept(rows, bits.words, wanted: 1), of: rowCount)
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
      return Subset(rising: missing(left, right), of: rowCount)
    case (.few(let rows), .bits(let bits)):
      return Subset(rising: kept(rows, bits.words, wanted: 0), of: rowCount)
    case (.bits(let bits), .few(let rows)):
      var words = bits.words
      var span = words.mutableSpan
      for row in rows { span[Int(row &>> 6)] &= ~(1 &<< UInt64(row & 63)) }
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
      if Subset.isMany(left.count + right.count, of: rowCount) {
        return Subset(words: words, of: rowCount).union(other)
      }
      return Subset(rising: merged(left, right), of: rowCount)
    case (.few(let rows), .bits(let bits)), (.bits(let bits), .few(let rows)):
      var words = bits.words
      var span = words.mutableSpan
      for row in rows { span[Int(row &>> 6)] |= 1 &<< UInt64(row & 63) }
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
      let (first, second) = (left.words, right.words)
      for index in first.indices where first[index] & second[index] != 0 { return true }
      return false
    }
  }
}

// MARK: - Kernels

extension RowList {
  /// Whether it is the same stretch of the same list, told without a look at the rows.
  fileprivate func isSame(as other: RowList) -> Bool {
    guard startIndex == other.startIndex, endIndex == other.endIndex, count == other.count else {
      return false
    }
    return count < 1_024 ? elementsEqual(other) : base.liesWhere(other.base)
  }
}

extension Block {
  /// Whether the elements are in the same place.
  fileprivate func liesWhere(_ other: Block) -> Bool {
    span.isIdentical(to: other.span)
  }
}

/// Rows of the shorter list that the longer has too: side by side, or by halving where it is far
/// longer.
private func common(
  _ short: RowList, _ long: RowList
) -> [UInt32] {
  var rows: [UInt32] = []
  var rest = long
  if short.count < long.count / 16 {
    for row in short {
      let (index, isFound) = rest.position(of: row)
      if isFound { rows.append(row) }
      rest = rest[index...]
    }
    return rows
  }
  var index = long.startIndex
  for row in short {
    while index < long.endIndex, long[index] < row { index &+= 1 }
    if index < long.endIndex, long[index] == row { rows.append(row) }
  }
  return rows
}

private func missing(
  _ left: RowList, _ right: RowList
) -> [UInt32] {
  var rows: [UInt32] = []
  var index = right.startIndex
  if left.count < right.count / 16 { return left.filter { !right.position(of: $0).isFound } }
  for row in left {
    while index < right.endIndex, right[index] < row { index &+= 1 }
    if index == right.endIndex || right[index] != row { rows.append(row) }
  }
  return rows
}

private func merged(
  _ left: RowList, _ right: RowList
) -> [UInt32] {
  var rows: [UInt32] = []
  rows.reserveCapacity(left.count + right.count)
  var (first, second) = (left.startIndex, right.startIndex)
  while first < left.endIndex, second < right.endIndex {
    let (one, other) = (left[first], right[second])
    rows.append(min(one, other))
    if one <= other { first &+= 1 }
    if other <= one { second &+= 1 }
  }
  rows += left[first...]
  rows += right[second...]
  return rows
}

/// The rows whose bit is as wanted.
private func kept(
  _ rows: RowList, _ words: [UInt64], wanted: UInt64
) -> [UInt32] {
  var kept: [UInt32] = []
  let bits = words.span
  for row in rows where bits[Int(row &>> 6)] &>> UInt64(row & 63) & 1 == wanted {
    kept.append(row)
  }
  return kept
}

private func haveCommonBit(_ left: [UInt64], _ right: [UInt64]) -> Bool {
  let one = left.span
  let other = right.span
  for index in one.indices where one[index] & other[index] != 0 { return true }
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
