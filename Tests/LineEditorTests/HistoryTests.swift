import Foundation
import Testing

@testable import LineEditor

/// Runs `body` with the path of a history that is not there yet, in a folder that is not either.
private func withPath(_ body: (String) throws -> Void) rethrows {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.appending(path: "state/history").path)
}

private func mode(_ path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return try #require(attributes[.posixPermissions] as? Int)
}

@Test("entries come back newest first, each once, line breaks and all")
func entries() throws {
  withPath { path in
    let history = History(path: path, limit: 100)
    for text in ["a", "b\nc", "a", "say \"hi\" \\ 中国\u{1F}\t", "b\nc"] { history.add(text) }
    let expected = ["b\nc", "say \"hi\" \\ 中国\u{1F}\t", "a"]
    #expect(history.entries == expected)
    #expect(History(path: path, limit: 100).entries == expected)
    #expect(history.fault == nil)
  }
}

@Test("the file and its folders belong to their owner alone")
func modes() throws {
  try withPath { (path: String) throws in
    History(path: path, limit: 100).add("secret")
    #expect(try mode(path) == 0o600)
    #expect(try mode((path as NSString).deletingLastPathComponent) == 0o700)
  }
}

@Test("a line that begins with a space is not kept, nor an empty one")
func unkept() {
  withPath { path in
    let history = History(path: path, limit: 100)
    for text in [" secret", "", "\n\n", "kept"] { history.add(text) }
    #expect(History(path: path, limit: 100).entries == ["kept"])
  }
}

@Test("a damaged line costs that line only")
func damage() throws {
  try withPath { (path: String) throws in
    History(path: path, limit: 100).add("first")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data([0xFF, 0x0A]) + Data("{\"time\":1,\"te".utf8))
    try file.close()
    History(path: path, limit: 100).add("last")
    #expect(History(path: path, limit: 100).entries == ["last", "first"])
  }
}

@Test("several writers at once lose nothing")
func writers() async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "history").path
  await withTaskGroup(of: Void.self) { group in
    for writer in 0..<4 {
      group.addTask {
        let history = History(path: path, limit: 1000)
        for entry in 0..<50 { history.add("\(writer) \(entry)") }
      }
    }
    group.addTask {
      // One that makes the file anew meanwhile.
      for _ in 0..<20 { try? HistoryFile(path: path).rewrite { $0 } }
    }
  }
  let entries = Set(History(path: path, limit: 1000).entries)
  #expect(entries == Set((0..<4).flatMap { writer in (0..<50).map { "\(writer) \($0)" } }))
}

@Test("a file with more than twice the limit is cut to the limit, latest entries first")
func cap() throws {
  try withPath { (path: String) throws in
    let history = History(path: path, limit: 10)
    for entry in 0..<21 { history.add("entry \(entry)") }
    #expect(history.entries.count == 10)
    let file = HistoryFile(path: path)
    #expect(try file.records().map(\.text) == (11..<21).map { "entry \($0)" })
    #expect(try mode(path) == 0o600)
  }
}

@Test("a history whose file cannot be written keeps its entries and says why")
func unwritable() {
  let history = History(path: "/dev/null/history", limit: 10)
  history.add("kept")
  #expect(history.entries == ["kept"])
  #expect(
    history.fault?.description
      == "Could not open the history file /dev/null/history: Not a directory.")
}

@Test(
  "a search finds parts of entries in any script, small letters also capitals",
  arguments: [
    ("cast", 0, 7..<11), ("CAST", 0, 7..<11), ("国科", 1, 6..<12), ("КОН", 2, 0..<6), ("[", 3, 0..<1),
  ])
func search(pattern: String, index: Int, bytes: Range<Int>) {
  let history = History(path: nil, limit: 10)
  for entry in ["[x]", "КОНГРЕСС", "by 中国科协", "events CAST"] { history.add(entry) }
  let match = history.search(pattern, from: 0)
  #expect(match?.index == index)
  #expect(match?.bytes == bytes)
}

@Test("a search with capitals does not find small letters")
func searchCapitals() {
  let history = History(path: nil, limit: 10)
  history.add("cast")
  #expect(history.search("CAST", from: 0) == nil)
}

@Test("Up finds entries that begin with what is typed, Down comes back to it")
func recall() {
  let history = History(path: nil, limit: 10)
  for entry in ["events a", "people", "events b"] { history.add(entry) }
  let draft = Line(text: "ev", cursor: 2)
  var recall = Recall(draft: draft)
  #expect(recall.step(older: true, in: history)?.text == "events b")
  #expect(recall.step(older: true, in: history)?.text == "events a")
  #expect(recall.step(older: true, in: history) == nil)
  #expect(recall.step(older: false, in: history)?.text == "events b")
  #expect(recall.step(older: false, in: history) == draft)
  #expect(recall.step(older: false, in: history) == nil)
}

@Test(
  "a record of another shape is read if it has a text, and refused if it has none",
  arguments: [
    (#"{"text":"a","time":5,"where":"x"}"#, "a"),
    (#" { "time" : 5 , "text" : "\u4e2d\ud83d\ude00" } "#, "中😀"),
    (#"{"time":5}"#, nil), (#"{"text":""}"#, nil), (#"{"text":"a"} x"#, nil), (#"{"text":"a"#, nil),
    (#"{"text":"\ud83d"}"#, nil), (#"{"text":"\x"}"#, nil), ("", nil), ("{}", nil), ("[1]", nil),
    (#"{"text":"\u+123"}"#, nil),
  ] as [(String, String?)])
func records(line: String, text: String?) {
  #expect(HistoryRecord(line: Array(line.utf8)[...])?.text == text)
}
