internal import Synchronization

/// A value made when it is first asked for, once, whoever asks: an index that most runs never need.
///
/// A class because all copies of the store share the one value.
final class Lazy<Value: Sendable>: Sendable {
  private let made: Mutex<Value?>
  private let make: @Sendable () -> Value
  /// Whether some thread was sent to make it.
  private let isBegun = Atomic(false)

  init(_ make: @escaping @Sendable () -> Value) {
    made = Mutex(nil)
    self.make = make
  }

  /// A value that is there already.
  init(made value: Value) {
    made = Mutex(value)
    make = { value }
  }

  var value: Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }

  /// The value where it was made already, or nil; waits for nobody.
  var valueIfMade: Value? { made.withLockIfAvailable { $0 } ?? nil }

  /// The value, or nil while it is being made on another thread, which this begins.
  var valueOrBegun: Value? {
    if let value = valueIfMade { return value }
    if !isBegun.exchange(true, ordering: .relaxed) { Helper.workInBackground { _ = self.value } }
    return nil
  }

  /// The value, made on another thread, which goes on when nobody waits any more: then it is nil.
  func value(unless interruption: Interruption) -> Value? {
    if let value = valueIfMade { return value }
    Helper { _ = self.value }.letGo()
    while !interruption.isRaised {
      if let value = valueIfMade { return value }
      yieldThread()
    }
    return nil
  }
}
