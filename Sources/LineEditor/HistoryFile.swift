#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Why a history file could not be used.
public struct HistoryError: Error, Equatable, CustomStringConvertible {
  /// What was tried: "open", "lock", "write", "replace", "read".
  public var action: String
  /// The file.
  public var path: String
  /// The system's number for the fault.
  public var code: Int32

  /// One sentence.
  public var description: String {
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return "Could not \(action) the history file \(path): \(reason)."
  }
}

/// A file of entries that several programs may use at once: one record a line, added whole at the
/// end under a lock, never rewritten in place.
struct HistoryFile {
  /// Where it is.
  let path: String
  /// The most of it that is ever read, from its end.
  static let mostBytes = 64 << 20

  /// Adds a record; makes the file (mode 0600) and its folders (mode 0700) if need be.
  func append(_ record: HistoryRecord) throws(HistoryError) {
    try withLockedFile { file throws(HistoryError) in
      let size = lseek(file, 0, SEEK_END)
      var bytes = record.line
      var last: UInt8 = 0x0A
      let hasLast = unsafe pread(file, &last, 1, size - 1) == 1
      if size > 0 && hasLast && last != 0x0A {
        // A program that died in the middle of a record costs that record only.
        bytes.insert(0x0A, at: 0)
      }
      try write(bytes, to: file)
    }
  }

  /// The records, oldest first; lines that are damaged are left out. No file, no records.
  func records() throws(HistoryError) -> [HistoryRecord] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 && errno == ENOENT { return [] }
    guard file >= 0 else { throw fault("open") }
    defer { close(file) }
    return try records(of: file)
  }

  /// Writes the file anew with what `keep` leaves of its records, all or nothing.
  func rewrite(
    _ keep: ([HistoryRecord]) -> [HistoryRecord]
  ) throws(HistoryError) {
    try withLockedFile { file throws(HistoryError) in
      let bytes = keep(try records(of: file)).flatMap(\.line)
      let draft = path + ".new"
      let new = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      guard new >= 0 else { throw fault("replace") }
      defer { close(new) }
      try write(bytes, to: new)
      guard fsync(new) == 0, unsafe rename(draft, path) == 0 else { throw fault("replace") }
    }
  }
}

extension HistoryFile {
  /// Runs `body` with the file open and locked.
  ///
  /// Another program may have put a new file in this one's place while we waited for the lock:
  /// then we try again on the new one, or what we add would be lost with the old.
  private func withLockedFile(
    _ body: (Int32) throws(HistoryError) -> Void
  ) throws(HistoryError) {
    makeFolder()
    while true {
      let file = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw fault("open") }
      defer { close(file) }
      while flock(file, LOCK_EX) != 0 {
        guard errno == EINTR else { throw fault("lock") }
      }
      var opened = stat()
      var named = stat()
      guard unsafe fstat(file, &opened) == 0 else { throw fault("open") }
      guard unsafe stat(path, &named) == 0, opened.st_ino == named.st_ino,
        opened.st_dev == named.st_dev
      else { continue }
      return try body(file)
    }
  }

  private func makeFolder() {
    var missing: [String] = []
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      folder = folder[..<slash]
      if unsafe access(String(folder), F_OK) == 0 { break }
      missing.append(String(folder))
    }
    // A folder that cannot be made is told by the opening of the file.
    for folder in missing.reversed() { _ = unsafe mkdir(folder, 0o700) }
  }

  private func write(_ bytes: [UInt8], to file: Int32) throws(HistoryError) {
    guard Terminal.write(bytes, to: file) else { throw fault("write") }
  }

  private func records(of file: Int32) throws(HistoryError) -> [HistoryRecord] {
    let size = Int(lseek(file, 0, SEEK_END))
    let start = max(0, size - Self.mostBytes)
    var bytes = [UInt8](repeating: 0, count: size - start)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(
          file, $0.baseAddress?.advanced(by: filled), $0.count - filled,
          off_t(start + filled))
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw fault("read") }
      if count == 0 { break }
      filled += count
    }
    return bytes[..<filled].split(separator: 0x0A).compactMap { HistoryRecord(line: $0) }
  }

  private func fault(_ action: String) -> HistoryError {
    HistoryError(action: action, path: path, code: errno)
  }
}
