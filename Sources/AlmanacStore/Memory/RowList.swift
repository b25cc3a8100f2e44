/// Rows that stand one after the other in a column's memory, shared and not copied.
///
/// Those of ``Postings`` rise; those of a ``Forest`` stand in the order of its walk.
public struct RowList: Sendable {
  @usableFromInline let block: Block<UInt32>
  /// Where the rows begin in the column.
  public let startIndex: Int
  /// Behind the last of them.
  public let endIndex: Int

  /// All rows of a block.
  @inlinable public init(_ block: Block<UInt32>) {
    self.init(block, 0..<block.count)
  }

  /// - Precondition: `range` lies in the block.
  @inlinable init(_ block: Block<UInt32>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= block.count, "range out of bounds")
    self.block = block
    startIndex = range.lowerBound
    endIndex = range.upperBound
  }

  /// The rows, for a loop.
  @inlinable public var span: Span<UInt32> {
    @_lifetime(borrow self)
    borrowing get { block.span(startIndex..<endIndex) }
  }
}

extension RowList: RandomAccessCollection {
  /// One row, by its place in the column.
  @inlinable public subscript(position: Int) -> UInt32 {
    precondition(position >= startIndex && position < endIndex, "position out of bounds")
    return block[position]
  }

  /// Some of the rows.
  @inlinable public subscript(range: Range<Int>) -> RowList {
    precondition(
      range.lowerBound >= startIndex && range.upperBound <= endIndex, "range out of bounds")
    return RowList(block, range)
  }
}
