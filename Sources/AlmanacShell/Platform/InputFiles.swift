internal import Almanac

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The files that a command line or `.load` points to: files, folders with all that lies in them,
/// patterns such as `talks/*.json`, and `-` for standard input.
///
/// A file that is pointed to must be of a known format; of those that were found in folders and by
/// patterns the others are passed over. Each file is taken once, however often it is named.
struct InputFiles {
  /// In the order of the words; what lies in a folder is sorted by name.
  private(set) var files: [InputFile] = []
  /// Files that were found and hold nothing that can be read, with the reason.
  private(set) var passedOver: [(name: String, reason: String)] = []
  /// Files that were found and are broken, with the reason.
  private(set) var broken: [(name: String, reason: String)] = []
  /// What standard input held, as it can be read only once.
  private(set) var standardInput: [UInt8]?
  private var known: Set<FileIdentity> = []

  /// How standard input is called in reports.
  static let standardInputName = "standard input"

  /// Reads everything.
  ///
  /// - Throws: what keeps a file that was named from being read; a folder without any file that
  ///   can be read; a pattern that fits nothing.
  init(_ choice: DataChoice) throws(ShellError) {
    standardInput = choice.standardInput
    for word in choice.files {
      let before = files.count
      defer {
        for index in before..<files.count {
          files[index].isClosed = choice.closedFiles.contains(word)
          files[index].isSeparate = !choice.merges || choice.separateFiles.contains(word)
        }
      }
      if word == "-" {
        try readStandardInput()
      } else if let found = try found(by: word) {
        try read(found, by: word)
      } else {
        try readNamed(word)
      }
    }
  }

  private mutating func readStandardInput() throws(ShellError) {
    let bytes: [UInt8]
    if let standardInput { bytes = standardInput } else { bytes = try Files.bytes(of: "-") }
    standardInput = bytes
    let name = InputFiles.standardInputName
    if !files.contains(where: { $0.name == name }) {
      files.append(InputFile(name: name, bytes: bytes))
    }
  }

  private mutating func readNamed(_ path: String) throws(ShellError) {
    if let identity = FileIdentity(path), !known.insert(identity).inserted { return }
    files.append(InputFile(name: path, bytes: try Files.bytes(of: path)))
  }

  /// The files that a folder or a pattern stands for; nil for a word that is neither.
  private func found(by word: String) throws(ShellError) -> [String]? {
    var search = FolderSearch()
    if Files.isFolder(word) {
      try search.look(into: word)
    } else if !Files.isThere(word), let matches = try InputFiles.matches(word) {
      for path in matches.sorted() where !InputFiles.isHidden(path) { try search.take(path) }
    } else {
      return nil
    }
    return search.files
  }

  private mutating func read(_ found: [String], by word: String) throws(ShellError) {
    guard !found.isEmpty else { throw .badData("\(shown(word)) has no file in it") }
    let before = files.count
    for path in found { readFound(path) }
    guard files.count == before, let first = broken.last ?? passedOver.last else { return }
    throw .badData(
      "\(shown(word)) has no file that can be read; \(shown(first.name)): \(first.reason)")
  }

  /// A file that nobody named: what can't be read of it is told, and harms nothing. Of one that is of
  /// no known format only the beginning is looked at.
  private mutating func readFound(_ path: String) {
    guard let identity = FileIdentity(path), known.insert(identity).inserted else { return }
    do throws(ShellError) {
      let head = try Files.bytes(of: path, atMost: InputFiles.headBytes)
      if head.isEmpty {
        passedOver.append((path, "it is empty"))
      } else if ImportFormat(name: path, bytes: head, isGuessing: false) == nil {
        // Of what is packed nobody sees the format where it can't be unpacked.
        if let fault = InputFile(name: path, bytes: head).unzippingFault,
          head.count < InputFiles.headBytes
        {
          broken.append((path, fault))
        } else {
          passedOver.append((path, "no known format"))
        }
      } else {
        let bytes = head.count < InputFiles.headBytes ? head : try Files.bytes(of: path)
        let file = InputFile(name: path, bytes: bytes)
        if let fault = file.unzippingFault {
          broken.append((path, fault))
        } else {
          files.append(file)
        }
      }
    } catch {
      passedOver.append((path, error.message))
    }
  }

  private static let headBytes = 1 << 21

  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").last?.hasPrefix(".") == true
  }

  /// The paths that a pattern fits; nil for a word that is no pattern.
  private static func matches(_ pattern: String) throws(ShellError) -> [String]? {
    guard pattern.contains(where: { "*?[".contains($0) }), !pattern.utf8.contains(0) else {
      return nil
    }
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, 0, nil, &found) == 0 else {
      throw .unreadable(path: pattern, reason: "no file is called so")
    }
    return (0..<Int(unsafe found.gl_pathc)).compactMap { index in
      unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
    }
  }
}

/// Looks through folders for files; what is hidden, links to folders and what is no file are passed by.
private struct FolderSearch {
  private(set) var files: [String] = []

  mutating func look(into path: String, depth: Int = 0) throws(ShellError) {
    guard depth < FolderSearch.deepestFolder else { return }
    for entry in Files.paths(beginningWith: path.hasSuffix("/") ? path : path + "/") {
      let name = entry.hasSuffix("/") ? String(entry.dropLast()) : entry
      try take(name, depth: depth)
    }
  }

  mutating func take(_ path: String, depth: Int = 0) throws(ShellError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR { return try look(into: path, depth: depth + 1) }
    guard FileIdentity(path)?.isFolder == false else { return }
    files.append(path)
    guard files.count <= FolderSearch.mostFiles else {
      throw .badData(
        "more than \(separated(FolderSearch.mostFiles)) files lie there; name a folder or a pattern "
          + "with fewer")
    }
  }

  private static let deepestFolder = 32
  private static let mostFiles = 10_000
}

/// What makes two paths one file.
private struct FileIdentity: Hashable {
  private let device: UInt64
  private let number: UInt64
  let isFolder: Bool

  /// Nil where nothing is, and for what is no file and no folder: a pipe holds something new each time.
  init?(_ path: String) {
    guard !path.utf8.contains(0) else { return nil }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFDIR else { return nil }
    isFolder = kind == S_IFDIR
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
