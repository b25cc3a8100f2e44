internal import AlmanacStore

/// The groups of rows that stand one behind the other, from key columns of the whole table: no row is
/// asked for by its number, and those that are not wanted are passed over without a jump.
struct StretchGroups {
  /// So many rows are looked at together: whole words of bits, and few enough that what they need
  /// stays in the nearest memory.
  static let blockSize = 4_096
  /// Makes no group of whatever is added to it.
  fileprivate static let outside: UInt32 = 1 << 31

  private let keys: [KeyColumns]
  private let strides: [UInt32]
  /// The group of rows that are not wanted or are left over, behind all others.
  private let trash: UInt32
  /// What the keys that have one code a row come to together, row by row.
  private var singles = [UInt32](repeating: 0, count: blockSize)
  /// The group of each row, or of each value of the key that is a list, where there is one; those of
  /// rows without a value come behind. Longer than what is used of it.
  private(set) var groups = [UInt32](repeating: 0, count: blockSize)
  /// How many groups the rows have together.
  private(set) var count = 0
  /// The rows beside the groups, where these don't stand row by row and were asked for.
  private(set) var pairRows: [UInt32] = []
  /// How many rows have several groups.
  private(set) var repeatCount = 0

  /// - Parameter strides: how many groups it is from one code of each key to the next.
  init(_ keys: [KeyColumns], strides: [Int], trash: Int) {
    self.keys = keys
    self.strides = strides.map { UInt32(truncatingIfNeeded: $0) }
    self.trash = UInt32(truncatingIfNeeded: trash)
  }

  /// Whether each row has one group, that at its place.
  var isSingle: Bool { !keys.contains(where: \.isLists) }

  /// The columns of the keys, where it pays to go through all rows of the table and no more than one
  /// of them is a list.
  static func columns(
    _ coders: [KeyCoder], for rows: Subset, _ table: Table, _ interruption: Interruption
  ) -> [KeyColumns]? {
    switch rows.form {
    case .all: break
    case .bits where rows.count > table.rowCount / 4: break
    case .none, .few, .bits: return nil
    }
    let columns = coders.map { $0.columns(of: table, interruption) }
    return columns.count(where: \.isLists) > 1 ? nil : columns
  }

  /// Finds the groups of some rows.
  ///
  /// - Parameters:
  ///   - rows: a block, or what is left behind the last whole one.
  ///   - wanted: the rows as bits; nil for all.
  ///   - needsRows: whether the rows are wanted beside the groups.
  mutating func find(_ rows: Range<Int>, of wanted: [UInt64]?, needsRows: Bool) {
    repeatCount = 0
    combineSingles(rows)
    if let wanted { drop(rows, notIn: wanted.span, from: &singles) }
    guard let index = keys.firstIndex(where: \.isLists), case .lists(let list) = keys[index].form
    else {
      count = rows.count
      copyGroups(singles, rows.count, to: &groups, trash: trash)
      return
    }
    let (key, stride) = (keys[index], strides[index])
    let block = rows.lowerBound / StretchGroups.blockSize
    key.leftOver.forEachRow(ofBlock: block, StretchGroups.blockSize) { row in
      singles[Int(row) &- rows.lowerBound] = StretchGroups.outside
    }
    findPairs(rows, list, stride, needsRows)
    for (empty, code) in key.empty {
      empty.forEachRow(ofBlock: block, StretchGroups.blockSize) { row in
        groups[count] = min(singles[Int(row) &- rows.lowerBound] &+ code &* stride, trash)
        if needsRows { pairRows[count] = row }
        count &+= 1
      }
    }
  }

  private mutating func combineSingles(_ rows: Range<Int>) {
    clear(&singles)
    for (key, stride) in zip(keys, strides) {
      guard case .singles(let codes, let other) = key.form else { continue }
      let none = other == KeyCoder.leftOver ? StretchGroups.outside : other &* stride
      switch codes.form {
      case .bytes(let codes): addCodes(codes.span(rows), stride, none, to: &singles)
      case .shorts(let codes): addCodes(codes.span(rows), stride, none, to: &singles)
      case .words(let codes): addCodes(codes.span(rows), stride, none, to: &singles)
      }
    }
  }

  /// A group for each value of the rows' lists.
  private mutating func findPairs(
    _ rows: Range<Int>, _ list: ListColumn, _ stride: UInt32, _ needsRows: Bool
  ) {
    let offsets = list.offsets.span(rows.lowerBound..<rows.upperBound &+ 1)
    let first = min(Int(offsets[0]), list.values.count)
    count = max(0, min(Int(offsets[rows.count]), list.values.count) &- first)
    let room = count &+ CodeBlock.slack &+ 2 &* rows.count
    if groups.count < room { groups = [UInt32](repeating: 0, count: room &+ room / 2) }
    repeatCount = spread(singles, along: offsets, count, to: &groups)
    if needsRows {
      if pairRows.count < room { pairRows = [UInt32](repeating: 0, count: groups.count) }
      spread(rows, along: offsets, count, to: &pairRows)
    }
    let positions = first..<first &+ count
    switch list.values.form {
    case .bytes(let values): addValues(values.span(positions), stride, trash, to: &groups)
    case .shorts(let values): addValues(values.span(positions), stride, trash, to: &groups)
    case .words(let values): addValues(values.span(positions), stride, trash, to: &groups)
    }
  }
}

