internal import LineEditor

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Files as the shell reads them: whole, with a reason when they can't be.
enum Files {
  /// The bytes of a file, or its first; `-` is standard input.
  static func bytes(of path: String, atMost limit: Int = .max) throws(ShellError) -> [UInt8] {
    if path == "-" { return try bytes(from: STDIN_FILENO, name: "standard input") }
    guard !path.utf8.contains(0) else {
      throw .unreadable(path: path, reason: "a path can't hold a zero byte")
    }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
    defer { close(descriptor) }
    return try bytes(from: descriptor, name: path, atMost: limit)
  }

  /// The text of a file, without a byte order mark; `-` is standard input.
  static func text(of path: String) throws(ShellError) -> String {
    try text(bytes(of: path), name: path == "-" ? "standard input" : path)
  }

  /// Bytes as text, or where they stop being one.
  static func text(_ bytes: [UInt8], name: String) throws(ShellError) -> String {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if let text = String(validating: bytes[start...], as: UTF8.self) { return text }
    var line = 1
    for content in bytes[start...].split(separator: 10, omittingEmptySubsequences: false) {
      if String(validating: content, as: UTF8.self) == nil {
        throw .invalidText(path: name, line: line, column: validPrefixCount(content) + 1)
      }
      line += 1
    }
    throw .invalidText(path: name, line: line, column: 1)
  }

  /// Reads a descriptor to its end, or so far.
  static func bytes(
    from descriptor: Int32, name: String, atMost limit: Int = .max
  ) throws(ShellError) -> [UInt8] {
    var bytes: [UInt8] = []
    var status = stat()
    if limit == .max, unsafe fstat(descriptor, &status) == 0, status.st_size > 0,
      status.st_mode & S_IFMT == S_IFREG, lseek(descriptor, 0, SEEK_CUR) == 0
    {
      bytes = try self.bytes(from: descriptor, name: name, count: Int(status.st_size))
      lseek(descriptor, off_t(bytes.count), SEEK_SET)
    }
    // What a file has gained meanwhile, or all of what is no file.
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if Interrupt.isRaised { throw .unreadable(path: name, reason: "it was stopped") }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path: name, reason: reason(errno))
      }
      if count == 0 { return bytes }
      bytes += block[..<count]
      if bytes.count >= limit { return Array(bytes[..<limit]) }
      if bytes.count >= 1 << 22, block.count < 1 << 22 {
        block = [UInt8](repeating: 0, count: 1 << 22)
      }
    }
  }

  /// Reads so many bytes of a file, less where it ends before.
  private static func bytes(
    from descriptor: Int32, name: String, count: Int
  ) throws(ShellError) -> [UInt8] {
    var failure: ShellError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
      #if canImport(Glibc)
        // Large pages, where they are to be had: else the system is called for every four kilobytes.
        let page = UInt(1 << 12)
        let first = (UInt(bitPattern: memory.baseAddress) + page - 1) & ~(page - 1)
        if count > 1 << 22, let start = unsafe UnsafeMutableRawPointer(bitPattern: first) {
          _ = unsafe madvise(start, count - Int(page), MADV_HUGEPAGE)
        }
      #endif
      guard let base = memory.baseAddress else { return }
      let (found, reason) = unsafe FileChunks(descriptor, into: base, count: count).read()
      filled = found
      failure = reason.map { .unreadable(path: name, reason: $0) }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The system's words for an error number: `No such file or directory`.
  static func reason(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// How many bytes of a line are still UTF-8.
  private static func validPrefixCount(_ line: ArraySlice<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = line.makeIterator()
    var count = 0
    while case .valid(let scalar) = parser.parseScalar(from: &bytes) { count += scalar.count }
    return count
  }
}
