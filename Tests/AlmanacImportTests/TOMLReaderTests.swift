import AlmanacImport
import Foundation
import TestSupport
import Testing

/// Documents that the reader and Python's must read alike.
private let documents = [
  "",
  "# only a comment",
  """
  # records as a corpus has them
  title = "Seeds"   # a comment

  [[event]]
  id = "im-2025"
  name = { en = "The Month", zh = "开放合作月" }
  alias = [
    "International Month",  # with a remark
    'C:\\path',
  ]
  figure = { activities = "~60", provinces = 15, overseas-countries = 1_000 }
  place = { named = ["beijing"], more = { province = 11, country = 3 } }
  held = true
  share = -7.40

  [[event]]
  id = "second"
  [event.text]
  fr = "l'été"
  [[event.part]]
  n = 1
  [[event.part]]
  n = 2
  """,
  "a.b.c = 1\na.b.d = 2\n\"quoted key\".'x.y' = 3\n[t.u]\nv = +4\n[t]\nw = 5",
  "a = \"\"\"\nfirst\nsecond \\\n   third \"quoted\"\"\"\"\nb = '''\nraw \\n\n'quoted'''''",
  "a = \"\"\"one\r\ntwo \\\r\n  three\"\"\"\r\nb = '''x\r\ny'''\r\n",
  #"a = "\u00e9\U0001F389\t\"\\ \b\f""#,
  "[a.b.c]\nx = 1\n[a]\ny = 2\n[a.b]\nz = 3",
  "[a.b.c]\nx = 1\n[a]\nb.y = 2",
  "x = [[1, 2], [], [[\"a\"]], {b = 1, c.d = 2}]\ny = {}",
  "1234 = 1\n-_ = 2\n\"\" = 3\n\"\\u0061\" = 4",
  "[ spaced . \"out\" ]\nkey . part = 1",
  (0..<80).map { "key\($0).x = \($0)\n" }.joined() + "[other]\nkey3 = 1",
]

@Test("documents are read as Python's tomllib reads them")
func readAlike() throws {
  guard let expected = try tomllib(documents) else {
    print("skipped: no python3 with tomllib here")
    return
  }
  for (document, theirs) in zip(documents, expected) {
    let read = readTOML(Array(document.utf8))
    #expect(read.faults == [], "\(document)")
    #expect(plain(read.tree.root) == theirs)
  }
}

@Test("the corpus is read as Python's tomllib reads it")
func corpusReadAlike() throws {
  let seeds = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "seeds")
  let names = try FileManager.default.contentsOfDirectory(atPath: seeds.path)
    .filter { $0.hasSuffix(".toml") }
  let texts = try names.map { try String(contentsOf: seeds.appending(path: $0), encoding: .utf8) }
  #expect(!texts.isEmpty)
  let expected = try tomllib(texts)
  for (index, text) in texts.enumerated() {
    let read = readTOML(Array(text.utf8))
    #expect(read.faults == [], "\(names[index])")
    if let expected { #expect(plain(read.tree.root) == expected[index], "\(names[index])") }
  }
}

@Test(
  "mutated documents are accepted only when Python's tomllib reads them alike",
  arguments: 0..<4 as Range<UInt64>)
func mutatedAlike(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  var texts: [String] = []
  while texts.count < 1_000 {
    let model = documents.randomElement(using: &random) ?? ""
    if let text = String(validating: mutated(Array(model.utf8), &random), as: UTF8.self) {
      texts.append(text)
    }
  }
  guard let expected = try tomllib(texts) else {
    print("skipped: no python3 with tomllib here")
    return
  }
  for (text, theirs) in zip(texts, expected) {
    let read = readTOML(Array(text.utf8))
    if read.faults.isEmpty {
      // A byte order mark is the one thing that is read here and not there.
      #expect(plain(read.tree.root) == theirs, "\(text.debugDescription)")
    } else if theirs != "refused" {
      let isLeftOut = read.faults.contains {
        $0.message.contains("decimal") || $0.message.contains("a date stands")
          || $0.message.contains("only true and false")
      }
      #expect(isLeftOut, "\(text.debugDescription) \(read.faults)")
    }
  }
}

