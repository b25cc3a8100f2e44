public import AlmanacTime

/// Points in time as bounds in days, one a row; `latest` is empty while all are exact.
public struct DayColumn: Sendable {
  public let earliest: [Int32]
  public let latest: [Int32]
  public let stated: Bitmap
  public let guesses: Bitmap?
  /// Minute of the day, by row, where one was given.
  public let minutes: [UInt32: Int16]

  public subscript(row: UInt32) -> DayBounds? {
    guard stated[row] else { return nil }
    let low = earliest[Int(row)]
    let high = latest.isEmpty ? low : latest[Int(row)]
    return DayBounds(earliest: Day(number: low), latest: Day(number: high))
  }
}
