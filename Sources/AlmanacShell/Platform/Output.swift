#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Standard output and standard error, unbuffered: a reply is written whole.
enum Output {
  case standard
  case error

  var descriptor: Int32 {
    switch self {
    case .standard: STDOUT_FILENO
    case .error: STDERR_FILENO
    }
  }

  /// Writes all of a text, or as much as goes out before `isInterrupted` says yes.
  ///
  /// A pipe that nobody reads any more ends the program by SIGPIPE, as it does every filter; where
  /// that is ignored, in the shell, the rest is dropped.
  func write(
    _ text: String, until isInterrupted: () -> Bool = { false }
  ) throws(ShellError) {
    let fault = attempt(text, until: isInterrupted)
    if fault != 0, fault != EPIPE { throw .unwritable(reason: Files.reason(fault)) }
  }

  /// Lets something write to the descriptor that returns an error number, or 0.
  func write(_ body: (Int32) -> Int32) throws(ShellError) {
    let fault = body(descriptor)
    if fault != 0, fault != EPIPE { throw .unwritable(reason: Files.reason(fault)) }
  }

  /// Writes a text as far as the stream takes it; the error number, or 0.
  @discardableResult
  func attempt(_ text: String, until isInterrupted: () -> Bool = { false }) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      unsafe Output.write(
        UnsafeRawBufferPointer(bytes), to: descriptor, until: isInterrupted)
    }
  }

  /// Writes bytes to a descriptor, a block at a time; the error number, or 0.
  static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32,
    until isInterrupted: () -> Bool = { false }
  ) -> Int32 {
    var offset = 0
    while offset < bytes.count, !isInterrupted() {
      let end = min(bytes.count, offset + (1 << 16))
      let block = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
      #if canImport(Glibc)
        let count = unsafe Glibc.write(descriptor, block.baseAddress, block.count)
      #else
        let count = unsafe Darwin.write(descriptor, block.baseAddress, block.count)
      #endif
      if count >= 0 {
        offset += count
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
