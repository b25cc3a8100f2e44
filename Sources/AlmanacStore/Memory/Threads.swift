internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A second thread for one piece of work; where the system gives none, it is done when it is waited
/// for or let go.
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

  /// Begins work that nobody waits for now: it leaves the processors to what somebody does wait for.
  static func workInBackground(_ body: @escaping @Sendable () -> Void) {
    Helper {
      yieldPriority()
      body()
    }.letGo()
  }

  /// Whether the system gave a thread.
  public var isRunning: Bool { id != nil }

  /// Waits until the work is done.
  public consuming func join() {
    if let id { _ = pthread_join(id, nil) } else { work.body() }
  }

  /// Leaves the work to itself: nobody waits for it.
  public consuming func letGo() {
    if let id { _ = pthread_detach(id) } else { work.body() }
  }
}

/// Makes this thread, and those that it starts, less urgent than others.
private func yieldPriority() {
  #if canImport(Glibc)
    // On Linux 0 is the thread that asks, not its process (setpriority(2), "C library/kernel
    // differences"). A tenth of a processor stays with it where two others want all.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
  #else
    _ = pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
  #endif
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

/// Lets other threads run for some milliseconds: for who waits for something long.
public func waitBriefly() { usleep(2_000) }

/// Does some pieces of work, the last one first, on two threads where that pays.
///
/// - Returns: their results, in the order of the pieces; of no use, and fewer, when nobody waits any
///   more.
func results<Result: Sendable>(
  of pieces: [@Sendable () -> Result], onTwoThreads: Bool, _ interruption: Interruption = .never
) -> [Result] {
  guard onTwoThreads, pieces.count > 1 else { return pieces.map { $0() } }
  let share = Share(pieces, interruption)
  let helper = Helper { share.work() }
  share.work()
  helper.join()
  return share.results
}

/// Pieces of work that two threads take one after the other. A class because both have it.
private final class Share<Result: Sendable>: Sendable {
  private let pieces: [@Sendable () -> Result]
  private let next: Atomic<Int>
  private let done: Mutex<[Result?]>
  private let interruption: Interruption

  init(_ pieces: [@Sendable () -> Result], _ interruption: Interruption) {
    self.pieces = pieces
    self.interruption = interruption
    next = Atomic(pieces.count)
    done = Mutex([Result?](repeating: nil, count: pieces.count))
  }

  func work() {
    while true {
      let number = next.subtract(1, ordering: .relaxed).newValue
      guard number >= 0, !interruption.isRaised else { return }
      let result = pieces[number]()
      done.withLock { $0[number] = result }
    }
  }

  var results: [Result] { done.withLock { $0.compactMap { $0 } } }
}
