import Foundation
import Testing

/// Who may know whom. A new edge is a decision: it goes here, in Package.swift and on the
/// architecture page.
private let edges: [String: Set<String>] = [
  "AlmanacText": ["CPinyin", "CUtf8proc"],
  "AlmanacTime": [],
  "AlmanacLanguage": ["AlmanacText", "AlmanacTime"],
  "AlmanacStore": [
    "AlmanacText", "AlmanacTime", "CCountries", "CTextScan", "Synchronization", "Glibc", "Darwin",
  ],
  "AlmanacEngine": [
    "AlmanacLanguage", "AlmanacStore", "AlmanacText", "AlmanacTime", "CTextScan", "Darwin",
    "Glibc", "Synchronization",
  ],
  "AlmanacImport": [
    "AlmanacStore", "AlmanacText", "AlmanacTime", "CIcal", "CTextScan", "CZlib",
    "Synchronization",
  ],
  "AlmanacCompletion": [
    "AlmanacEngine", "AlmanacLanguage", "AlmanacStore", "AlmanacText", "AlmanacTime",
  ],
  "AlmanacRender": [
    "AlmanacEngine", "AlmanacLanguage", "AlmanacStore", "AlmanacText", "AlmanacTime",
  ],
  "Almanac": [
    "AlmanacCompletion", "AlmanacEngine", "AlmanacImport", "AlmanacLanguage", "AlmanacRender",
    "AlmanacStore", "AlmanacText", "AlmanacTime", "CCorpus",
  ],
  "LineEditor": ["CLibedit", "Glibc", "Darwin", "Synchronization"],
  "AlmanacShell": ["Almanac", "CManual", "LineEditor", "Glibc", "Darwin", "Synchronization"],
  "almanac-cli": ["AlmanacShell", "ArgumentParser", "Glibc", "Darwin"],
]

/// The root of the package: three folders above this file.
private let root = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The modules that the Swift files of a room import, with the file of each.
private func imports(of room: String) throws -> [(module: String, file: String)] {
  let folder = root.appending(path: "Sources/\(room)")
  let files = try #require(FileManager.default.enumerator(atPath: folder.path))
  var found: [(module: String, file: String)] = []
  for case let file as String in files where file.hasSuffix(".swift") {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
        words[..<position].allSatisfy({
          ["public", "internal", "package", "private"].contains($0) || $0.hasPrefix("@")
        })
      else { continue }
      let module = String(words.last(where: { _ in true }) ?? "").split(separator: ".").first ?? ""
      found.append((String(module), "\(room)/\(file)"))
    }
  }
  return found
}

@Test("every import of a room is an edge of the table", arguments: edges.keys.sorted())
func importsAreEdges(room: String) throws {
  let allowed = edges[room, default: []]
  for (module, file) in try imports(of: room) {
    #expect(allowed.contains(module), "\(file) imports \(module)")
  }
}

@Test("every room of Sources that holds Swift has its row in the table")
func everyRoomIsListed() throws {
  let rooms = try FileManager.default.contentsOfDirectory(
    atPath: root.appending(path: "Sources").path)
  for room in rooms where !room.hasPrefix("C") {
    #expect(edges[room] != nil, "\(room) has no row")
  }
}

@Test("the test can fail: a wall that is not there is seen")
func wallsAreSeen() throws {
  let found = try imports(of: "AlmanacLanguage").map(\.module)
  #expect(found.contains("AlmanacTime"))
  #expect(!edges["AlmanacLanguage", default: []].contains("AlmanacStore"))
}

@Test("nothing below the shell imports Foundation")
func noFoundation() throws {
  for room in edges.keys {
    for (module, file) in try imports(of: room) {
      #expect(!module.hasPrefix("Foundation"), "\(file) imports \(module)")
    }
  }
}
