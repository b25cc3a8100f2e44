import Foundation
import Testing

@Suite("The program")
struct ProgramTests {
  @Test(
    "exit codes are those of sysexits",
    arguments: [
      (["query", "events"], 0),
      (["query", "events where name contains \"no such thing at all\"", "--exit-status"], 1),
      (["query", "events", "--exit-status"], 0),
      (["qurey", "events"], 64), (["query"], 64), (["query", "events", "--formt", "json"], 64),
      (["query", "events", "--format", "jsn"], 64), (["query", "events", "--today", "soon"], 64),
      (["query", "events", "--lang", "!"], 64), (["query", "events", "--color", "pink"], 64),
      (["query", "events by"], 65), (["query", ""], 65),
      (["query", "events where organizer = NoSuchName"], 65),
      (["run", "no/such/file.alm"], 66), (["run", "/"], 66),
      (["--data", "no/such/file.csv", "query", "events"], 66),
      (["query", "events", "--data", "/"], 65),
      (["--version"], 0), (["--help"], 0), (["help", "query"], 0),
    ] as [([String], Int32)])
  func exitCodes(arguments: [String], expected: Int32) throws {
    let run = try ProgramRun(arguments)
    #expect(run.exitCode == expected, "\(run.messages)")
    if expected > 1 {
      #expect(run.output.isEmpty, "messages are no data")
      #expect(!run.messages.isEmpty, "a failure is explained")
    }
  }

  @Test("convert writes a file whole, says what is left out, and replaces nothing unasked")
  func convert() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "almanac-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path }
    let whole = try ProgramRun(["--corpus", "convert", path("all.jsonl")])
    #expect(whole.exitCode == 0, "\(whole.messages)")
    #expect(whole.output.isEmpty)
    let again = try ProgramRun(["convert", path("all.jsonl"), "-", "--format", "jsonl"])
    #expect(again.output == (try String(contentsOfFile: path("all.jsonl"), encoding: .utf8)))
    #expect(!again.messages.contains("warning"))
    let calendar = try ProgramRun(["convert", path("all.jsonl"), path("all.ics")])
    #expect(calendar.messages.contains("left out"))
    let text = try String(contentsOfFile: path("all.ics"), encoding: .utf8)
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n"))
    let second = try ProgramRun(["convert", path("all.jsonl"), path("all.ics")])
    #expect(second.exitCode == 73)
    #expect(second.messages.contains("--replace"))
    let third = try ProgramRun(["convert", path("all.jsonl"), path("all.ics"), "--replace"])
    #expect(third.exitCode == 0)
    for (arguments, exitCode) in [
      (["convert", path("all.jsonl"), path("all.xls")], 64), (["convert", path("all.jsonl")], 64),
      (["convert", path("no.jsonl"), path("no.csv")], 66),
      (["convert", path("all.jsonl"), path("no/such/folder.csv")], 74),
      (["--safe", "convert", path("all.jsonl"), path("safe.csv")], 64),
    ] as [([String], Int32)] {
      #expect(try ProgramRun(arguments).exitCode == exitCode, "\(arguments)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["all.ics", "all.jsonl"], "nothing temporary stays")
  }