// MARK: - Kernels

private func clear(_ groups: inout [UInt32]) {
  var groups = groups.mutableSpan
  for index in groups.indices { groups[index] = 0 }
}

/// Adds the code of each row, so many groups a code; `none` for a code of all ones.
private func addCodes<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
  _ codes: Span<Code>, _ stride: UInt32, _ none: UInt32, to groups: inout [UInt32]
) {
  let outside = StretchGroups.outside
  precondition(codes.count <= groups.count, "a block has a length")
  var groups = groups.mutableSpan
  for index in codes.indices {
    let code = codes[index]
    let step = code == .max ? none : UInt32(truncatingIfNeeded: code) &* stride
    let group = groups[index]
    groups[index] = ((group &+ step) & ~outside) | ((group | step) & outside)
  }
}

/// Gives the rows of a stretch that are not in a set no group.
private func drop(
  _ rows: Range<Int>, notIn words: Span<UInt64>, from groups: inout [UInt32]
) {
  var groups = groups.mutableSpan
  for index in rows.lowerBound / 64..<Subset.wordCount(rows.upperBound) {
    let first = index &<< 6 &- rows.lowerBound
    let count = min(64, rows.count &- first)
    var others = ~words[index] & (.max &>> UInt64(truncatingIfNeeded: 64 &- count))
    while others != 0 {
      groups[first &+ others.trailingZeroBitCount] = StretchGroups.outside
      others &= others &- 1
    }
  }
}

private func copyGroups(
  _ singles: [UInt32], _ count: Int, to groups: inout [UInt32], trash: UInt32
) {
  let singles = singles.span
  precondition(count <= singles.count && count <= groups.count, "a block has a length")
  var groups = groups.mutableSpan
  for index in 0..<count { groups[index] = min(singles[index], trash) }
}

/// Writes what each row has as often as it has values, and says how many rows have several.
///
/// - Parameters:
///   - offsets: where the values of each row begin, and one behind the last.
///   - count: how many values there are.
private func spread(
  _ singles: [UInt32], along offsets: Span<UInt32>, _ count: Int, to groups: inout [UInt32]
) -> Int {
  let singles = singles.span
  precondition(groups.count >= count &+ CodeBlock.slack, "there is room for all")
  return unsafe groups.withUnsafeMutableBufferPointer { output in
    guard let output = output.baseAddress else { return 0 }
    var repeats = 0
    for row in 0..<offsets.count &- 1 {
      let places = valuePlaces(of: row, offsets, count)
      unsafe write(singles[row], at: places, of: output)
      repeats &+=
        (places.end &- places.start > 1 ? 1 : 0) & (singles[row] < StretchGroups.outside ? 1 : 0)
    }
    return repeats
  }
}

/// Writes each row as often as it has values.
private func spread(
  _ rows: Range<Int>, along offsets: Span<UInt32>, _ count: Int, to pairRows: inout [UInt32]
) {
  precondition(pairRows.count >= count &+ CodeBlock.slack, "there is room for all")
  unsafe pairRows.withUnsafeMutableBufferPointer { output in
    guard let output = output.baseAddress else { return }
    for row in 0..<offsets.count &- 1 {
      unsafe write(
        UInt32(truncatingIfNeeded: rows.lowerBound &+ row),
        at: valuePlaces(of: row, offsets, count), of: output)
    }
  }
}

/// Where the values of a row stand among those of a stretch: nowhere behind the last, also where the
/// offsets of a damaged snapshot do not rise.
@inline(__always)
private func valuePlaces(
  of row: Int, _ offsets: Span<UInt32>, _ count: Int
) -> (start: Int, end: Int) {
  let first = offsets[0]
  return (min(count, Int(offsets[row] &- first)), min(count, Int(offsets[row &+ 1] &- first)))
}

/// Writes a number at some places. Lists are short: four places are written at once, mostly more than
/// there are, and written over by the next row.
///
/// - Parameter output: has ``CodeBlock/slack`` places more than there are.
@inline(__always)
private func write(
  _ number: UInt32, at places: (start: Int, end: Int), of output: UnsafeMutablePointer<UInt32>
) {
  let numbers = SIMD4<UInt32>(repeating: number)
  unsafe UnsafeMutableRawPointer(output + places.start)
    .storeBytes(of: numbers, as: SIMD4<UInt32>.self)
  var place = places.start &+ numbers.scalarCount
  while place < places.end {
    unsafe output[place] = number
    place &+= 1
  }
}

/// Adds the values of lists, so many groups a value.
private func addValues<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
  _ values: Span<Code>, _ stride: UInt32, _ trash: UInt32, to groups: inout [UInt32]
) {
  precondition(values.count <= groups.count, "each value has a place")
  var groups = groups.mutableSpan
  for index in values.indices {
    groups[index] = min(
      groups[index] &+ UInt32(truncatingIfNeeded: values[index]) &* stride, trash)
  }
}
