#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A second thread for one piece of work; where the system gives none, it is done when it is waited
/// for.
public struct Helper: ~Copyable {
  private let id: pthread_t?
  private let work: Work

  /// Begins the work.
  public init(_ body: @escaping @Sendable () -> Void) {
    work = Work(body)
    let box = unsafe Unmanaged.passRetained(work)
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
      }, box.toOpaque())
    if failure == 0 {
      self.id = id
    } else {
      self.id = nil
      unsafe box.release()
    }
  }

  /// Waits until the work is done.
  public consuming func join() {
    if let id { _ = pthread_join(id, nil) } else { work.body() }
  }
}

/// What a thread is started with. A class because C hands on a pointer.
private final class Work: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }
}

/// Lets other threads run before this one goes on: for who waits for a moment.
public func yieldThread() { usleep(50) }
