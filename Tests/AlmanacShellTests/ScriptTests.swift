import Almanac
import Foundation
import Testing

@testable import AlmanacShell

/// A session over the corpus, on 2026-11-21, whose files are in memory.
private func session(
  _ files: [String: String] = [:], journal: Journal = Journal(), isInteractive: Bool = false
) throws -> Session {
  var session = fakeSession(journal: journal, isInteractive: isInteractive, files: files)
  session.surroundings.run = Surroundings.process.run
  session.loading = try Loading(DataChoice())
  session.settings.showsTime = false
  session.settings.showsHints = false
  session.context.today = try #require(Day(year: 2026, month: 11, day: 21))
  return session
}

@Suite("Included files")
struct InclusionTests {
  @Test("names, params and assertions of an included file take effect, once; the rest does not run")
  func include() throws {
    var session = try session([
      "a/one.alm": "include \"two.alm\"\nlet $n = $cast in Beijing\nprint \"never\"\n.mode json\n",
      "a/two.alm": "let $cast = events by CAST\nassert count($cast) > 5, \"five\"\n",
    ])
    let reply = session.run(
      Script(
        "include \"one.alm\"\ninclude \"./two.alm\"\nprint count($n)", name: "a/main.alm",
        reading: session.surroundings.readText))
    #expect(reply.output == "2..47\n")
    #expect(reply.exitCode == .nothingFound)
    #expect(reply.messages.components(separatedBy: "says:  five").count == 2, "once")
    #expect(reply.messages.hasPrefix("a/two.alm:2:8: error A02"), "\(reply.messages)")
    #expect(session.settings.format == .table)
  }

  @Test("files that include each other are an error that shows the chain, before anything runs")
  func circle() throws {
    let session = try session(["b.alm": "include \"sub/../c.alm\"", "c.alm": "include \"b.alm\""])
    let script = Script(
      "events\ninclude \"b.alm\"", name: "a.alm", reading: session.surroundings.readText)
    let faults = try #require(script.faults(style: .plain, width: nil, isShort: false))
    #expect(faults.hasPrefix("c.alm:1:9: error S24: these files include each other without end"))
    #expect(faults.contains("b.alm → c.alm → b.alm"))
  }

  @Test("what is wrong in an included file is told with its name and line")
  func faults() throws {
    var session = try session([
      "names.alm": "let $x = events by CAST\n\nevents by CSAT\n", "bad.alm": "\nevents were x\n",
    ])
    let names = session.submit("include \"names.alm\"")
    #expect(names.messages.hasPrefix("names.alm:3:11: error N02"), "\(names.messages)")
    #expect(names.isFailure)
    #expect(session.submit("include \"bad.alm\"").messages.hasPrefix("bad.alm:2:8: error S22"))
    let missing = session.submit("include \"sub/none.alm\"")
    #expect(missing.messages.contains("error N09: cannot read sub/none.alm"))
  }
}

@Suite("Params")
struct ParameterTests {
  @Test(
    "a value has the type of the default",
    arguments: [
      ("2023", "2024", true), ("2023", "2023-11", true), ("2023", "abc", false),
      ("80", "7.5", true),
      ("80", "2023-11", false), ("2023-11", "2024", true), ("2023-11", "80", false),
      ("today", "2024-01-01", true), ("2020..2023", "2021", true),
      ("CAST", "World Federation", true),
      ("CAST", "@org:cast", true), ("\"a\"", "it's \"b\"", true), ("\"a\"", "", false),
      ("(CAST, WFEO)", "(CAST, WFEO)", true), ("(CAST, WFEO)", "CAST", false),
      ("events by CAST", "events", true), ("events", "12 apples", false), ("5", "-3", true),
      ("5", "2 draw table", false),
    ])
  func types(standard: String, given: String, fits: Bool) throws {
    let text = "param $p = \(standard)"
    guard case .param(let name, let value)? = parseStatement(text).statement?.kind else {
      Issue.record("no param")
      return
    }
    let context = QueryContext(
      today: Day(number: 20_000), languages: ["en"], arguments: ["p": given])
    do throws(QueryError) {
      try checkArgument(for: name, default: value, text: text, context: context)
      #expect(fits)
    } catch {
      #expect(!fits)
      #expect(error.diagnostics.map(\.id) == ["V05"])
      #expect(error.diagnostics.first?.primary.range.start == 11)
    }
  }

