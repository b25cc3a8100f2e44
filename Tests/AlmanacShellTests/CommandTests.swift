import Almanac
import Testing

@testable import AlmanacShell

@Suite("Dot-commands")
struct CommandTests {
  @Test("a misspelt one is answered with the nearest")
  func misspelt() {
    var session = fakeSession()
    let reply = session.submit(".hlep where")
    #expect(reply.messages.contains(".hlep"))
    #expect(reply.messages.contains("close: .help where"))
    #expect(reply.suggestion == ".help where")
    #expect(session.submit(".fix").output.contains("where"), "and .fix takes it")
    #expect(session.submit(".xyzzyx").messages.contains(".help commands"))
  }

  @Test("every one of the table has help of its own and stands in the list of all")
  func help() {
    var session = fakeSession()
    let all = session.submit(".help commands").output
    for command in Command.table {
      #expect(all.contains(".\(command.name)"))
      #expect(session.submit(".help .\(command.name)").output.hasPrefix(".\(command.name)"))
    }
  }

  @Test("an argument too many or too few is said before anything runs")
  func arguments() {
    var session = fakeSession()
    #expect(session.submit(".quit now").messages.contains("takes nothing"))
    #expect(session.submit(".load").messages.contains("needs a FILE"))
    #expect(!session.submit(".quit now").isFinished)
    #expect(session.submit(".quit").isFinished)
  }

  @Test(
    "each setting is a name of .set and a command of its own",
    arguments: [
      ("mode", "json"), ("limit", "7"), ("lang", "zh-Hans"), ("timer", "off"), ("hints", "off"),
      ("errors", "short"), ("width", "60"), ("color", "never"), ("pager", "off"),
      ("theme", "dark"), ("bars", "off"),
    ])
  func settings(name: String, value: String) {
    var session = fakeSession()
    #expect(session.submit(".\(name)").output != "\(name) \(value)\n")
    _ = session.submit(".\(name) \(value)")
    #expect(session.submit(".\(name)").output == "\(name) \(value)\n")
    var other = fakeSession()
    _ = other.submit(".set \(name) \(value)")
    #expect(other.settings == session.settings)
    #expect(other.context.languages == session.context.languages)
    let refused = other.submit(".\(name) !")
    #expect(refused.messages.contains("it takes"))
    #expect(other.settings == session.settings)
  }

  @Test("a misspelt setting or value is answered with the nearest")
  func misspeltSetting() {
    var session = fakeSession()
    #expect(session.submit(".set tmer off").messages.contains("close: .set timer off"))
    #expect(session.submit(".mode jsn").messages.contains("close: .mode json"))
  }

  @Test(".load adds to what is loaded, and a file that is not there changes nothing")
  func load() {
    let journal = Journal()
    var session = fakeSession(journal: journal)
    #expect(session.submit(".load \"my file.csv\"").messages.contains("now"))
    #expect(session.submit(".load missing.csv").exitCode == .noInput)
    _ = session.submit(".load more.csv")
    #expect(journal.loaded.last?.files == ["my file.csv", "more.csv"])
    #expect(session.submit(".sources").output.contains("my file.csv"))
  }

  @Test(".run runs a script whole or, when its syntax is at fault, not at all")
  func run() {
    let journal = Journal()
    var session = fakeSession(
      journal: journal,
      files: [
        "good.alm": ".mode csv\nevents\n  in China\n\norganizations\n",
        "bad.alm": "events\nevents where (\n",
        "worse.alm": "events\n.hlep\n",
        "loop.alm": ".run loop.alm\n",
      ])
    #expect(!session.submit(".run good.alm").isFailure)
    #expect(journal.asked == ["events\n  in China", "organizations"])
    #expect(session.settings.format == .csv)
    _ = session.submit(".mode table")
    let bad = session.submit(".run bad.alm")
    #expect(bad.exitCode == .badData)
    #expect(bad.messages.contains("bad.alm"))
    let worse = session.submit(".run worse.alm")
    #expect(worse.messages.contains("worse.alm:2:1") && worse.messages.contains(".help"))
    #expect(journal.asked.count == 2, "nothing of either ran")
    #expect(session.submit(".run loop.alm").messages.contains("deep"))
    #expect(session.submit(".run none.alm").exitCode == .noInput)
  }

