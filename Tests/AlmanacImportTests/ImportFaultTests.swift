import AlmanacImport
import AlmanacStore
import Testing

/// What loading one file says of it.
private func faults(_ text: String, _ name: String) throws -> [String] {
  var importer = Importer()
  try importer.read(Array(text.utf8), name: name)
  return importer.finish().report.faults.map(\.text)
}

/// A record and what is said of it; nothing but this one fault.
private let corpusFaults: [(text: String, fault: String)] = [
  (
    "[[event]]\nid = \"a\"\norganiser = [\"b\"]",
    "c.toml:3:1: an event has no field `organiser`; did you mean `organizer`?"
  ),
  (
    "[[evnt]]\nid = \"a\"", "c.toml:1:3: \"evnt\" is no kind of record; did you mean \"event\"?"
  ),
  (
    "[[x]]\nid = \"a\"",
    "c.toml:1:3: \"x\" is no kind of record; there are event, organization, person, place, theme, "
      + "outcome, figure, source, claim"
  ),
  ("[[event]]\nname = \"A\"", "c.toml:1:3: an event needs an id: id = \"…\""),
  ("[[event]]\nid = 7", "c.toml:2:6: an id is a text: id = \"…\""),
  (
    "[[event]]\nid = \"a b\"",
    "c.toml:2:7: \"a b\" is no id; an id has letters, digits and hyphens only"
  ),
  (
    "[[event]]\nid = \"a\"\n[[event]]\nid = \"a\"",
    "c.toml:4:7: the event \"a\" is already defined at c.toml:1"
  ),
  (
    "[[event]]\nid = \"a\"\nplace = [\"bejing\"]\n[[place]]\nid = \"beijing\"",
    "c.toml:3:11: no place has the id \"bejing\"; did you mean \"beijing\"?"
  ),
  (
    "[[event]]\nid = \"a\"\nplace = [\"nowhere-at-all\"]\n[[place]]\nid = \"beijing\"",
    "c.toml:3:11: no place has the id \"nowhere-at-all\""
  ),
  (
    "[[event]]\nid = \"a\"\nplace = \"cast\"\n[[organization]]\nid = \"cast\"",
    "c.toml:3:10: \"cast\" is an organization; `place` takes a place"
  ),
  (
    "[[event]]\nid = \"a\"\nwhen = \"2023-11-31\"",
    "c.toml:3:17: \"2023-11-31\" is no date: November has 30 days"
  ),
  (
    "[[event]]\nid = \"a\"\nwhen = 2023",
    "c.toml:3:8: `when` is a date in quotation marks: \"2023-11-06\""
  ),
  (
    "[[event]]\nid = \"a\"\nedition = \"some\"",
    "c.toml:3:12: `edition` is a number: 15, \"~60\", \">20\", \">=8\", \"<~100\" or \"20..99\""
  ),
  (
    "[[event]]\nid = \"a\"\nkind = [\"b\"]", "c.toml:3:8: `kind` is one word: \"…\""
  ),
  (
    "[[event]]\nid = \"a\"\nseries = [\"b\"]", "c.toml:3:10: `series` is one id: \"…\""
  ),
  (
    "[[event]]\nid = \"a\"\nplace = 3",
    "c.toml:3:9: `place` is an id, a list of ids [\"…\", \"…\"], or { named = […], more = true }"
  ),
  (
    "[[event]]\nid = \"a\"\nplace = { named = [], more = \"many\" }",
    "c.toml:3:31: `more` is true, or how many: more = 6, more = { province = 11 }"
  ),
  (
    "[[event]]\nid = \"a\"\nname = 3",
    "c.toml:3:8: `name` is a text, or a text for each language: { en = \"…\", zh = \"…\" }"
  ),
  (
    "[[event]]\nid = \"a\"\nname = { \"in English\" = \"A\" }",
    "c.toml:3:11: \"in English\" is no language; `name` goes by language: "
      + "{ en = \"…\", zh = \"…\" }"
  ),
  (
    "[[event]]\nid = \"a\"\nname = { en = 3 }",
    "c.toml:3:15: `name` is a text in each language: { en = \"…\", zh = \"…\" }"
  ),
  ("[[event]]\nid = \"a\"\nnote = 3", "c.toml:3:8: `note` is a text: \"…\""),
  (
    "[[event]]\nid = \"a\"\nalias = [3]", "c.toml:3:10: `alias` is a list of texts: [\"…\", \"…\"]"
  ),
  (
    "[[event]]\nid = \"a\"\ntag = [3]",
    "c.toml:3:8: `tag` is a word or a list of words: [\"…\", \"…\"]"
  ),
  (
    "[[event]]\nid = \"a\"\nparts = [\"b\"]",
    "c.toml:3:1: `parts` is not written, it follows from `part_of` of events"
  ),
  (
    "[[event]]\nid = \"a\"\ndays = 3", "c.toml:3:1: `days` is not written, it follows from `when`"
  ),
  (
    "[[event]]\nid = \"a\"\nnames = [\"b\"]",
    "c.toml:3:1: `names` is not written, it follows from `name` and `alias`"
  ),
  (
    "[[event]]\nid = \"a\"\npart_of = \"a\"",
    "c.toml:3:12: `part_of` of \"a\" leads back to \"a\" itself; the tie was cut here"
  ),
  (
    "[[event]]\nid = \"a\"\nfigure = 3",
    "c.toml:3:10: `figure` is a table of numbers: { attendance = \"~60\", countries = 20 }"
  ),
  (
    "[[event]]\nid = \"a\"\nfigure = { attendance = \"most\" }",
    "c.toml:3:26: `attendance` is a number: 15, \"~60\", \">20\", \">=8\", \"<~100\" or \"20..99\""
  ),
  (
    "[[event]]\nid = \"a\"\nlink = [{ to = \"a\" }]",
    "c.toml:3:9: a link has a kind and an id: { kind = \"announces\", to = \"…\" }"
  ),
  (
    "[[event]]\nid = \"a\"\ncite = [\"003:9\"]",
    "c.toml:3:8: `cite` goes by field: { when = [\"003:9\"] }"
  ),
  (
    "[[event]]\nid = \"a\"\ncite = { when = [3] }",
    "c.toml:3:18: a citation is a document and a line: \"003:9\""
  ),
  (
    "[[event]]\nid = \"a\"\ncite = { when = [\"003:9\"] }",
    "c.toml:3:19: no source has the id \"003\""
  ),
  (
    "[[event]]\nid = \"a\"\nours = [\"nam\"]",
    "c.toml:3:10: an event has no field `nam`; did you mean `name`?"
  ),
  (
    "[[event]]\nid = \"a\"\n[[figure]]\nsubject = \"a\"\nvalue = 3",
    "c.toml:3:3: a figure needs a measure: measure = \"…\""
  ),
  (
    "[[event]]\nid = \"a\"\n[[figure]]\nsubject = \"a\"\nmeasure = \"m\"",
    "c.toml:3:3: a figure needs a value: value = \"~60\""
  ),
  (
    "[[event]]\nid = \"a\"\n[[figure]]\nsubject = \"a\"\nmeasure = \"m\"\nvalue = \"x\"",
    "c.toml:6:10: `value` is a number: 15, \"~60\", \">20\", \">=8\", \"<~100\" or \"20..99\""
  ),
  (
    "[[figure]]\nsubject = \"nobody\"\nmeasure = \"m\"\nvalue = 3",
    "c.toml:2:12: no record has the id \"nobody\""
  ),
  (
    "[[event]]\nid = \"a\"\n[[claim]]\nsubject = \"a\"\nfield = \"when\"\nvalue = \"2023\"\n"
      + "verdict = \"acepted\"",
    "c.toml:7:12: \"acepted\" is no verdict; did you mean \"accepted\"?"
  ),
  (
    "[[event]]\nid = \"a\"\n[[claim]]\nsubject = \"a\"\nfield = \"when\"\nvalue = \"soon\"\n"
      + "verdict = \"accepted\"",
    "c.toml:6:10: \"soon\" is no value for `when`; the claim is kept, and the field without it"
  ),
  ("event = 3", "c.toml:1:9: an event begins with [[event]]"),
  (
    "[[event]]\nid = \"a\nkind = \"b\"",
    "c.toml:2:8: a text ends with a quotation mark on its line; a longer one has three of them"
  ),
]

