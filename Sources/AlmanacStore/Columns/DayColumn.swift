public import AlmanacTime

/// Points in time as bounds in days, one a row; `latest` is empty while all are exact.
public struct DayColumn: Sendable {
  /// First possible day of each row.
  public let earliest: Block<Int32>
  /// Last possible day of each row; empty while all are exact.
  public let latest: Block<Int32>
  /// Rows that state a day.
  public let stated: RowSet
  /// Rows whose day is a guess; nil when there is none.
  public let guesses: RowSet?
  /// Minute of the day, by row, where one was given.
  public let minutes: SparseColumn<Int16>

  /// - Parameter latest: empty while all are exact.
  init(
    earliest: [Int32], latest: [Int32], stated: Bitmap, guesses: Bitmap?, minutes: [UInt32: Int16]
  ) {
    self.init(
      earliest: Block(earliest), latest: Block(latest), stated: RowSet(stated),
      guesses: guesses.map { RowSet($0) }, minutes: SparseColumn(minutes))
  }

  init(
    earliest: Block<Int32>, latest: Block<Int32>, stated: RowSet, guesses: RowSet?,
    minutes: SparseColumn<Int16>
  ) {
    self.earliest = earliest
    self.latest = latest
    self.stated = stated
    self.guesses = guesses
    self.minutes = minutes
  }

  /// The stated day of a row, or nil.
  public subscript(row: UInt32) -> DayBounds? {
    stated[row] ? bounds(of: row) : nil
  }

  /// What is known of the day even where nobody states it: that a period's unstated start is no
  /// later than its end, say. Unbounded where nothing is known.
  public func bounds(of row: UInt32) -> DayBounds {
    let low = earliest[Int(row)]
    guard latest.isEmpty else {
      return DayBounds(earliest: Day(number: low), latest: Day(number: latest[Int(row)]))
    }
    guard stated[row] else { return .unknown }
    return DayBounds(earliest: Day(number: low), latest: Day(number: low))
  }
}
