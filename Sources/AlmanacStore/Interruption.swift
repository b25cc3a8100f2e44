/// Whether whoever waits has given up: looked at once for every batch of rows, by whatever thread.
public struct Interruption: Sendable {
  private let ask: @Sendable () -> Bool

  /// - Parameter ask: cheap, as of a flag that a signal sets.
  public init(_ ask: @escaping @Sendable () -> Bool) {
    self.ask = ask
  }

  /// Nobody can give up.
  public static let never = Interruption { false }

  /// Whether there is nobody left who waits.
  public var isRaised: Bool { ask() }
}