  @Test("a text with signs of the language in it is a text")
  func texts() throws {
    var session = try session(["q.alm": "param $word = \"x\"\nprint $word"])
    #expect(session.submit(".run q.alm --word 'a \"b\" $c; # d'").output == "a \"b\" $c; # d\n")
    #expect(session.submit(".run q.alm --word=").messages.contains("V05"))
  }

  @Test(
    ".run gives values to params, and says what it takes",
    arguments: [
      (".run \"q 1.alm\"", "7..46\n", ""), (".run \"q 1.alm\" --year 2024", "1..40\n", ""),
      (".run 'q 1.alm' --year=2024;", "1..40\n", ""),
      (".run \"q 1.alm\" --yaer 2024", "", "did you mean --year?\n  it takes: --year 2023"),
      (".run \"q 1.alm\" --year", "", "--year needs a value, such as --year 2023"),
      (".run \"q 1.alm\" --year --year", "", "--year needs a value"),
      (".run \"q 1.alm\" --year 1999 --year 2000", "", "--year is given twice"),
      (".run \"q 1.alm\" 2024", "", "--NAME VALUE, not \"2024\""),
      (".run \"q 1.alm\" --year abc", "", "q 1.alm:1:15: error V05: $year takes a year"),
    ])
  func run(line: String, output: String, message: String) throws {
    var session = try session(["q 1.alm": "param $year = 2023\nprint count(events in $year)\n"])
    let reply = session.submit(line)
    #expect(reply.output == output, "\(reply.messages)")
    #expect(
      message.isEmpty ? reply.messages.isEmpty : reply.messages.contains(message),
      "\(reply.messages)")
    #expect(reply.exitCode == (message.isEmpty ? .done : .usage))
    #expect(session.context.arguments.isEmpty)
  }

  @Test("a script without params says so, and at the prompt a param is a let")
  func none() throws {
    var session = try session(["q.alm": "events"])
    #expect(session.submit(".run q.alm --a 1").messages.contains("it takes none"))
    _ = session.submit("param $n = 3")
    #expect(session.submit("print $n + 1").output == "4\n")
  }
}

@Suite("Refining by name")
struct RowNameTests {
  @Test("$1 is a row of the last answer, by its id; the history keeps the id")
  func rows() throws {
    var session = try session(isInteractive: true)
    _ = session.submit("events by CAST")
    let reply = session.submit("print $1.organizer, $2")
    #expect(reply.entry == "print @event:nspd-2023-press.organizer, @event:im-2025")
    #expect(reply.messages == "print @event:nspd-2023-press.organizer, @event:im-2025\n")
    #expect(reply.output.hasPrefix("China Association"))
    #expect(
      session.submit(".last").output == "print @event:nspd-2023-press.organizer, @event:im-2025\n")
    #expect(
      session.submit("events in Chongqing; print $3").entry
        == "events in Chongqing; print @event:brst-2023-launch")
  }

  @Test(
    "a row that there is not is an error that says which there are",
    arguments: [
      ([], "$1", "nothing was answered yet"), (["events by CAST"], "$3", "rows $1 to $2"),
      (["events by CAST"], "$0", "rows $1 to $2"),
      (["events by CAST"], "$99999999999999999999", "rows $1 to $2"),
      (["events where edition = 99"], "$1", "no rows"), (["events count by kind"], "$1", "counts"),
    ] as [([String], String, String)])
  func missing(before: [String], line: String, message: String) throws {
    var session = try session()
    for line in before { _ = session.submit(line) }
    let reply = session.submit(line)
    #expect(reply.messages.contains("error N05: there is no row \(line)"))
    #expect(reply.messages.contains(message), "\(reply.messages)")
  }

  @Test("rows keep their ids when more data is loaded")
  func loading() throws {
    var session = try session()
    _ = session.submit("events by CAST")
    session.loading = Loading(
      catalog: Catalog(store: StoreBuilder().finish().store), choice: DataChoice())
    #expect(session.submit("print $1").entry == "print @event:nspd-2023-press")
  }

  @Test("$_ is the last query, run again as it was; .back goes back to the one before")
  func lastQuery() throws {
    var session = try session()
    #expect(session.submit("$_").messages.contains("error N05: $_ is the last query"))
    _ = session.submit("let $c = events by CAST")
    _ = session.submit("$c in Beijing")
    _ = session.submit("let $c = events by WFEO")
    #expect(session.submit("print count($_)").output == "2..47\n")
    _ = session.submit("$_ in 2025")
    #expect(session.submit("print $_").output.contains("International Month"))
    _ = session.submit(".back")
    _ = session.submit(".back")
    #expect(session.submit("print count($_)").output == "2..47\n")
  }

  @Test("a line goes on with the last statement over commands, scripts and what they print")
  func over() throws {
    var session = try session(["q.alm": "people\nlet $p = people\n"])
    for line in ["events by CAST", ".run q.alm", "", "# remark", ".limit 3"] {
      _ = session.submit(line)
    }
    #expect(session.submit("count").output.hasSuffix("    2\n"))
    #expect(session.submit("print count($p)").output == "7\n", "what a script defines stays")
    #expect(session.submit("$_").output.contains("    2\n"))
  }
}

