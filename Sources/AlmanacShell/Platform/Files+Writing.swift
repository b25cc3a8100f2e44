#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Files {
  /// Writes a file whole or not at all: to a temporary file beside it, flushed, then renamed.
  ///
  /// - Parameters:
  ///   - mayReplace: a file that is there may be replaced.
  ///   - makesFolders: folders that are missing on the way are made.
  static func write(
    _ text: String, to path: String, mayReplace: Bool, makesFolders: Bool = false
  ) throws(ShellError) {
    try write(
      Array(text.utf8), to: path, mayReplace: mayReplace, makesFolders: makesFolders)
  }

  /// Writes bytes as a file, likewise.
  static func write(
    _ bytes: [UInt8], to path: String, mayReplace: Bool, makesFolders: Bool = false
  ) throws(ShellError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw .unwritableFile(path: path, reason: "this is no path")
    }
    if makesFolders { makeFolders(for: path) }
    let temporary = path + ".\(getpid()).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw .unwritableFile(path: path, reason: reason(errno))
    }
    var fault = unsafe bytes.withUnsafeBytes { unsafe Output.write($0, to: descriptor) }
    if fault == 0, fsync(descriptor) != 0 { fault = errno }
    if close(descriptor) != 0, fault == 0 { fault = errno }
    if fault == 0 { fault = put(temporary, at: path, mayReplace: mayReplace) }
    guard fault != 0 else { return }
    unsafe unlink(temporary)
    if fault == EEXIST, !mayReplace { throw .alreadyThere(path: path) }
    throw .unwritableFile(path: path, reason: reason(fault))
  }

  /// Gives a file its name: by a link where nothing may be replaced, since a rename replaces what is
  /// there.
  private static func put(_ temporary: String, at path: String, mayReplace: Bool) -> Int32 {
    if mayReplace {
      guard unsafe rename(temporary, path) == 0 else { return errno }
      return 0
    }
    guard unsafe link(temporary, path) == 0 else { return errno }
    unsafe unlink(temporary)
    return 0
  }

  private static func makeFolders(for path: String) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      unsafe mkdir(folder, 0o700)
    }
  }

  /// Whether there is something of that path.
  static func isThere(_ path: String) -> Bool {
    guard !path.utf8.contains(0) else { return false }
    return unsafe access(path, F_OK) == 0
  }

  /// The working folder, with a `/` at its end; empty when the system does not say.
  static var folder: String {
    guard let path = unsafe getcwd(nil, 0) else { return "" }
    defer { unsafe free(path) }
    let folder = unsafe String(cString: path)
    return folder.hasSuffix("/") ? folder : folder + "/"
  }
}