@Test("every fault of a corpus has its place and says what would be right", arguments: corpusFaults)
func corpusFault(text: String, fault: String) throws {
  let found = try faults(text, "c.toml")
  #expect(found == [fault])
}

private let tabularFaults: [(text: String, fault: String)] = [
  (
    #"{"noun":"evnet","name":"A"}"#,
    #"t.jsonl:1:10: "evnet" is no kind of record; did you mean "event"?"#
  ),
  (
    #"{"id":[1],"name":"A"}"#, #"t.jsonl:1:7: an id is a text or a number: "id": "…""#
  ),
  (
    #"{"noun":"claim","id":"c","subject":"a","field":"kind","value":"b","verdict":"accepted"}"#
      + "\n{\"id\":\"a\"}\n"
      + #"{"noun":"claim","id":"c","subject":"a","field":"kind","value":"d","verdict":"accepted"}"#,
    #"t.jsonl:3:23: the claim "c" is already defined at t.jsonl:1"#
  ),
  (
    #"{"id":1,"start":"2023-13"}"#,
    "t.jsonl:1:23: \"2023-13\" is no date: months go from 01 to 12 (21 to 41 are seasons, quarters "
      + "and halves)"
  ),
  (
    #"{"id":1,"start":"2023-01","end":"2023-02-31"}"#,
    #"t.jsonl:1:42: "2023-02-31" is no date: February has 28 days"#
  ),
  (
    #"{"id":1,"start":"2023-02-02","end":"2023-02-01"}"#,
    "t.jsonl:1:37: \"2023-02-02/2023-02-01\" is no date: the period ends before it starts; the "
      + "earlier date comes first"
  ),
  (#"{"id":1,"start":["x"]}"#, #"t.jsonl:1:17: a date is a text: "2023-11-06""#),
  (#"{"id":1,"parent":9}"#, #"t.jsonl:1:18: no event has the id "9""#),
  (
    #"{"id":1,"capacity":"big"}"#,
    #"t.jsonl:1:21: `capacity` is a number: 15, "~60", ">20", ">=8", "<~100" or "20..99""#
  ),
  (#"{"id":1,"name":{}"#, "t.jsonl:1:18: an object ends with }"),
  (
    "{\"id\":1}\n[1]",
    "t.jsonl:2:1: a record is an object: {\"name\": \"…\", \"start\": \"…\"}"
  ),
]

@Test("every fault of a table has its place and says what would be right", arguments: tabularFaults)
func tabularFault(text: String, fault: String) throws {
  let found = try faults(text, "t.jsonl")
  #expect(found == [fault])
}

@Test("one bad record costs no other, and the report counts both")
func badRecordsAreCounted() throws {
  var importer = Importer()
  let lines = #"""
    {"id":1,"name":"A"}
    {"id":2,"name":
    {"id":[1],"name":"C"}
    {"noun":"place","name":"D"}
    "E"
    {"id":6,"name":"F"}
    """#
  try importer.read(Array(lines.utf8), name: "t.jsonl")
  let (store, report) = importer.finish()
  #expect(report.faults.map(\.line) == [2, 3, 5])
  #expect(report.read == [.event: 2, .place: 1])
  #expect(report.refused == [.event: 1])
  #expect(report.unreadable == 2)
  #expect(report.bytes == lines.utf8.count && report.files == ["t.jsonl"])
  #expect(store[.event].rowCount == 2)
}

@Test("a file tells of a hundred faults and counts the others")
func manyFaults() throws {
  var importer = Importer()
  try importer.read(Array(String(repeating: "{,\n", count: 250).utf8), name: "t.jsonl")
  try importer.read(Array("{}\n{".utf8), name: "u.jsonl")
  let report = importer.finish().report
  #expect(report.faults.count == 101)
  #expect(report.faultsLeftOut == 150)
  #expect(report.faults.last?.file == "u.jsonl")
}

@Test(
  "a file of no known format is refused with what was expected",
  arguments: ["BEGIN:VCARD\nVERSION:4.0\n", "id,thing\n1,A\n", "", "\u{1}\u{2}", "words"])
func unknownFormat(text: String) {
  #expect(
    throws: ImportError(
      file: "x.dat",
      message: "no known format; what is read is a corpus in TOML (.toml), JSON (.json), "
        + "JSON Lines (.jsonl), rows below a header (.csv), a calendar (.ics) and "
        + "a page of the web with schema.org in it (.html)")
  ) {
    var importer = Importer()
    try importer.read(Array(text.utf8), name: "x.dat")
  }
}

@Test("the format is told by the content, whatever the name says")
func formatByContent() {
  func format(_ text: String, _ name: String = "x.dat") -> ImportFormat? {
    ImportFormat(name: name, bytes: Array(text.utf8))
  }
  #expect(format("\u{FEFF}# remark\n[[event]]", "x.json") == .toml)
  #expect(format("\n[[event]]\n") == .toml)
  #expect(format("event = []\n") == .toml)
  #expect(format("{\"id\":1}\n{\"id\":2}\n", "x.toml") == .jsonLines)
  #expect(format("{\n \"id\": 1\n}\n") == .json)
  #expect(format("[\n {\"id\": 1}]") == .json)
  #expect(format("[]") == .json)
  #expect(format("", "x.toml") == .toml)
  #expect(format("", "x.jsonl") == .jsonLines)
  #expect(format("", "x.json") == .json)
  #expect(format("{\"id\":1}\n") == .json)
  #expect(format("{\"id\":1}\n", "x.ndjson") == .jsonLines)
  #expect(format("{\"id\":\n{\"id\":2}\n", "x.jsonl") == .jsonLines)
  #expect(format("[1 true]", "x.json") == .json)
  #expect(format("[[[[[[", "x.json") == .json)
}

@Test("what no name and no first byte vouches for is not guessed at in a folder")
func formatInFolder() {
  func format(_ text: String, _ name: String) -> ImportFormat? {
    ImportFormat(name: name, bytes: Array(text.utf8), isGuessing: false)
  }
  #expect(format("# Origin\n\nThese files are from elsewhere.\n", "ORIGIN.md") == nil)
  #expect(format("x = 1\n", "setup.py") == nil)
  #expect(format("x = 1\n", "mine.toml") == .toml)
  #expect(format("[[event]]\n", "mine") == .toml)
  #expect(ImportFormat(name: "mine", bytes: Array("x = 1\n".utf8)) == .toml)
}

@Test(
  "a file of a kind that people have and that is not read is called by its name",
  arguments: [
    ("PK\u{3}\u{4}\u{14}", "a spreadsheet or an archive (ZIP); save the sheet as CSV"),
    ("%PDF-1.7", "a PDF, which holds pages and no records"),
    ("SQLite format 3\0", "an SQLite database; write its table to a CSV file"),
  ])
func refusedByName(text: String, message: String) {
  #expect(throws: ImportError(file: "x", message: message)) {
    var importer = Importer()
    try importer.read(Array(text.utf8), name: "x")
  }
}
