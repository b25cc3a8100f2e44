import Almanac
import Testing

@testable import AlmanacShell

@Suite("Statements that are no queries")
struct StatementTests {
  /// A session over the corpus, on 2026-11-21.
  private func session() throws -> Session {
    var settings = Settings()
    settings.showsTime = false
    settings.showsHints = false
    let context = QueryContext(
      today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
    return Session(loading: try Loading(DataChoice()), context: context, settings: settings)
  }

  @Test("a name stands for a query, a value, or what uses another name")
  func names() throws {
    var session = try session()
    _ = session.submit("let $cast = events by CAST")
    _ = session.submit("let $here = $cast in Beijing")
    _ = session.submit("let $year = 2023")
    #expect(session.submit("$here count").output == "count\n─────\n    2\n")
    #expect(session.submit("$here in $year count").output == "count\n─────\n    1\n")
    #expect(
      session.submit(".lets").output == """
        let $cast = events by CAST
        let $here = (events by CAST) in Beijing
        let $year = 2023

        """)
    _ = session.submit("let $year = 2025")
    #expect(session.submit("$here in $year show id").output.contains("im-2025"))
  }

  @Test("a line that goes on with a let defines it anew")
  func refining() throws {
    var session = try session()
    _ = session.submit("let $cast = events by CAST")
    _ = session.submit("in 2025")
    #expect(session.submit("print count($cast)").output == "1..42\n")
  }

  @Test("a name that is not defined, and a query that can't be answered, define nothing")
  func faults() throws {
    var session = try session()
    _ = session.submit("let $year = 2023")
    let reply = session.submit("events in $yaer")
    #expect(reply.messages.contains("error N05: $yaer is not defined"))
    #expect(reply.messages.contains("^^^^^ defined here: $year"))
    #expect(reply.suggestion == "events in $year")
    #expect(session.submit("let $x = events by CSAT").messages.contains("error N02"))
    #expect(session.submit("$x").messages.contains("error N05"))
  }

  @Test("print joins values with spaces, counts as far as they are known")
  func print() throws {
    var session = try session()
    let reply = session.submit(
      "print \"in Chongqing:\", count(events in Chongqing), sum(events.countries), 12")
    #expect(reply.output == "in Chongqing: 3..43 <~100 12\n")
    #expect(session.submit("print organizer").messages.contains("error T03"))
  }

  @Test(
    "an assertion must be yes; no and maybe are told apart, and neither stops a script",
    arguments: [
      ("assert count(events by CAST) >= 2, \"two\"", ExitCode.done, ""),
      ("assert possibly not exists(events where ends < starts)", .done, ""),
      ("assert not exists(events in 2030 and by WFEO)", .badData, "error S09"),
      ("assert count(events) = 51", .nothingFound, "error A01: assertion is not so"),
      (
        "assert count(events where attendance > 1M) >= 1, \"a big one\"", .nothingFound,
        "^ 0 surely, 50 possibly\n  says:  a big one\n"
      ),
      ("assert exists(events where attendance > 1M)", .nothingFound, "error A02"),
      ("assert CAST", .badData, "error S04"),
    ])
  func assertions(text: String, code: ExitCode, message: String) throws {
    var session = try session()
    let reply = session.submit(text)
    #expect(reply.exitCode == code, "\(reply.messages)")
    #expect(reply.messages.contains(message), "\(reply.messages)")
  }

  @Test("a question without `in` is about the query before it, whatever was said in between")
  func lastQuery() throws {
    var session = try session()
    #expect(session.submit("why not CAST").messages.contains("error S01"))
    _ = session.submit("let $there = events in Chongqing")
    _ = session.submit("$there sort name")
    _ = session.submit("print 1")
    _ = session.submit("describe CAST")
    let reply = session.submit("why not \"International Month 2025\"")
    #expect(reply.output.contains("is no row of: events in Chongqing sort name\n"))
    #expect(reply.suggestion == "events where possibly in Chongqing sort name")
    #expect(session.submit("why @event:brst-2023").output.contains("is a row of: events in Chong"))
    _ = session.submit("explain organizations in China")
    #expect(session.submit("why CAST").output.contains("is a row of: organizations in China"))
  }

  @Test("a question about a thing that a name stands for is about that thing")
  func variableThing() throws {
    var session = try session()
    _ = session.submit("let $month = @event:im-2025")
    _ = session.submit("events during 2025-10")
    for name in ["$month", "$1"] {
      #expect(session.submit("why \(name)").output.hasPrefix("The International Month 2025"))
      #expect(session.submit("why \(name).when").output.contains("2025-10"))
      #expect(session.submit("why \(name).part_of").output.contains("none"))
    }
  }

  @Test("explanations obey the format, and a line more goes on with them")
  func explanations() throws {
    var session = try session()
    #expect(session.submit("explain events by CAST").output.hasPrefix("query    events by CAST\n"))
    #expect(session.submit("in 2025").output.hasPrefix("query    events by CAST in 2025\n"))
    session.settings.format = .json
    #expect(session.submit("describe events").output.hasPrefix("[\n  {\"field\": \"name\""))
    #expect(session.submit("why CAST.country").output.hasPrefix("{\n  \"thing\": {"))
  }

  @Test("an answer without rows says why in at most three lines, and each kind three times")
  func nothing() throws {
    var session = try session()
    session.settings.showsHints = true
    func hints() -> [Substring] {
      session.submit("events by CAST where kind = forum in 2023").messages
        .split(separator: "\n").filter { $0.hasPrefix("hint") }.map { $0.prefix(7) }
    }
    for _ in 0..<3 { #expect(hints() == ["hint H3", "hint H5", "hint H6"]) }
    #expect(hints().isEmpty)
  }

  @Test("names stand for what they were when they were used")
  func substitution() throws {
    var substitution = Substitution([
      "cast": try #require(query("events by CAST limit 3")), "n": try #require(query("2")),
    ])
    let statement = try #require(
      parseStatement("$cast where days > $n or place in $where sort name limit $n").statement)
    let settled = substitution.statement(statement)
    #expect(
      format(settled)
        == "(events by CAST limit 3) where days > 2 or place in $where sort name limit 2")
    #expect(substitution.unknown.map(\.text) == ["where"])
  }

  private func query(_ text: String) -> Query? {
    guard case .query(let query, _, _)? = parseStatement(text).statement?.kind else { return nil }
    return query
  }
}

@Test("one call answers several statements, the first that fails ends it")
func severalStatements() throws {
  let run = try ProgramRun(["query", "let $c = events by CAST; $c count; print \"end\""])
  #expect(run.exitCode == 0)
  #expect(run.output == "count\n─────\n    2\nend\n")
  let failed = try ProgramRun(["query", "let $c = events by CSAT; $c count"])
  #expect(failed.exitCode == 65)
  #expect(failed.output.isEmpty)
}
