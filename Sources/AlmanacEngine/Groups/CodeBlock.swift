/// The codes of a block of rows: those of a row stand in ``range(of:)``, one at least. A row that is
/// to be read as a cell has ``KeyCoder/leftOver`` first.
struct CodeBlock {
  /// So many codes may be written behind the last one.
  static let slack = 4

  /// Whether each row has one code, that at its place.
  private(set) var isSingle = true
  /// Where the codes of each row begin, and one behind the last; means nothing when `isSingle`.
  var starts: [UInt32] = []
  /// May be longer than what is used of it.
  var codes: [UInt32] = []

  /// Where the codes of a row stand.
  @inline(__always)
  func range(of place: Int) -> Range<Int> {
    isSingle ? place..<place &+ 1 : Int(starts[place])..<Int(starts[place &+ 1])
  }

  /// Room for a code of each of so many rows.
  mutating func beginSingles(_ rowCount: Int) {
    isSingle = true
    reserve(rowCount)
  }

  /// Room for the starts of so many rows.
  mutating func beginLists(_ rowCount: Int) {
    isSingle = false
    if starts.count <= rowCount { starts = [UInt32](repeating: 0, count: rowCount + 1) }
  }

  /// Room for so many codes.
  mutating func reserve(_ count: Int) {
    guard codes.count < count + CodeBlock.slack else { return }
    codes = [UInt32](repeating: 0, count: max(count, RowPart.blockSize) + CodeBlock.slack)
  }

  /// Room for so many codes more, and for as many again.
  ///
  /// - Parameter used: how many are there already.
  mutating func grow(for count: Int, behind used: Int) {
    let room = 2 * (used + count) + CodeBlock.slack
    if codes.count < room { codes += [UInt32](repeating: 0, count: room - codes.count) }
  }

  /// How many codes the rows have.
  func count(_ rowCount: Int) -> Int { isSingle ? rowCount : Int(starts[rowCount]) }
}

extension CodeBlock {
  /// Puts two keys together: the code of a pair is `left * size + right`, and left over when one of
  /// them is. A row stands in every pair of its codes.
  mutating func combine(
    _ left: CodeBlock, _ right: CodeBlock, size: Int, rowCount: Int
  ) {
    let size = UInt32(truncatingIfNeeded: size)
    switch (left.isSingle, right.isSingle) {
    case (true, true):
      beginSingles(rowCount)
      for place in 0..<rowCount { codes[place] = pair(left.codes[place], right.codes[place], size) }
    case (true, false):
      beginLists(rowCount)
      reserve(right.count(rowCount))
      spreadPairs(left.codes, along: right, rowCount, &codes) { pair($0, $1, size) }
      starts = right.starts
    case (false, true):
      beginLists(rowCount)
      reserve(left.count(rowCount))
      spreadPairs(right.codes, along: left, rowCount, &codes) { pair($1, $0, size) }
      starts = left.starts
    case (false, false): combineLists(left, right, size, rowCount)
    }
  }

  /// A row of more pairs than are made is left over.
  private mutating func combineLists(
    _ left: CodeBlock, _ right: CodeBlock, _ size: UInt32, _ rowCount: Int
  ) {
    beginLists(rowCount)
    reserve(left.pairCount(with: right, rowCount))
    var made = 0
    for place in 0..<rowCount {
      starts[place] = UInt32(truncatingIfNeeded: made)
      let (lefts, rights) = (left.range(of: place), right.range(of: place))
      guard lefts.count &* rights.count <= Pipeline.combinationLimit else {
        codes[made] = KeyCoder.leftOver
        made &+= 1
        continue
      }
      for one in lefts {
        for other in rights {
          codes[made] = pair(left.codes[one], right.codes[other], size)
          made &+= 1
        }
      }
    }
    starts[rowCount] = UInt32(truncatingIfNeeded: made)
  }

  /// How many codes two keys have together.
  func pairCount(with other: CodeBlock, _ rowCount: Int) -> Int {
    if isSingle { return other.count(rowCount) }
    if other.isSingle { return count(rowCount) }
    return (0..<rowCount).reduce(0) { total, place in
      let count = range(of: place).count &* other.range(of: place).count
      return total &+ (count <= Pipeline.combinationLimit ? count : 1)
    }
  }

  /// How many rows have several codes.
  ///
  /// - Parameter trash: the code of rows that are not counted.
  func repeatCount(_ rowCount: Int, besides trash: UInt32) -> Int {
    let starts = starts.span
    let codes = codes.span
    precondition(starts.count > rowCount, "each row has a start")
    var count = 0
    for place in 0..<rowCount {
      let isSeveral = starts[place &+ 1] &- starts[place] > 1 ? 1 : 0
      count &+= isSeveral & (codes[Int(starts[place])] != trash ? 1 : 0)
    }
    return count
  }
}

@inline(__always)
private func pair(_ left: UInt32, _ right: UInt32, _ size: UInt32) -> UInt32 {
  left == KeyCoder.leftOver || right == KeyCoder.leftOver
    ? KeyCoder.leftOver : left &* size &+ right
}

/// Puts the one code of each row together with each of its others.
@inline(__always)
private func spreadPairs(
  _ singles: [UInt32], along lists: CodeBlock, _ rowCount: Int, _ codes: inout [UInt32],
  _ pair: (UInt32, UInt32) -> UInt32
) {
  let singles = singles.span
  let starts = lists.starts.span
  let others = lists.codes.span
  var codes = codes.mutableSpan
  var start = 0
  for place in 0..<rowCount {
    let single = singles[place]
    let end = Int(starts[place &+ 1])
    if end &- start <= CodeBlock.slack {
      // Some more than there are, which the next row writes over.
      for step in 0..<CodeBlock.slack {
        codes[start &+ step] = pair(single, others[start &+ step])
      }
    } else {
      for position in start..<end { codes[position] = pair(single, others[position]) }
    }
    start = end
  }
}