  @Test("a disk that is full is told, with 74")
  func fullDisk() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let run = try ProgramRun(["query", "events"], outputPath: "/dev/full")
    #expect(run.exitCode == 74)
    #expect(run.messages.contains("cannot write"))
  }

  @Test("data goes to standard output, what is said about it to standard error")
  func streams() throws {
    let run = try ProgramRun(["query", "events count by kind", "--format", "csv"])
    #expect(run.output.hasPrefix("kind,count\r\n"))
    #expect(run.messages.isEmpty)
    let table = try ProgramRun(["query", "events limit 3"])
    #expect(table.messages.contains("3 events"))
    #expect(!table.output.contains("3 events of"))
    #expect(!(table.output + table.messages).contains("\u{1B}"), "no colour in a pipe")
  }

  @Test("--json is short for --format json, and errors are JSON then too")
  func json() throws {
    let short = try ProgramRun(["query", "events limit 2", "--json"])
    let long = try ProgramRun(["query", "events limit 2", "--format", "json"])
    #expect(short.output == long.output)
    let array = try JSONSerialization.jsonObject(with: Data(short.output.utf8)) as? [Any]
    #expect(array?.count == 2)
    let first = array?.first as? [String: Any]
    #expect(first?["id"] != nil, "every field that has a value, not only those of the table")
    let chosen = try ProgramRun(["query", "events limit 1 show name", "--json"])
    #expect(!chosen.output.contains("\"id\""))
    let fault = try ProgramRun(["query", "events by NoSuchName", "--json"])
    let faults = try JSONSerialization.jsonObject(with: Data(fault.messages.utf8)) as? [Any]
    #expect(faults?.count == 1)
  }

  @Test("--timing says how long each stage took, as JSON beside a JSON answer")
  func timing() throws {
    let run = try ProgramRun(["query", "events", "--json", "--timing"])
    let stages =
      try JSONSerialization.jsonObject(with: Data(run.messages.utf8)) as? [String: Double]
    #expect(Set(stages?.keys.map { $0 } ?? []) == ["load", "parse", "answer", "render"])
    #expect(try ProgramRun(["query", "events", "--timing"]).messages.contains("answer 0.0"))
  }

  @Test("run --timing has a line for each statement, beside its place in the script")
  func scriptTiming() throws {
    let run = try ProgramRun(
      ["run", "-", "--timing"], input: ".mode jsonl\nevents limit 1\n\nevents count\n")
    let lines = try run.messages.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Double]
    }
    #expect(lines.map { $0?["line"] } == [2, 4])
    #expect(lines.map { $0?["load"] != nil } == [true, false])
    #expect(lines.allSatisfy { ($0?["parse"] ?? 0) > 0 && ($0?["answer"] ?? 0) > 0 })
    let text = try ProgramRun(["run", "-", "--timing"], input: "events count").messages
    #expect(text.contains("standard input:1:1: load "))
  }

  @Test("options stand before or after the subcommand, words of help name the nearest")
  func options() throws {
    let before = try ProgramRun(["--lang", "zh", "query", "events limit 3"])
    let after = try ProgramRun(["query", "events limit 3", "--lang", "zh"])
    #expect(before.output == after.output)
    let formt = try ProgramRun(["query", "events", "--formt", "json"])
    #expect(formt.messages.contains("--format"))
  }

  @Test(
    "what is wrong on the command line is what is told",
    arguments: [
      (["--formt", "csv", "query", "events"], "--formt"),
      (["query", "events", "by", "CAST"], "almanac query 'events by CAST'"),
      (["query", "events", "--format", "csv", "by", "CAST"], "almanac query 'events by CAST'"),
      (["convert", "a.jsonl"], "the last file is the one that is written"),
      (["qeury", "events"], "almanac query?"),
      (["--lang", "chinese", "query", "events"], "--lang takes"),
    ])
  func blame(arguments: [String], cause: String) throws {
    let run = try ProgramRun(arguments)
    #expect(run.exitCode == 64)
    #expect(run.messages.contains(cause), "\(run.messages)")
  }

  @Test("the letters of a language tag may be of any case")
  func languageCase() throws {
    let run = try ProgramRun(["--lang", "ZH-hans", "query", "CAST show name", "--format", "csv"])
    #expect(run.output == "name\r\n中国科协\r\n")
  }

  @Test("standard input that is no terminal is a script")
  func scriptFromInput() throws {
    let run = try ProgramRun([], input: ".mode csv\nevents\n  count by kind\n# done\n")
    #expect(run.output.hasPrefix("kind,count\r\n"))
    #expect(run.exitCode == 0)
    #expect(try ProgramRun(["run", "-"], input: "events count").exitCode == 0)
    #expect(try ProgramRun(["query", "-"], input: "events count").exitCode == 0)
    let empty = try ProgramRun([], input: "")
    #expect(empty.exitCode == 0 && empty.output.isEmpty && empty.messages.isEmpty)
  }

  @Test("a syntax error anywhere in a script runs nothing of it, and says file, line and column")
  func syntaxError() throws {
    let folder = try TemporaryFolder()
    let script = try folder.file("report.alm", "events limit 1\n\nevents where (\n")
    let run = try ProgramRun(["run", script])
    #expect(run.exitCode == 65)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("report.alm:3:"))
    let command = try ProgramRun([], input: "events limit 1\n.hlep\n")
    #expect(command.exitCode == 65 && command.output.isEmpty)
    #expect(command.messages.contains(".help"))
  }

  @Test("the first statement that fails stops a script, with its place")
  func failedStatement() throws {
    let run = try ProgramRun([], input: ".mode csv\nevents count\nevents by NoSuchName\nthemes\n")
    #expect(run.exitCode == 65)
    #expect(run.output.hasPrefix("count\r\n"))
    #expect(!run.output.contains("parent"), "what follows is not run")
    #expect(run.messages.contains("standard input:3:"))
  }

  @Test("a pipe that nobody reads ends the program quietly")
  func closedPipe() throws {
    let program = try ProgramRun.path
    let shell = Process()
    let pipe = Pipe()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = [
      "-c",
      """
      (yes 'events' | head -3000; echo .quit) | "$0" run - 2>&1 >/dev/full | head -c 0; \
      for i in 1 2 3 4 5 6 7 8 9; do echo events; done | "$0" run - 2>/dev/null | true; echo done
      """, program,
    ]
    shell.environment = ProgramRun.environment()
    shell.standardOutput = pipe
    shell.standardError = pipe
    try shell.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(text == "done\n")
  }

  @Test(
    "a megabyte of noise is answered, never trapped on",
    arguments: ["query", "script", "data.csv", "data.toml", "data.json", "data.jsonl", "data"])
  func noise(kind: String) throws {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let bytes = (0..<1 << 20).map { _ -> UInt8 in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 32)
    }
    let folder = try TemporaryFolder()
    let run =
      switch kind {
      case "query":
        // An argument of the system is shorter than 128 KiB.
        try ProgramRun([
          "query", String(decoding: bytes.filter { $0 != 0 }.prefix(40_000), as: UTF8.self),
        ])
      case "script": try ProgramRun(["run", try folder.file("noise.alm", bytes)])
      default: try ProgramRun(["query", "events", "--data", try folder.file(kind, bytes)])
      }
    #expect(run.exitCode == 65, "\(run.exitCode) \(run.messages.prefix(200))")
    #expect(!run.messages.isEmpty)
    #expect(run.messages.utf8.count < 100_000, "but not with a flood")
  }

  @Test("text that is no UTF-8 is told with its line")
  func invalidText() throws {
    let folder = try TemporaryFolder()
    let script = try folder.file("bad.alm", Array("events\n# ".utf8) + [0xFF, 0x0A])
    let run = try ProgramRun(["run", script])
    #expect(run.exitCode == 65)
    #expect(run.messages.contains("bad.alm:2:3"))
  }

  @Test("NO_COLOR, CLICOLOR_FORCE and --color are obeyed")
  func color() throws {
    func isColored(_ arguments: [String], _ environment: [String: String]) throws -> Bool {
      let run = try ProgramRun(arguments, environment: environment)
      return run.output.contains("\u{1B}[") && run.messages.contains("\u{1B}[")
    }
    let query = ["query", "events limit 2"]
    #expect(try isColored(query, ["CLICOLOR_FORCE": "1"]))
    #expect(try !isColored(query, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
    #expect(try isColored(query + ["--color", "always"], ["NO_COLOR": "1"]))
    #expect(try !isColored(query, [:]))
  }
}
