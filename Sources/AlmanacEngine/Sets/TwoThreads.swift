internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Does work on positions `0..<count` in two threads where there are enough of them, else in one.
///
/// - Parameters:
///   - least: fewer positions than this are not worth a second thread.
///   - step: both parts but the last are multiples of it long.
/// - Returns: what came of each part, in order.
func inTwoThreads<Result: Sendable>(
  _ count: Int, least: Int, step: Int = 1, _ work: @escaping @Sendable (Range<Int>) -> Result
) -> [Result] {
  let middle = count / 2 / step * step
  guard count >= least, middle > 0 else { return [work(0..<count)] }
  let second = Slot<Result>()
  let thread = Thread { second.fill(work(middle..<count)) }
  let first = work(0..<middle)
  thread.join()
  return [first, second.take() ?? work(middle..<count)]
}

/// Where a thread leaves what it made. A class because two threads share it.
private final class Slot<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func fill(_ made: Value) { value.withLock { $0 = made } }
  func take() -> Value? { value.withLock { $0 } }
}

/// A second thread for one piece of work; where the system gives none it is done in this one.
private struct Thread {
  /// What a thread is started with. A class because C hands on a pointer.
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let id: pthread_t?

  init(_ body: @escaping @Sendable () -> Void) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    #if canImport(Glibc)
      var id = pthread_t()
    #else
      var id: pthread_t?
    #endif
    let failure = unsafe pthread_create(
      &id, nil,
      { pointer in
        #if canImport(Glibc)
          guard let pointer = unsafe pointer else { return nil }
        #endif
        unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    if failure == 0 {
      self.id = id
    } else {
      self.id = nil
      unsafe work.takeRetainedValue().body()
    }
  }

  func join() {
    if let id { _ = pthread_join(id, nil) }
  }
}
