/// For each code the rows that hold it, in rising order.
public struct Postings: Sendable {
  /// Where each code's rows begin, and one behind the last.
  public let offsets: Block<UInt32>
  /// The rows of all codes.
  public let rows: Block<UInt32>

  /// Where the rows of a code stand.
  @inlinable public func range(of code: UInt32) -> Range<Int> {
    let start = Int(offsets[Int(code)])
    return start..<max(start, Int(offsets[Int(code) &+ 1]))
  }

  /// The rows of one code.
  @inlinable public subscript(code: UInt32) -> RowList { RowList(rows, range(of: code)) }
}
