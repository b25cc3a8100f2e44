/// The answer to a test on data that may be vague, as two ordinary truths: it holds for every value
/// that the data allows (`isCertain`), it holds for some (`isPossible`).
///
/// Invariant: what is certain is possible. Yes is certain, no is not possible, maybe is the rest.
///
/// Source: Kleene's strong three-valued logic.
public struct Truth: Hashable, Sendable {
  /// It holds for every value that the data allows.
  public var isCertain: Bool
  /// It holds for some value that the data allows.
  public var isPossible: Bool

  /// Invariant: certain implies possible.
  @inlinable
  public init(isCertain: Bool, isPossible: Bool) {
    self.isCertain = isCertain
    self.isPossible = isPossible
  }

  /// Certain.
  public static let yes = Truth(isCertain: true, isPossible: true)
  /// Possible, not certain.
  public static let maybe = Truth(isCertain: false, isPossible: true)
  /// Not possible.
  public static let no = Truth(isCertain: false, isPossible: false)

  /// Yes and no changed places; maybe stays.
  @inlinable
  public static prefix func ! (truth: Truth) -> Truth {
    Truth(isCertain: !truth.isPossible, isPossible: !truth.isCertain)
  }

  /// Both.
  @inlinable
  public static func & (left: Truth, right: Truth) -> Truth {
    Truth(
      isCertain: left.isCertain && right.isCertain, isPossible: left.isPossible && right.isPossible)
  }

  /// One or the other, or both.
  @inlinable
  public static func | (left: Truth, right: Truth) -> Truth {
    Truth(
      isCertain: left.isCertain || right.isCertain, isPossible: left.isPossible || right.isPossible)
  }

  /// Maybe, whatever it was: a test on a guess.
  @inlinable
  public func guessed(_ isGuess: Bool) -> Truth { isGuess ? .maybe : self }
}
