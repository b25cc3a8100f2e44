/// Numbers as closed bounds in millionths, one a row.
///
/// `upper` is empty while every stated number is exact, so that certainty costs one column.
public struct NumberColumn: Sendable {
  /// ``Quantity/unbounded`` below where nothing is stated.
  public let lower: [Int64]
  /// Empty while every stated number is exact.
  public let upper: [Int64]
  /// Rows that have a number.
  public let stated: Bitmap
  /// Rows whose number is a guess; nil when there is none.
  public let guesses: Bitmap?
  /// How inexact numbers were written, by row.
  public let notation: [UInt32: String]

  /// The number of a row, or nil.
  public subscript(row: UInt32) -> Quantity? {
    guard stated[row] else { return nil }
    let low = lower[Int(row)]
    return Quantity(
      lower: low, upper: upper.isEmpty ? low : upper[Int(row)], text: notation[row],
      isGuess: guesses?[row] ?? false)
  }
}
