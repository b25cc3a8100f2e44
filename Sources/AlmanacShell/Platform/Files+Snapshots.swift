internal import Almanac

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Files {
  /// A file to open as a snapshot; nil when it does not begin as one, or is no file at all, which
  /// whoever reads it whole will say.
  static func snapshot(_ path: String) -> SnapshotFile? {
    guard path != "-", !path.utf8.contains(0) else { return nil }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let file = OpenFile(descriptor)
    var status = stat()
    var start = [UInt8](repeating: 0, count: 8)
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      unsafe start.withUnsafeMutableBytes({ unsafe file.read(0, $0) }),
      Store.isSnapshot(beginningWith: start)
    else { return nil }
    return unsafe SnapshotFile(
      name: path, byteCount: Int(status.st_size), read: { unsafe file.read($0, $1) },
      reserve: { byteCount in
        let memory = unsafe mmap(
          nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0)
        return unsafe memory == MAP_FAILED ? nil : memory
      },
      release: { memory, byteCount in _ = unsafe munmap(memory, byteCount) })
  }

  /// Writes a snapshot whole or not at all.
  static func writeSnapshot(
    of catalog: Catalog, to path: String, mayReplace: Bool
  ) throws(ShellError) {
    try write(to: path, mayReplace: mayReplace) { writeSnapshot(of: catalog, to: $0) }
  }

  /// Writes a snapshot to a descriptor; an error number, or 0.
  static func writeSnapshot(of catalog: Catalog, to descriptor: Int32) -> Int32 {
    do throws(WriteFault) {
      try unsafe catalog.store.writeSnapshot { (bytes) throws(WriteFault) in
        let fault = unsafe Output.write(bytes, to: descriptor)
        if fault != 0 { throw WriteFault(code: fault) }
      }
      return 0
    } catch {
      return error.code
    }
  }
}

/// An error number of the system's.
private struct WriteFault: Error {
  let code: Int32
}

/// An open file that is closed with its last user: a class for that.
private final class OpenFile: Sendable {
  private let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Fills memory from an offset on; false when not all of it is there.
  func read(_ offset: Int, _ memory: UnsafeMutableRawBufferPointer) -> Bool {
    var done = 0
    while done < memory.count {
      let count = unsafe pread(
        descriptor, memory.baseAddress.map { unsafe $0 + done }, memory.count - done,
        off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
