import Foundation
import TestSupport
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

private func text(_ line: Substring) -> String? {
  HistoryRecord(line: Array(line.utf8)[...])?.text
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
      for _ in 0..<20 { _ = try? HistoryFile(path: path).shorten(to: 200) }
    }
  }
  let entries = Set(History(path: path, limit: 1000).entries)
  #expect(entries == Set((0..<4).flatMap { writer in (0..<50).map { "\(writer) \($0)" } }))
}

@Test("a file with more than twice the limit is cut to the limit, latest entries first")
func cap() throws {
  try withPath { (path: String) throws in
    let history = History(path: path, limit: 10)
    for entry in 0..<25 { history.add("entry \(entry)") }
    let expected = (15..<25).reversed().map { "entry \($0)" }
    #expect(history.entries == expected)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect((10...20).contains(lines.count))
    #expect(lines.suffix(10).reversed().map(text) == expected)
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

@Test("a text is found in a record as it is written and as another program may write it")
func recordTexts() {
  for text in ["events", "中国", "a\nb", "\"q\" \\ \u{1}", "}"] {
    let record = HistoryRecord(time: 7, text: text)
    #expect(HistoryRecord.text(of: record.line.dropLast()) == Array(text.utf8)[...])
  }
  for damaged in [#"{"time":5,"text":"a"#, #"{"time":5,"text":""}"#, #"{"time":,"text":"a"}"#] {
    #expect(HistoryRecord.text(of: Array(damaged.utf8)[...]) == nil)
  }
  let bytes = Array(#"{"time":5,"text":"x"}"#.utf8).map { $0 == UInt8(ascii: "x") ? 0xFF : $0 }
  #expect(HistoryRecord.text(of: bytes[...]) == nil)
}

@Test("what other programs enter meanwhile is there at the next walk, after what was entered here")
func sharing() {
  withPath { path in
    History(path: path, limit: 100).add("before")
    let (ours, theirs) = (History(path: path, limit: 100), History(path: path, limit: 100))
    ours.add("ours")
    #expect(ours.entries == ["ours", "before"])
    theirs.add("theirs 1")
    theirs.add("ours")
    theirs.add("before")
    theirs.add("theirs 2")
    #expect(ours.entries == ["ours", "theirs 2", "before", "theirs 1"])
    #expect(theirs.entries == ["theirs 2", "before", "ours", "theirs 1"])
    ours.add("theirs 1")
    #expect(ours.entries == ["theirs 1", "ours", "theirs 2", "before"])
    #expect(theirs.entries == ["theirs 2", "before", "ours", "theirs 1"])
    #expect(History(path: path, limit: 100).entries == ["theirs 1", "theirs 2", "before", "ours"])
  }
}

@Test("a file that another program made shorter is read anew, without a loss")
func sharingRewritten() throws {
  try withPath { (path: String) throws in
    let (ours, theirs) = (History(path: path, limit: 100), History(path: path, limit: 100))
    ours.add("ours")
    #expect(ours.entries == ["ours"])
    for entry in 0..<12 { theirs.add("\(entry)") }
    #expect(ours.entries.count == 13)
    #expect(try HistoryFile(path: path).shorten(to: 4) == 4)
    theirs.add("12")
    #expect(ours.entries == ["ours", "12", "11", "10", "9", "8"])
    ours.add("8")
    #expect(ours.entries == ["8", "ours", "12", "11", "10", "9"])
  }
}

@Test(
  "a file of many blocks is read from its end to its beginning, each line whole", arguments: 0..<4)
func manyBlocks(seed: UInt64) throws {
  try withPath { (path: String) throws in
    var random = SeededGenerator(seed: seed)
    let texts = (0..<4000).map { number in
      "\(number) " + String(repeating: "中é\n", count: Int.random(in: 0...40, using: &random))
    }
    let long = String(repeating: "long ", count: 100_000)
    let lines = (texts[..<2000] + [long] + texts[2000...]).flatMap {
      HistoryRecord(time: 1, text: $0).line
    }
    History(path: path, limit: 1).add("first")
    try Data(lines).write(to: URL(filePath: path))
    let history = History(path: path, limit: 10_000)
    #expect(history.search("3999 ", from: 0)?.index == 0)
    #expect(history.search("0 ", from: 3999 + 1)?.index == 4000)
    let expected = Array((texts[..<2000] + [long] + texts[2000...]).reversed())
    #expect(history.entries == expected)
  }
}
