#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Files {
  /// The paths that begin with what was typed, folders with a `/` behind; hidden ones only when
  /// their point was typed.
  static func paths(beginningWith typed: String) -> [String] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let prefix = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
    guard !typed.utf8.contains(0), let stream = unsafe opendir(folder.isEmpty ? "." : folder)
    else { return [] }
    defer { unsafe closedir(stream) }
    var paths: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      guard name.hasPrefix(prefix), prefix.hasPrefix(".") || !name.hasPrefix(".") else { continue }
      let path = folder + name
      paths.append(isFolder(path) ? path + "/" : path)
    }
    return paths.sorted()
  }

  /// Whether a path leads to a folder that can be looked into.
  static func isFolder(_ path: String) -> Bool {
    guard let stream = unsafe opendir(path) else { return false }
    unsafe closedir(stream)
    return true
  }
}