@Suite("What outlives a session")
struct KeepingTests {
  @Test("the session as a script prints what the session printed")
  func script() throws {
    let journal = Journal()
    var typed = try session(
      ["q.alm": "param $y = 2023\nlet $in = events in $y\nprint count($in)\n"], journal: journal)
    var printed = ""
    for line in [
      "events by CAST", "in Beijing", "show id", "events by CSAT", "print $1, $2", ".mode json",
      "let $c = events by CAST # mine", "in 2025", "print count($c); $c sort when",
      ".run q.alm --y 2024",
      "$_ show id", "count by kind", ".back", "$in count", ".nouns", "assert count(events) = 1",
    ] {
      let reply = typed.submit(line)
      if !line.hasPrefix(".back"), line != ".nouns", line != "count by kind" {
        printed += reply.output
      }
    }
    #expect(typed.submit(".script out.alm").messages == "wrote 12 steps to out.alm\n")
    let text = try #require(journal.files["out.alm"])
    var again = try session(
      ["q.alm": "param $y = 2023\nlet $in = events in $y\nprint count($in)\n"])
    let reply = again.run(Script(text, name: "out.alm"))
    #expect(reply.exitCode == .done, "\(reply.messages)")
    #expect(reply.output == printed, "\(text)")
  }

  @Test("a file that is there is replaced only with .set overwrite on")
  func overwriting() throws {
    let journal = Journal()
    journal.files["x.alm"] = "old"
    var session = try session(journal: journal)
    #expect(session.submit(".script x.alm").isFailure, "there is nothing to write yet")
    _ = session.submit("events by CAST")
    #expect(session.submit(".script x.alm").exitCode == .cannotCreate)
    #expect(journal.files["x.alm"] == "old")
    _ = session.submit(".set overwrite on")
    #expect(!session.submit(".script x.alm").isFailure)
    #expect(journal.files["x.alm"]?.hasSuffix("events by CAST\n.set overwrite on\n") == true)
  }

  @Test("what is saved is there as a name in the next session, and a comment beside it stays")
  func save() throws {
    let journal = Journal()
    journal.files["/saved.alm"] = "# mine\nlet $old = people\nlet $a = events"
    var first = try session(journal: journal)
    #expect(first.submit(".save a").isFailure, "no query yet")
    _ = first.submit("let $c = events by CAST")
    _ = first.submit("$c in Beijing sort when")
    #expect(
      first.submit(".save $a").messages == "saved: let $a = (events by CAST) in Beijing sort when\n"
    )
    #expect(first.submit(".save a-b c").isFailure)
    #expect(first.submit(".save _").isFailure)
    _ = first.submit(".save b")
    let text = "# mine\nlet $old = people\nlet $a = (events by CAST) in Beijing sort when"
    #expect(
      journal.files["/saved.alm"] == text + "\nlet $b = (events by CAST) in Beijing sort when\n")
    var second = try session(journal: journal)
    #expect(second.defineSaved() == nil)
    #expect(second.submit("print count($a), count($old)").output == "2..47 7\n")
    #expect(second.submit(".saved").output.hasPrefix("let $old = people\nlet $a = "))
  }
}

