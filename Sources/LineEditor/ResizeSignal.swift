internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The end of the pipe that the signal handler writes to; -1 while nobody listens.
private let writingEnd = Atomic<Int32>(-1)

/// Tells that the window has another size, as a file descriptor that `poll` can wait on: a flag
/// alone could be set between the look at it and the wait.
///
/// A class, because it owns file descriptors.
final class ResizeSignal {
  /// Becomes readable when the size changes.
  let readingEnd: Int32
  private let ownWritingEnd: Int32
  private var before = sigaction()

  /// Opens the pipe; without one, resizing is seen at the next key.
  init() {
    var ends: [Int32] = [-1, -1]
    _ = unsafe pipe(&ends)
    readingEnd = ends[0]
    ownWritingEnd = ends[1]
    for end in ends where end >= 0 {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    if readingEnd >= 0 { close(readingEnd) }
    if ownWritingEnd >= 0 { close(ownWritingEnd) }
  }

  /// Begins to listen.
  func start() {
    writingEnd.store(ownWritingEnd, ordering: .relaxed)
    var action = sigaction()
    action.setHandler { _ in
      let error = errno
      var byte: UInt8 = 0
      _ = unsafe write(writingEnd.load(ordering: .relaxed), &byte, 1)
      errno = error
    }
    _ = unsafe sigaction(SIGWINCH, &action, &before)
  }

  /// Gives the signal back to whom it belonged.
  func stop() {
    _ = unsafe sigaction(SIGWINCH, &before, nil)
    writingEnd.store(-1, ordering: .relaxed)
  }

  /// Forgets what was told so far.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while unsafe read(readingEnd, &bytes, bytes.count) > 0 {}
  }
}

extension sigaction {
  /// Sets the function that runs at the signal; it may only call what is safe there.
  mutating func setHandler(_ handler: @escaping @convention(c) (Int32) -> Void) {
    #if canImport(Glibc)
      unsafe __sigaction_handler.sa_handler = handler
    #else
      unsafe __sigaction_u.__sa_handler = handler
    #endif
  }
}
