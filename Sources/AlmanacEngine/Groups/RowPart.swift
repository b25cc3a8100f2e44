internal import AlmanacStore

/// A part of a set of rows that one thread goes through.
struct RowPart: Sendable {
  /// So many rows are looked at together: what they need stays in the nearest memory.
  static let blockSize = 4_096

  let rows: Subset
  /// Positions of the list, rows, or words of bits.
  let range: Range<Int>

  /// Calls `body` with some thousand rows at a time, rising.
  func forEachBlock(_ body: (Span<UInt32>) -> Void) {
    var start = range.lowerBound
    switch rows.form {
    case .none: break
    case .few(let few):
      let few = few.span
      while start < range.upperBound {
        let end = min(start + RowPart.blockSize, range.upperBound)
        body(few.extracting(start..<end))
        start = end
      }
    case .all:
      var block = [UInt32](repeating: 0, count: RowPart.blockSize)
      while start < range.upperBound {
        let end = min(start + RowPart.blockSize, range.upperBound)
        count(from: start, into: &block)
        body(block.span.extracting(first: end - start))
        start = end
      }
    case .bits(let bits):
      var block = [UInt32](repeating: 0, count: RowPart.blockSize + 128)
      while start < range.upperBound {
        let count = rowNumbers(bits.words, &start, range.upperBound, into: &block)
        if count > 0 { body(block.span.extracting(first: count)) }
      }
    }
  }
}

/// Numbers rows one after the other.
private func count(from start: Int, into rows: inout [UInt32]) {
  let first = UInt32(truncatingIfNeeded: start)
  for index in rows.indices { rows[index] = first &+ UInt32(truncatingIfNeeded: index) }
}

/// Writes the rows of bits until a block of them is full, eight of a word at once, mostly more than
/// there are: the next word writes over the others, and it takes no jump to know how many there are.
///
/// - Parameters:
///   - word: the first word; afterwards the first that was not looked at.
///   - rows: has room for the rows of two words more than a block.
///
/// Source: Langdale, Lemire, Parsing Gigabytes of JSON per Second (2019), §3.2.
private func rowNumbers(
  _ words: [UInt64], _ word: inout Int, _ end: Int, into rows: inout [UInt32]
) -> Int {
  let words = words.span
  precondition(rows.count >= RowPart.blockSize + 128, "a block and two words")
  var rows = rows.mutableSpan
  var count = 0
  while word < end, count < RowPart.blockSize {
    var bits = words[word]
    let first = UInt32(truncatingIfNeeded: word &<< 6)
    word &+= 1
    if bits == 0 { continue }
    let next = count &+ bits.nonzeroBitCount
    repeat {
      for step in 0..<8 {
        rows[count &+ step] = first &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
      count &+= 8
    } while count < next
    count = next
  }
  return count
}

extension Subset {
  /// Goes through the rows in two threads where there are enough of them.
  func inTwoThreads<Result: Sendable>(
    least: Int, _ work: @escaping @Sendable (RowPart) -> Result
  ) -> [Result] {
    let positions: Int
    var least = least
    switch form {
    case .none: positions = 0
    case .all: positions = rowCount
    case .few(let rows): positions = rows.count
    case .bits(let bits):
      positions = bits.words.count
      least = count < least ? .max : 0
    }
    return AlmanacEngine.inTwoThreads(positions, least: least) { range in
      work(RowPart(rows: self, range: range))
    }
  }
}
