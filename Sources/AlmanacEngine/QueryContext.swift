public import AlmanacLanguage
public import AlmanacTime

/// What an answer depends on besides the statement and the store. The engine reads no clock.
public struct QueryContext: Sendable {
  /// The day that `today` means.
  public var today: Day
  /// Languages of the reader, BCP 47, most wanted first.
  public var languages: [String]
  /// What `$name` stands for, without the sign: what ``bind(_:text:over:context:)`` gave.
  public var bindings: [String: Query]

  /// A day, a reader, and the names that are defined.
  public init(today: Day, languages: [String], bindings: [String: Query] = [:]) {
    self.today = today
    self.languages = languages
    self.bindings = bindings
  }
}