@Suite("draw and export")
struct OutputTests {
  @Test(
    "what can't be drawn or written is said before the query runs",
    arguments: [
      ("events export \"x.xls\"", "error X04", ExitCode.badData),
      ("events export \"folder.csv/x\"", "error X04", .badData),
      ("events export \".csv\"", "error X04", .badData),
      ("events export \"old.csv\"", "error X05: old.csv is there already", .cannotCreate),
      ("(events draw table) count", "error S10", .badData),
      ("let $x = events export \"x.csv\"", "error S10", .badData),
      ("assert exists(events draw table)", "error S10", .badData),
      ("why CAST in events draw table", "error S10", .badData),
    ])
  func refused(line: String, message: String, code: ExitCode) throws {
    let journal = Journal()
    journal.files["old.csv"] = "old"
    var session = try session(journal: journal)
    let reply = session.submit(line)
    #expect(reply.messages.contains(message), "\(reply.messages)")
    #expect(reply.exitCode == code)
    #expect(journal.files == ["old.csv": "old"])
  }

  @Test(
    "export writes what the ending says, every field that has a value unless the query chose",
    arguments: [
      ("x.csv", "show id, days", "id,days\r\nnspd-2023-press,1\r\n"),
      ("x.TSV", "show id, days", "id\tdays\nnspd-2023-press\t1\n"),
      ("x.jsonl", "show id, days", "{\"id\": \"nspd-2023-press\", \"days\": 1}\n"),
      ("x.json", "", "[\n  {\"id\": \"nspd-2023-press\", \"name\": "),
      ("x.csv", "", "id,name,kind,when,place,organizer,"),
      ("x.md", "", "| name "),
    ])
  func export(file: String, stages: String, start: String) throws {
    let journal = Journal()
    var session = try session(journal: journal, isInteractive: true)
    let reply = session.submit("events by CAST in 2023 \(stages) export \"\(file)\"")
    #expect(reply.output.isEmpty)
    #expect(reply.messages.hasPrefix("1 event of 50"), "\(reply.messages)")
    #expect(reply.messages.hasSuffix("wrote 1 row to \(file)\n"))
    #expect(journal.files[file]?.hasPrefix(start) == true, "\(journal.files[file] ?? "")")
  }

  @Test("draw wins over the mode for one query, and both may be asked for")
  func drawing() throws {
    let journal = Journal()
    var session = try session(journal: journal)
    session.settings.format = .json
    #expect(session.submit("events by CAST draw table").output.hasPrefix("name "))
    #expect(session.submit("events by CAST draw cards").output.hasPrefix("name:"))
    #expect(session.submit("events by CAST draw table export \"a.csv\"").output.hasPrefix("name "))
    #expect(session.submit("events by CAST show id").output.hasPrefix("[\n"))
    #expect(journal.files.keys.sorted() == ["a.csv"])
  }

  @Test("a count by two keys is a crosstab when it is drawn as a table")
  func crosstab() throws {
    var session = try session()
    let query = "events in 2023 count by kind, year(starts)"
    #expect(
      session.submit(query + " draw table").output == """
        kind \\ year(starts)  2004  2023
        ───────────────────  ────  ────
        ceremony                      1
        conference                    1
        edition                       1
        launch                        1
        main-event                    1
        press-conference              1
        series                  1

        """)
    #expect(session.submit(query).output.hasPrefix("kind "), "a list without draw")
    session.settings.widthColumns = 24
    let narrow = session.submit(query + " draw table")
    #expect(narrow.messages.contains("2 columns of year(starts) are too many for 24 cells"))
    #expect(narrow.output.contains("count"))
    let shown = "events show kind, mode, days distinct draw table"
    #expect(!session.submit(shown).output.contains("\\"), "three columns alone are no count")
  }
}

@Suite("Scripts from the command line")
struct ScriptRunTests {
  /// A folder with a script that includes another.
  private func folder() throws -> (folder: TemporaryFolder, script: String) {
    let folder = try TemporaryFolder()
    _ = try folder.file(
      "shared.alm", "let $cast = events by CAST\nassert count($cast) >= 2, \"CAST # is there\"\n")
    let script = try folder.file(
      "report.alm",
      """
      include "shared.alm"
      param $year = 2023
      print "year", $year
      assert count(events) = 1, "one event"
      assert count(events where attendance > 1M) >= 1
      $cast in $year count

      """)
    return (folder, script)
  }

