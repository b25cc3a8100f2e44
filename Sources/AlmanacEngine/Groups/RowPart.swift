internal import AlmanacStore

/// A part of a set of rows that one thread goes through.
struct RowPart: Sendable {
  /// So many rows are looked at together: what they need stays in the nearest memory.
  static let blockSize = 4_096

  let rows: Subset
  /// Positions of the list, rows, or words of bits.
  let range: Range<Int>

  /// Calls `body` with some thousand rows at a time, rising.
  func forEachBlock(_ body: (RowList) -> Void) {
    var start = range.lowerBound
    switch rows.form {
    case .none: break
    case .few(let few):
      while start < range.upperBound {
        let end = min(start + RowPart.blockSize, range.upperBound)
        body(few[(few.startIndex + start)..<(few.startIndex + end)])
        start = end
      }
    case .all:
      while start < range.upperBound {
        let end = min(start + RowPart.blockSize, range.upperBound)
        body(
          Block(Array(UInt32(truncatingIfNeeded: start)..<UInt32(truncatingIfNeeded: end)))[...])
        start = end
      }
    case .bits(let bits):
      var block: [UInt32] = []
      block.reserveCapacity(RowPart.blockSize + 64)
      for index in range {
        var word = bits.words[index]
        while word != 0 {
          block.append(UInt32(truncatingIfNeeded: index &<< 6 &+ word.trailingZeroBitCount))
          word &= word &- 1
        }
        if block.count >= RowPart.blockSize {
          body(Block(block)[...])
          block.removeAll(keepingCapacity: true)
        }
      }
      if !block.isEmpty { body(Block(block)[...]) }
    }
  }
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