@Test(
  "a fault says what would be right, at its place",
  arguments: [
    ("when = 2023-11-06", "f:1:8: a date stands in quotation marks: \"2023-11-06\""),
    ("at = 12:05", "f:1:6: a date stands in quotation marks: \"2023-11-06\""),
    (
      "a = 1\nimia = \"é\" b",
      "f:2:12: the line is complete here; what follows needs a line of its own"
    ),
    ("имя = 1", "f:1:1: a key of other letters than A to Z stands in quotation marks"),
    ("a = 1\na = 2", "f:2:1: this key is there already; a key stands once in its table"),
    ("a = no", "f:1:5: a text stands in quotation marks; only true and false do not"),
    ("a =\nb = 1", "f:1:4: the value is missing"),
    (
      "a = \"x\nb = 1",
      "f:1:7: a text ends with a quotation mark on its line; a longer one has three of them"
    ),
    ("a = [1, 2", "f:1:10: a comma or ] comes after an element"),
    ("a = {b = 1,\n c = 2}", "f:1:12: a key comes here, such as name = \"…\""),
    ("[a]\n[a]", "f:2:2: this key is there already; a key stands once in its table"),
    ("[[a]]\n[a]", "f:2:2: this is an array of tables; its next element has [[ ]] around it"),
    ("a = [1]\n[[a]]", "f:2:3: this value is complete in its brackets; nothing can be added to it"),
    (
      "a = {}\na.b = 1", "f:2:1: this value is complete in its brackets; nothing can be added to it"
    ),
    ("a = 007", "f:1:5: a number does not begin with 0; leave the zero out"),
    ("a = 0x1F", "f:1:5: numbers are decimal: 31 instead of 0x1F"),
    (#"a = "\q""#, #"f:1:6: no such escape; there are \" \\ \n \t \b \f \r \u0041, or use '…'"#),
    ("a = inf", "f:1:5: a text stands in quotation marks; only true and false do not"),
    ("[a", "f:1:3: a header ends with ]"),
    ("a", "f:1:2: an equals sign comes after the key"),
  ])
func tomlFaults(document: String, text: String) {
  let bytes = Array(document.utf8)
  #expect(readTOML(bytes).faults.first?.text(file: "f", bytes: bytes) == text)
}

@Test("a bad record costs no other")
func recovery() {
  let document = """
    [[event]]
    id = "one"
    [[event]]
    id = "two
    name = "lost"
    [event.place]
    named = ["x"]
    [[event]]
    id = "three"
    [event.place]
    named = ["x"
    [[event]]
    id = "four"
    [[event]
    id = "lost as well"
    [[event]]
    id = "six"
    """
  let read = readTOML(Array(document.utf8))
  let events = read.tree.root["event"].map { Array($0.children) } ?? []
  #expect(events.map { $0["id"]?.text } == ["one", nil, "three", "four", "six"])
  #expect(events.map(\.isDamaged) == [false, true, true, false, false])
  #expect(read.faults.count == 3)
}

@Test("values of a record know their places")
func tomlPlaces() {
  let read = readTOML(Array("[[event]]\nid = \"x\"\n".utf8))
  let id = read.tree.root["event"]?.children.first(where: { _ in true })?["id"]
  #expect(id?.keyOffset == 10)
  #expect(id?.offset == 16)
  #expect(id?.text == "x")
}

@Test("deep nesting is a fault, not a trap")
func tomlDepth() {
  for document in [
    "a = " + String(repeating: "[", count: 100_000),
    "a = " + String(repeating: "{a=", count: 100_000),
    String(repeating: "a.", count: 100_000) + "a = 1",
    "[" + String(repeating: "a.", count: 100_000) + "a]",
  ] {
    #expect(readTOML(Array(document.utf8)).faults.first?.message.contains("512 levels") == true)
  }
}

@Test(
  "random and mutated documents are read or refused, never a trap",
  arguments: 0..<32 as Range<UInt64>)
func mutatedTOML(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  for _ in 0..<200 {
    let model = documents.randomElement(using: &random) ?? ""
    let bytes = mutated(Array(model.utf8), &random)
    let read = readTOML(bytes)
    _ = plain(read.tree.root)
    for fault in read.faults { #expect((0...bytes.count).contains(fault.offset)) }
  }
}

/// What Python's tomllib makes of documents, as sorted JSON, or "refused"; nil without it.
private func tomllib(_ documents: [String]) throws -> [String]? {
  let program = """
    import sys, json, tomllib
    def read(text):
        try:
            return json.dumps(tomllib.loads(text, parse_float=str), sort_keys=True,
                ensure_ascii=False, separators=(",", ":"), default=lambda value: "date")
        except (tomllib.TOMLDecodeError, RecursionError):
            return "refused"
    json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
    """
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3", "-c", program]
  let input = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
  try JSONEncoder().encode(documents).write(to: input)
  defer { try? FileManager.default.removeItem(at: input) }
  let output = Pipe()
  process.standardInput = try FileHandle(forReadingFrom: input)
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return process.terminationStatus == 0 ? try JSONDecoder().decode([String].self, from: data) : nil
}
