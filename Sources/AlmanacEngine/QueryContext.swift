public import AlmanacTime

/// What an answer depends on besides the statement and the store. The engine reads no clock.
public struct QueryContext: Sendable {
  /// The day that `today` means.
  public var today: Day
  /// Languages of the reader, BCP 47, most wanted first.
  public var languages: [String]

  /// A day and a reader.
  public init(today: Day, languages: [String]) {
    self.today = today
    self.languages = languages
  }
}
