internal import Synchronization

/// What was worked out from a table and may be asked for again: ranks, block maxima, rows that say
/// nothing of a field. Made when first asked for and kept as long as the table.
///
/// A class because all copies share what was made; whoever makes the same at the same time wins or
/// loses, both are right.
public final class Memo: Sendable {
  private let made = Mutex<[String: any Sendable]>([:])

  init() {}

  /// The value under a name, made now when nobody has made it yet.
  ///
  /// - Parameter name: one name always goes with one type.
  public func value<Value: Sendable>(_ name: String, _ make: () -> Value) -> Value {
    // In two steps: nothing at all would pass for an optional value that is nil.
    if let found = made.withLock({ $0[name] }), let value = found as? Value { return value }
    let value = make()
    made.withLock { $0[name] = value }
    return value
  }

  /// The same for what takes long to make.
  ///
  /// - Parameter interruption: what `make` may stop for when it is raised; what it has then is
  ///   returned, for an answer that nobody waits for, and not kept.
  public func value<Value: Sendable>(
    _ name: String, unless interruption: Interruption, _ make: () -> Value
  ) -> Value {
    if let found = made.withLock({ $0[name] }), let value = found as? Value { return value }
    let value = make()
    if !interruption.isRaised { made.withLock { $0[name] = value } }
    return value
  }

  /// Whether somebody has made the value under a name.
  public func holds(_ name: String) -> Bool { made.withLock { $0[name] != nil } }
}
