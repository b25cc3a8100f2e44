import Foundation
import Testing

/// The corpus of this package, as paths for a command line.
private let corpusFiles: [String] = {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "seeds")
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  return names.filter { $0.hasSuffix(".toml") }.sorted().map { folder.appending(path: $0).path }
}()

/// A sound corpus to break in one place.
private let sound = """
  [[source]]
  id = "n"
  title = "News"
  published = "2025-01"

  [[organization]]
  id = "club"
  source = ["n:2"]
  name = { en = "Club" }

  [[event]]
  id = "fair"
  source = ["n:1"]
  name = { en = "Fair" }
  when = "2024-05"
  organizer = ["club"]

  [[event]]
  id = "talk"
  source = ["n:3"]
  name = { en = "Talk" }
  part_of = "fair"

  [[claim]]
  subject = "fair"
  field = "mode"
  value = "online"
  source = "n:4"
  verdict = "rejected"

  """

/// One change that makes it wrong, and what is then said of it.
struct Breakage: Sendable, CustomTestStringConvertible {
  var replaced: String
  var replacement: String
  /// `line:column: message`, or its beginning.
  var expected: String

  init(_ replaced: String, _ replacement: String, _ expected: String) {
    (self.replaced, self.replacement, self.expected) = (replaced, replacement, expected)
  }

  var testDescription: String { expected }
}

private let breakages = [
  Breakage("[\"club\"]", "[\"clob\"]", "16:15: no organization has the id \"clob\"; did you mean"),
  Breakage(
    "id = \"fair\"", "id = \"fair\"\npart_of = \"talk\"", "13:12: `part_of` of \"fair\" leads"),
  Breakage("2024-05", "2024-02-30", "15:17: \"2024-02-30\" is no date: February has 29 days"),
  Breakage("2024-05", "2024-05-02/2024-05-01", "15:"),
  Breakage(
    "\"mode\"", "\"modes\"", "26:10: events have no field \"modes\"; did you mean \"mode\"?"),
  Breakage("\"mode\"", "\"starts\"", "27:10: \"online\" is no date"),
  Breakage("\"mode\"", "\"organizer\"", "27:10: no organization has the id \"online\""),
  Breakage("\"mode\"", "\"edition\"", "27:10: \"online\" is no number"),
  Breakage("subject = \"fair\"", "subject = \"fear\"", "25:12: no record has the id \"fear\""),
  Breakage("source = [\"n:1\"]\n", "", "11:3: the event \"fair\" has no source"),
  Breakage("source = \"n:4\"\n", "", "24:3: the claim \"fair-mode\" has no source"),
  Breakage(
    "source = \"n:4\"", "basis = \"outside\"", "24:3: the claim \"fair-mode\" is from outside"),
  Breakage("[\"n:3\"]", "[\"m:3\"]", "20:12: no source has the id \"m\""),
  Breakage("[\"n:1\"]", "[\"n:1\"]\nours = true", "14:8: the event \"fair\" is ours as a whole"),
  Breakage("id = \"talk\"", "id = \"fair\"", "19:7: the event \"fair\" is already defined at"),
  Breakage("when =", "wen =", "15:1: an event has no field `wen`; did you mean `when`?"),
  Breakage("[[claim]]", "[[clam]]", "24:3: \"clam\" is no kind of record"),
]

@Suite("almanac check")
struct CheckTests {
  @Test("the corpus of this package is silent")
  func corpus() throws {
    #expect(corpusFiles.count >= 7)
    let run = try ProgramRun(["check"] + corpusFiles)
    #expect(run.exitCode == 0)
    #expect(run.output + run.messages == "")
  }

  @Test("what is sound is silent")
  func soundCorpus() throws {
    let folder = try TemporaryFolder()
    let run = try ProgramRun(["check", folder.file("c.toml", sound)])
    #expect(run.exitCode == 0)
    #expect(run.output + run.messages == "")
  }

