import AlmanacImport
import Foundation
import TestSupport
import Testing

private let suite = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures/jsontestsuite")

private func files(_ prefix: String) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: suite.path)) ?? []
  return names.filter { $0.hasPrefix(prefix) }.sorted()
}

private func bytes(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: suite.appending(path: name)))
}

@Test("the public suite is there")
func suiteIsThere() {
  #expect(files("y_").count == 47)
  #expect(files("n_").count == 95)
  #expect(files("i_").count == 21)
}

@Test(
  "what JSON has is accepted, and means the same when it is written again", arguments: files("y_"))
func accepted(name: String) throws {
  let once = plain(try readJSON(try bytes(name)).root)
  #expect(plain(try readJSON(Array(once.utf8)).root) == once)
}

@Test("what JSON does not have is refused within the file", arguments: files("n_"))
func refused(name: String) throws {
  let bytes = try bytes(name)
  let fault = #expect(throws: ReadingFault.self) { try readJSON(bytes) }
  #expect((0...bytes.count).contains(fault?.offset ?? -1))
}

@Test("what JSON leaves open is accepted or refused", arguments: files("i_"))
func either(name: String) throws {
  let bytes = try bytes(name)
  do throws(ReadingFault) {
    _ = plain(try readJSON(bytes).root)
  } catch {
    #expect((0...bytes.count).contains(error.offset))
  }
}

@Test("deep nesting is refused before it can do harm")
func depth() {
  for opening in ["[", #"{"":"#, #"[{"":"#] {
    let bytes = Array(String(repeating: opening, count: 100_000).utf8)
    #expect(throws: ReadingFault.self) { try readJSON(bytes) }
  }
  let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
  #expect(throws: Never.self) { try readJSON(Array(deepest.utf8)) }
  #expect(throws: ReadingFault.self) { try readJSON(Array("[\(deepest)]".utf8)) }
}

@Test("values know what they are and where they stand")
func values() throws {
  let document = #"{"name": "Caf\u00e9 \ud83c\udf89", "n": -7.40, "of": [1, true, null], "n": 3}"#
  let root = try readJSON(Array(document.utf8)).root
  #expect(root["name"]?.text == "Café 🎉")
  #expect(root["name"]?.offset == 10)
  #expect(root["n"]?.integer == 3)
  #expect(root.children.map(\.key) == ["name", "n", "of", "n"])
  #expect(root.children.compactMap(\.number) == ["-7.40", "3"])
  #expect(root["of"]?.children.map(\.kind) == [.number, .boolean, .null])
  #expect(root["of"]?.count == 3)
  #expect(root["absent"] == nil)
  #expect(root["name"]?.number == nil)
}

@Test(
  "a fault says what would be right, at its place",
  arguments: [
    (
      "{\"a\": 1,\n \"é\": tru}",
      "f:2:7: a value comes here: a text in \"…\", a number, true, false, null, […] or {…}"
    ),
    ("[1,]", "f:1:4: no comma stands before the closing bracket"),
    ("[1 2]", "f:1:4: a comma or ] comes after an element"),
    ("{\"a\" 1}", "f:1:6: a colon comes after the key"),
    ("[01]", "f:1:2: a number does not begin with 0; leave the zero out"),
    ("\"a\nb\"", #"f:1:3: a text ends with a quotation mark on its line; a line end in it is \n"#),
    (#""\ud800""#, "f:1:2: half a surrogate pair is no character; both halves are needed"),
    ("{} {}", "f:1:4: the document is complete here; nothing may follow it"),
    ("", "f:1:1: a value is missing"),
  ])
func faults(document: String, text: String) {
  let bytes = Array(document.utf8)
  let fault = #expect(throws: ReadingFault.self) { try readJSON(bytes) }
  #expect(fault?.text(file: "f", bytes: bytes) == text)
}

@Test("a bad line is one fault, and the lines around it are read")
func lines() {
  let bytes = Array("\u{FEFF}{\"a\":1}\r\n\n{\"a\":}\n  \n[2]\n\"\u{7F}\"".utf8) + [0x0A, 0xFF]
  var reader = JSONLinesReader(bytes)
  var found: [String] = []
  while let line = reader.next() {
    switch line {
    case .success(let value): found.append("\(reader.line) \(plain(value))")
    case .failure(let fault): found.append(fault.text(file: "f", bytes: bytes))
    }
  }
  #expect(
    found == [
      "1 {\"a\":1}",
      "f:3:6: a value comes here: a text in \"…\", a number, true, false, null, […] or {…}",
      "5 [2]", "6 \"\u{7F}\"", "f:7:1: this is no UTF-8; save the file as UTF-8",
    ])
}

@Test("a line of more than 1 MiB is one fault")
func longLine() {
  let bytes = Array(("\"" + String(repeating: "x", count: 1 << 20) + "\"\n[1]").utf8)
  var reader = JSONLinesReader(bytes)
  guard case .failure(let fault) = reader.next() else { return #expect(Bool(false)) }
  #expect(fault.message.contains("1 MiB"))
  guard case .success(let value) = reader.next() else { return #expect(Bool(false)) }
  #expect(plain(value) == "[1]")
}

@Test(
  "random and mutated bytes are read or refused, never a trap", arguments: 0..<32 as Range<UInt64>)
func mutatedJSON(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  let model = #"{"a": [1, -2.5e+3, "x\u00e9\ud83c\udf89\n", true, null, {"b": {}}], "é": []}"#
  for _ in 0..<200 {
    let bytes = mutated(Array(model.utf8), &random)
    do throws(ReadingFault) {
      let text = plain(try readJSON(bytes).root)
      #expect(plain(try readJSON(Array(text.utf8)).root) == text)
    } catch {
      #expect((0...bytes.count).contains(error.offset))
    }
    var lines = JSONLinesReader(bytes)
    while lines.next() != nil {}
  }
}
