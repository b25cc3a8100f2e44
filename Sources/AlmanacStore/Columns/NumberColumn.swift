/// Numbers as closed bounds in millionths, one a row.
///
/// `upper` is empty while every stated number is exact, so that certainty costs one column.
public struct NumberColumn: Sendable {
  /// ``Quantity/unbounded`` below where nothing is stated.
  public let lower: Block<Int64>
  /// Empty while every stated number is exact.
  public let upper: Block<Int64>
  /// Rows that have a number.
  public let stated: RowSet
  /// Rows whose number is a guess; nil when there is none.
  public let guesses: RowSet?
  /// How inexact numbers were written, by row.
  public let notation: SparseTexts

  /// - Parameter upper: empty while every stated number is exact.
  init(
    lower: [Int64], upper: [Int64], stated: Bitmap, guesses: Bitmap?, notation: [UInt32: String]
  ) {
    self.init(
      lower: Block(lower), upper: Block(upper), stated: RowSet(stated),
      guesses: guesses.map { RowSet($0) }, notation: SparseTexts(notation))
  }

  init(
    lower: Block<Int64>, upper: Block<Int64>, stated: RowSet, guesses: RowSet?,
    notation: SparseTexts
  ) {
    self.lower = lower
    self.upper = upper
    self.stated = stated
    self.guesses = guesses
    self.notation = notation
  }

  /// The number of a row, or nil.
  public subscript(row: UInt32) -> Quantity? {
    guard stated[row] else { return nil }
    let low = lower[Int(row)]
    return Quantity(
      lower: low, upper: upper.isEmpty ? low : upper[Int(row)], text: notation[row],
      isGuess: guesses?[row] ?? false)
  }
}
