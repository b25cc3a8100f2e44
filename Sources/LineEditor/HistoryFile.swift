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

  /// A file as it was at a moment: which one, and where it ended.
  struct Extent: Equatable {
    /// The device and the inode.
    var identity: [UInt64]
    /// How many bytes it had.
    var end: Int
  }

  /// Adds a record; makes the file (mode 0600) and its folders (mode 0700) if need be. Gives the
  /// count of the file's bytes after that.
  @discardableResult
  func append(_ record: HistoryRecord) throws(HistoryError) -> Int {
    var end = 0
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
      end = Int(size) + bytes.count
    }
    return end
  }

  /// The file as it is now, to be read from its end; nil when there is none.
  func tail() throws(HistoryError) -> HistoryTail? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 && errno == ENOENT { return nil }
    guard file >= 0 else { throw fault("open") }
    return HistoryTail(closing: file, path: path, extent: try extent(of: file))
  }

  /// The lines that were added after `extent`, and the file as it is now; nil when it is another
  /// file by now.
  func lines(after extent: Extent) throws(HistoryError) -> (lines: [ArraySlice<UInt8>], Extent)? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      guard errno == ENOENT else { throw fault("open") }
      return nil
    }
    defer { close(file) }
    var now = try self.extent(of: file)
    guard now.identity == extent.identity, now.end >= extent.end else { return nil }
    if now == extent { return ([], now) }
    let bytes = try HistoryTail.read(extent.end..<now.end, of: file, path: path)
    // A record that is being written is read when it is whole.
    guard let last = bytes.lastIndex(of: 0x0A) else { return ([], extent) }
    now.end = extent.end + last + 1
    return (Array(bytes[..<last]).lines, now)
  }

  /// Writes the file anew when it has more than twice `limit` records: the latest of equal ones,
  /// `limit` of them. All or nothing. Gives how many records there are after that.
  func shorten(to limit: Int) throws(HistoryError) -> Int {
    var count = 0
    try withLockedFile { file throws(HistoryError) in
      let tail = HistoryTail(closing: dup(file), path: path, extent: try extent(of: file))
      var lines: [ArraySlice<UInt8>] = []
      while let block = try tail.next() { lines += block }
      count = lines.count
      guard count > 2 * limit else { return }
      var texts = TextPool()
      var kept: [ArraySlice<UInt8>] = []
      for line in lines where kept.count < limit {
        if let text = HistoryRecord.text(of: line), texts.insert(text).isNew { kept.append(line) }
      }
      try replace(with: kept.reversed())
      count = kept.count
    }
    return count
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

  private func replace(with lines: [ArraySlice<UInt8>]) throws(HistoryError) {
    let draft = path + ".new"
    let new = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard new >= 0 else { throw fault("replace") }
    defer { close(new) }
    try write(lines.flatMap { $0 + [0x0A] }, to: new)
    guard fsync(new) == 0, unsafe rename(draft, path) == 0 else { throw fault("replace") }
  }

  private func extent(of file: Int32) throws(HistoryError) -> Extent {
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw fault("read") }
    return Extent(
      identity: [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)],
      end: Int(status.st_size))
  }

  private func fault(_ action: String) -> HistoryError {
    HistoryError(action: action, path: path, code: errno)
  }
}
