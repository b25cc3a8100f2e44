/// A date as data states it: when something starts and ends, each as far as it is known.
///
/// `2023-11-06/2023-11-07` has exact ends; `2021-12` starts and ends on some day of that December,
/// the same text says both; `/2021-12-03` has an unknown start.
public struct DateValue: Hashable, Sendable {
  /// When it starts, as far as that is known.
  public var starts: DayBounds
  /// When it ends, as far as that is known.
  public var ends: DayBounds
  /// Minute of the day (0..<1440) at which it starts, where one was given.
  public var startMinute: Int16?
  /// Minute of the day (0..<1440) at which it ends, where one was given.
  public var endMinute: Int16?
  /// EDTF `?`: a guess. Tests on it are never yes and never no.
  public var isGuess: Bool
  /// The EDTF text it was read from, as it is shown: `2021-12`, `2023-11-06/2023-11-07`.
  public var text: String

  /// A date of these bounds, shown as `text`.
  public init(
    starts: DayBounds, ends: DayBounds, startMinute: Int16? = nil, endMinute: Int16? = nil,
    isGuess: Bool = false, text: String
  ) {
    self.starts = starts
    self.ends = ends
    self.startMinute = startMinute
    self.endMinute = endMinute
    self.isGuess = isGuess
    self.text = text
  }
}
