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

  /// Writes all of a text.
  ///
  /// A pipe that nobody reads any more ends the program by SIGPIPE, as it does every filter; where
  /// that is ignored, in the shell, the rest is dropped.
  func write(_ text: String) throws(ShellError) {
    var text = text
    let fault = text.withUTF8 { bytes in
      unsafe Output.write(UnsafeRawBufferPointer(bytes), to: descriptor)
    }
    if fault != 0, fault != EPIPE { throw .unwritable(reason: Files.reason(fault)) }
  }

  /// Writes bytes to a descriptor; the error number, or 0.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var offset = 0
    while offset < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset...])
      #if canImport(Glibc)
        let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      #else
        let count = unsafe Darwin.write(descriptor, rest.baseAddress, rest.count)
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
