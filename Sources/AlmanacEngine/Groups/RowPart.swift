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
      var block: [UInt32] = []
      block.reserveCapacity(RowPart.blockSize + 64)
      for index in range {
        var word = bits.words[index]
        while word != 0 {
          block.append(UInt32(truncatingIfNeeded: index &<< 6 &+ word.trailingZeroBitCount))
          word &= word &- 1
        }
        if block.count >= RowPart.blockSize {
          body(block.span)
          block.removeAll(keepingCapacity: true)
        }
      }
      if !block.isEmpty { body(block.span) }
    }
  }
}

/// Numbers rows one after the other.
private func count(from start: Int, into rows: inout [UInt32]) {
  let first = UInt32(truncatingIfNeeded: start)
  for index in rows.indices { rows[index] = first &+ UInt32(truncatingIfNeeded: index) }
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