  @Test("a failed assertion only counts, any other failure stops the script")
  func assertions() {
    let journal = Journal()
    var session = fakeSession(
      journal: journal, isInteractive: false,
      files: ["s.alm": "assert count(events) > 1\nevents\nevents by CSAT\nthemes\n"]
    ) {
      $0.contains("assert") ? .failedAssertion : $0.contains("CSAT") ? .fault(fix: nil) : .rows(1)
    }
    let reply = session.submit(".run s.alm")
    #expect(journal.asked.last == "events by CSAT")
    #expect(reply.exitCode == .badData)
    #expect(reply.messages.contains("s.alm"), "an error of a script has its place")
  }

  @Test(".history shows the newest last, or those with a text in them")
  func history() {
    var session = fakeSession()
    #expect(
      session.submit(".history").output == "events by WFEO\nevents by CAST\nevents in China\n")
    #expect(session.submit(".history cast").output == "events by CAST\n")
    #expect(session.submit(".history 中国").output.isEmpty)
  }

  @Test("the queries of the first screen have answers, whatever is loaded")
  func firstQueries() throws {
    let corpus = try Loading(DataChoice())
    var session = fakeSession()
    session.surroundings.run = Surroundings.process.run
    session.loading = corpus
    for includesCorpus in [true, false] {
      session.loading.choice.includesCorpus = includesCorpus
      let queries = FirstScreen(session.loading, session.display).queries
      #expect(queries.count == 3)
      for query in queries { #expect(session.submit(query).rowCount ?? 0 > 0, "\(query)") }
    }
    session.display.widthColumns = 60
    let lines = FirstScreen(corpus, session.display).text.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].count <= 60)
  }

  @Test(".nouns lists every noun with its fields")
  func nouns() {
    var session = fakeSession()
    _ = session.submit(".mode csv")
    let output = session.submit(".nouns").output
    for noun in Noun.allCases { #expect(output.contains(noun.plural)) }
    #expect(output.contains("organizer"))
  }

  @Test("a name alone shows a card with everything that refers to the thing, and how to list it")
  func card() throws {
    var session = try documentedSession(widthColumns: 100)
    let card = session.submit("CAST").output
    for line in [
      "  2  events where organizer = @org:cast", "  3  events where host = @org:cast",
      "  1  events where announcer = @org:cast", "  1  organizations where parent = @org:cast",
      "  3  claims where subject = @org:cast",
    ] { #expect(card.contains(line + "\n"), "\(line)") }
    // What it says is what `describe` says, and each query finds as many as it says.
    let told = card.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.contains(" where ") }
    for line in told {
      let words = line.split(separator: " ", maxSplits: 1)
      let query = words[1].drop { $0 == " " }
      #expect(session.submit(String(query)).rowCount == Int(words[0]), "\(query)")
    }
    #expect(told.count >= 5)
    _ = session.submit(".mode json")
    #expect(!session.submit("CAST").output.contains("what refers to it"))
  }

  @Test(".nouns lists counts and fields for readers too")
  func nounsOfCorpus() throws {
    var session = try documentedSession(widthColumns: 80)
    let output = session.submit(".nouns").output
    #expect(output.contains("50 events") && output.contains("85 claims"))
    #expect(output.contains("attendance"))
    for line in output.split(separator: "\n") { #expect(displayWidth(line) <= 80) }
  }

  @Test(
    "TAB completes names, settings, values, topics and nothing else",
    arguments: [
      (".he", [".help"]), (".set ti", ["timer"]), (".set timer o", ["on", "off"]),
      (".mode js", ["json", "jsonl", "jsonld"]),
      (".help wher", ["where"]), (".quit ", []), (".nope x", []),
    ])
  func completion(line: String, expected: [String]) {
    let completion = fakeSession().complete(line, at: line.utf8.count)
    #expect(completion.candidates.map(\.insert) == expected)
    #expect(completion.range.upperBound == line.utf8.count)
  }
}