  @Test("each fault of a corpus is told with file, line and column, and 65", arguments: breakages)
  func fault(breakage: Breakage) throws {
    let text = sound.replacing(breakage.replaced, with: breakage.replacement, maxReplacements: 1)
    try #require(text != sound)
    let folder = try TemporaryFolder()
    let path = try folder.file("c.toml", text)
    let run = try ProgramRun(["check", path])
    #expect(run.exitCode == 65)
    #expect(run.output.isEmpty)
    let lines = run.messages.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("\(path):\(breakage.expected)") }, "\(run.messages)")
  }

  @Test("one name of two things is remarked on and no fault, unless a link ties the two")
  func sharedNames() throws {
    let folder = try TemporaryFolder()
    let text = sound.replacing("\"Talk\"", with: "\"FAIR!\"")
    let run = try ProgramRun(["check", folder.file("c.toml", text)])
    #expect(run.exitCode == 0)
    #expect(run.messages.contains("c.toml:18:3: note: \"FAIR!\" is a name of \"fair\""))
    let tied = text.replacing(
      "part_of = \"fair\"", with: "link = [{ kind = \"unlike\", to = \"fair\" }]")
    #expect(try ProgramRun(["check", folder.file("d.toml", tied)]).messages == "")
  }

  @Test(
    "corpora that are given together may refer to each other, and with --corpus to the built-in")
  func references() throws {
    let folder = try TemporaryFolder()
    let more =
      "[[event]]\nid = \"walk\"\nsource = [\"n:5\"]\nname = \"Walk\"\nplace = [\"beijing\"]\n"
    let (one, two) = (try folder.file("c.toml", sound), try folder.file("d.toml", more))
    #expect(try ProgramRun(["check", two, "--corpus"]).exitCode == 65)
    #expect(try ProgramRun(["check", one, two]).messages.contains("\"beijing\""))
    let run = try ProgramRun(["check", one, two, "--corpus"])
    #expect(run.exitCode == 0, "\(run.messages)")
  }

  @Test("of a folder it is told what would be read, merged, kept and passed over")
  func folderReport() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file(
      "a.jsonl", #"{"id":1,"title":"Forum","start":"2024-05-01","city":"Lyon","hall":"B"}"#)
    _ = try folder.file(
      "b.csv", "id,name,start,city,hall\n7,forum,2024-05-01,Lyon,C\n8,Fair,2024-05-02,Lyon,C\n")
    _ = try folder.file("NOTES.md", "# Notes\n\nNothing that is data.\n")
    _ = try folder.file(".hidden.jsonl", "{")
    let run = try ProgramRun(["check", folder.path])
    let lines = (run.messages + run.output).replacing(folder.path + "/", with: "")
      .withoutSeconds
    #expect(run.exitCode == 0)
    #expect(
      lines == """
        b.csv:2:1: note: merged with a.jsonl:1: same name, day and place
        read 3 events of 2 files (1 JSON Lines, 1 CSV), 145 bytes
        merged 1 event: same name, day and place
        keys: city is place, start is starts, title is name
        kept as they are: hall
        passed over 1 file: NOTES.md (no known format)

        """)
    let counts = ["query", "events count", "--format", "csv", "--data"]
    #expect(try ProgramRun(counts + [folder.path]).output == "count\r\n2\r\n")
    #expect(try ProgramRun(counts + [folder.path + "/[a-z]*.*"]).output == "count\r\n2\r\n")
    #expect(try ProgramRun(counts + [folder.path, "--separate"]).output == "count\r\n3\r\n")
    let piped = try ProgramRun(counts + ["-"], input: "{\"title\":\"A\"}\n{\"title\":\"B\"}\n")
    #expect(piped.output == "count\r\n2\r\n")
    // What is damaged is no file that holds nothing: it is told of, and the others are read.
    _ = try folder.file(
      "c.csv.gz", "\u{1F}\u{8B}\u{8}".unicodeScalars.map { UInt8($0.value) } + [1, 2, 3])
    let damaged = try ProgramRun(["check", folder.path])
    #expect(
      damaged.exitCode == 65
        && damaged.messages.contains("c.csv.gz: the gzip file is "), "\(damaged.messages)")
    let asked = try ProgramRun(counts + [folder.path])
    #expect(asked.output == "count\r\n2\r\n" && asked.messages.contains("warning: "))
    // A second file is no reason to tell of the first again.
    let loads = try ProgramRun(
      ["--data", folder.path], input: ".load \(folder.path)/b.csv\n.load \(folder.path)/a.jsonl\n")
    #expect(loads.messages.components(separatedBy: "warning: ").count == 2, "\(loads.messages)")
    let none = try ProgramRun(counts + [folder.path + "/*.ods"])
    #expect(none.exitCode == 66 && none.messages.contains("no file is called so"))
  }

  @Test("data and scripts are checked too: each fault has its place, and nothing is answered")
  func scriptsAndData() throws {
    let folder = try TemporaryFolder()
    let data = try folder.file("x.jsonl", "{\"name\":\"x\",\"start\":\"2023-02-30\"}\n{\"name\":\n")
    let script = try folder.file(
      "s.alm", "events by CAST\nevents by CSAT\nevents were a\n.mood json\nevents limit 1\n")
    let run = try ProgramRun(["check", data, script])
    #expect(run.exitCode == 65)
    #expect(
      run.output.withoutSeconds
        == "read 1 event of 1 JSON Lines file, 43 bytes\nkeys: start is starts\n")
    for start in [
      "\(data):1:30: ", "\(data):2:", "\(script):2:11: error N02", "\(script):3:8: error S22",
      "\(script):4:1: error: there is no command .mood",
    ] {
      #expect(run.messages.split(separator: "\n").contains { $0.hasPrefix(start) }, "\(start)")
    }
    let lets = try folder.file("l.alm", "let $a = events by CSAT\nexplain events by CSAT\n")
    let told = try ProgramRun(["check", lets]).messages
    for start in ["\(lets):1:20: error N02", "\(lets):2:19: error N02"] {
      #expect(told.split(separator: "\n").contains { $0.hasPrefix(start) }, "\(start)")
    }
  }

  @Test("a sound script is silent, draws nothing and writes nothing")
  func soundScript() throws {
    let folder = try TemporaryFolder()
    let script = """
      events by CAST
        in Beijing
      .mode json
      let $word = "text"
      let $cast = events by CAST
      $cast count
      assert count(events) > 3
      events by CAST export "\(folder.path)/x.csv"
      events draw bars
      .load talks.jsonl
      events by "Open Lyon"

      """
    let run = try ProgramRun(["check", folder.file("g.alm", script)])
    #expect(run.exitCode == 0)
    #expect(run.output + run.messages == "")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x.csv"))
  }

  @Test("a file that is not there is 66, and the others are checked all the same")
  func missing() throws {
    let folder = try TemporaryFolder()
    let script = try folder.file("s.alm", "events by CSAT\n")
    let odd = try folder.file("page.xyz", "What is this?\n")
    let run = try ProgramRun(["check", "no/such.toml", script, odd])
    #expect(run.exitCode == 66)
    for part in ["cannot read no/such.toml", "s.alm:1:11", "page.xyz: no known format"] {
      #expect(run.messages.contains(part))
    }
    #expect(try ProgramRun(["check"]).exitCode == 64)
  }

  @Test("--no-corrections leaves out what is known from outside, and only that")
  func corrections() throws {
    let query = ["query", "outcomes where released = 2025-09-19 show id", "--format", "csv"]
    #expect(try ProgramRun(query).output.contains("hangzhou-declaration"))
    let without = try ProgramRun(query + ["--no-corrections"])
    #expect(!without.output.contains("hangzhou-declaration"))
    let counts = ["query", "events count", "--format", "csv"]
    #expect(try ProgramRun(counts).output == ProgramRun(counts + ["--no-corrections"]).output)
  }
}

extension String {
  /// Without what took some time: ` in 0.004 s`.
  fileprivate var withoutSeconds: String { replacing(#/ in [0-9]+\.[0-9]+ s/#, with: "") }
}