  @Test("params are given behind the file; a failed assertion is counted, and the rest runs")
  func run() throws {
    let (folder, script) = try folder()
    let run = try ProgramRun(["run", script, "--year", "2024"])
    #expect(run.exitCode == 1)
    #expect(run.output == "year 2024\ncount\n─────\n    0\n")
    #expect(run.messages.contains("report.alm:4:8: error A01"))
    #expect(run.messages.contains("report.alm:5:8: error A02"))
    let unknown = try ProgramRun(["run", script, "--yaer=2024", "--lang", "zh"])
    #expect(unknown.exitCode == 64 && unknown.output.isEmpty)
    #expect(unknown.messages.contains("did you mean --year?"))
    let typed = try ProgramRun(["run", script, "--year", "soon"])
    #expect(typed.exitCode == 64 && typed.output.isEmpty)
    #expect(typed.messages.contains("report.alm:2:15: error V05"))
    _ = folder
  }

  @Test("--tap prints a test for each assertion, and why one does not hold")
  func tap() throws {
    let (folder, script) = try folder()
    let run = try ProgramRun(["run", "--tap", script])
    #expect(run.exitCode == 1)
    #expect(
      run.output.hasPrefix(
        """
        TAP version 13
        ok 1 - CAST \\# is there
        # year 2023
        not ok 2 - one event
          ---
          message: "assertion is not so"
          severity: "fail"
          code: "A01"
          found: "it is 50"
          at:
            file: "\(script)"
            line: 4
            column: 8
          ...
        not ok 3 - count(events where attendance > 1M) >= 1
          ---
          message: "assertion is maybe, not yes"
          severity: "fail"
          code: "A02"
          found: "0 surely, 50 possibly"
          at:
            file: "\(script)"
            line: 5
            column: 8
          notes:

        """))
    #expect(run.output.hasSuffix("  ...\n# count\n# ─────\n#     1\n1..3\n"), "\(run.output)")
    let stopped = try folder.file("stop.alm", "events by CSAT\nassert exists(events)\n")
    let bail = try ProgramRun(["run", "--tap", stopped])
    #expect(bail.exitCode == 65)
    #expect(bail.output.contains("Bail out! \(stopped):1:11: error N02"))
    let left = try folder.file("quit.alm", ".quit\nassert exists(events), \"some\"\n")
    #expect(
      try ProgramRun(["run", "--tap", left]).output
        == "TAP version 13\nok 1 - some # SKIP the script ended before it\n1..1\n")
    let none = try folder.file("none.alm", "events\n")
    #expect(try ProgramRun(["run", "--tap", none]).output.hasSuffix("1..0 # SKIP no assertions\n"))
  }

  @Test(
    "Perl's prove reads it",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/prove"), "prove is not installed"))
  func prove() throws {
    let (folder, script) = try folder()
    let sound = try folder.file("sound.alm", "print 1\nassert count(events) > 3, \"some # TODO\"\n")
    func prove(_ script: String) throws -> (exitCode: Int32, text: String) {
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/prove")
      process.arguments = ["--exec", "\(try ProgramRun.path) run --tap", "-v", script]
      process.environment = ProgramRun.environment()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
    let passed = try prove(sound)
    #expect(passed.exitCode == 0 && passed.text.contains("Result: PASS"), "\(passed.text)")
    let failed = try prove(script)
    #expect(failed.exitCode == 1)
    #expect(failed.text.contains("Failed 2/3 subtests"), "\(failed.text)")
  }

  @Test("--safe keeps what is asked from files: export, .load, .run, .save and their kin")
  func safe() throws {
    let (folder, script) = try folder()
    let path = folder.path + "/x.csv"
    for line in [
      "events export \"\(path)\"", "include \"\(folder.path)/shared.alm\"",
      ".load \(script)", ".run \(script)", "events limit 1\n.script \(path)",
      "events limit 1\n.save x", ".edit events",
    ] {
      let run = try ProgramRun(["--safe"], input: line, environment: ["HOME": folder.path])
      #expect(run.messages.contains("--safe"), "\(line): \(run.messages)")
      #expect(run.exitCode != 0)
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files == ["report.alm", "shared.alm"])
    #expect(try ProgramRun(["query", "events count", "--safe"]).exitCode == 0)
  }

  @Test("export writes a file beside where the program runs, and never in part")
  func export() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/x.csv"
    let query = ["query", "events by CAST show id export \"\(path)\""]
    let messages = try ProgramRun(query).messages
    #expect(messages.hasSuffix("wrote 2 rows to \(path)\n"))
    // What the hint proposes would only find the file there already.
    #expect(messages.contains("another role: events where org = CAST show id\n"))
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == "id\r\nnspd-2023-press\r\nim-2025\r\n")
    #expect(try ProgramRun(query).exitCode == 73)
    let again = try ProgramRun(
      [], input: ".set overwrite on\nevents limit 1 show id export \"\(path)\"\n")
    #expect(again.exitCode == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "id\r\nnspd\r\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.csv"])
    let nowhere = try ProgramRun(["query", "events export \"\(folder.path)/no/x.csv\""])
    #expect(nowhere.exitCode == 74)
    #expect(nowhere.messages.contains("cannot write"))
  }

  @Test("check looks into params and included files")
  func check() throws {
    let folder = try TemporaryFolder()
    let inner = try folder.file("inner.alm", "let $a = events\nevents by CSAT\n")
    let script = try folder.file(
      "s.alm",
      """
      include "inner.alm"
      param $x = events by WFOE
      $a in $b
      print $a, $x
      include "none.alm"
      events export "x.doc"

      """)
    let run = try ProgramRun(["check", script])
    #expect(run.exitCode == 65)
    let places = run.messages.split(separator: "\n").filter { $0.hasPrefix("/") }.map {
      $0.split(separator: ": ").prefix(2).joined(separator: ": ")
    }
    #expect(
      places == [
        "\(inner):2:11: error N02", "\(script):2:22: error N02", "\(script):3:7: error N05",
        "\(script):5:9: error N09", "\(script):6:15: error X04",
      ], "\(run.messages)")
  }

  @Test("format prints a script in its layout, or writes it back; one with a fault stays")
  func format() throws {
    let folder = try TemporaryFolder()
    let script = try folder.file("s.alm", "param   $a=3 # three\nassert 1=1,\"one\"\nprint $a,4\n")
    let layout = "param $a = 3  # three\nassert 1 = 1, \"one\"\nprint $a, 4\n"
    #expect(try ProgramRun(["format", script]).output == layout)
    #expect(try ProgramRun(["format", "-i", script]).output.isEmpty)
    #expect(try String(contentsOfFile: script, encoding: .utf8) == layout)
    #expect(try ProgramRun(["format", "-"], input: "events  count").output == "events count\n")
    let faulty = try folder.file("f.alm", "events  were x\n")
    let run = try ProgramRun(["format", "--in-place", faulty])
    #expect(run.exitCode == 65 && run.messages.contains("f.alm:1:9: error S22"))
    #expect(try String(contentsOfFile: faulty, encoding: .utf8) == "events  were x\n")
  }

  @Test("values and faults are JSON where rows are")
  func json() throws {
    let printed = try ProgramRun(["query", "print \"a\", count(events), (CAST, WFEO)", "--json"])
    #expect(
      printed.output
        == "[\"a\", 50, [\"China Association for Science and Technology\", \"World Federation of Engineering Organizations\"]]\n"
    )
    let failed = try ProgramRun(["query", "assert count(events) = 3", "--json"])
    #expect(failed.exitCode == 1 && failed.messages.contains("\"code\": \"A01\""))
    let script = try ProgramRun(
      [], input: ".mode json\nassert count(events) = 3\nsources draw tree\n")
    #expect(script.exitCode == 65)
    #expect(script.messages.contains("\"file\": \"standard input\""))
    #expect(script.messages.contains("\"code\": \"X07\""))
    let values = try ProgramRun(["query", "print \"a, b\", 2", "--format", "csv"])
    #expect(values.output == "\"a, b\",2\r\n")
  }
}
