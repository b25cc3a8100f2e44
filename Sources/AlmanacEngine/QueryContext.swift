public import AlmanacLanguage
public import AlmanacStore
public import AlmanacTime

/// What an answer depends on besides the statement and the store. The engine reads no clock.
public struct QueryContext: Sendable {
  /// The day that `today` means.
  public var today: Day
  /// Languages of the reader, BCP 47, most wanted first.
  public var languages: [String]
  /// What `$name` stands for, without the sign: what ``Outcome/binding(name:_:)`` gave.
  public var bindings: [String: Query]
  /// What the command line gives to a `param` of that name, as it was typed.
  public var arguments: [String: String]
  /// Raised when whoever waits for the answer has given up.
  public var interruption = Interruption.never

  /// Whether a fault about a name says which names are near: who only marks what is wrong spares
  /// himself the search.
  public var proposesNames = true

  /// How the engine goes about its work.
  public var tuning = Tuning()

  var isInterrupted: Bool { interruption.isRaised }

  /// A day, a reader, the names that are defined, and what is given to those of `param`.
  public init(
    today: Day, languages: [String], bindings: [String: Query] = [:],
    arguments: [String: String] = [:]
  ) {
    self.today = today
    self.languages = languages
    self.bindings = bindings
    self.arguments = arguments
  }
}
