internal import Synchronization

/// A value made when it is first asked for, once, whoever asks: an index that most runs never need.
///
/// A class because all copies of the store share the one value.
final class Lazy<Value: Sendable>: Sendable {
  private let made: Mutex<Value?>
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) {
    made = Mutex(nil)
    self.make = make
  }

  var value: Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }

  /// The value where it was made already, or nil.
  var valueIfMade: Value? { made.withLock { $0 } }
}
