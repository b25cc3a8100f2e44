import Almanac
import Testing

/// What the built-in corpus says of a misspelt query.
private func fault(_ query: String) throws -> Diagnostic? {
  let context = QueryContext(
    today: try #require(Day(year: 2025, month: 10, day: 5)), languages: ["en"])
  let catalog = Catalog.builtIn().catalog
  do throws(QueryError) {
    _ = try catalog.run(parseStatement(query), text: query, context: context)
    return nil
  } catch {
    return error.diagnostics.first
  }
}

@Suite("Fixes")
struct FixTests {
  @Test(
    "every fix that an error proposes runs",
    arguments: [
      "evnts", "events by Beijing", "events where theme = science literacy", "show events",
      "events in Novemver 2023", "hello world", "list events", "find events in China",
      "events where a && b", "events summarise count", "events having count > 1",
      "events in last 2 fortnights", "events where theme = science litercy", "events; people",
      "let $a = 1; events", "events limit -1", "events limit ten", "events organised by CAST",
      "events where organizer = any (CAST, WFEO sort when", "events where 50 < countries < 90",
      "events in 20231106", "events group by theme", "events sort by wehn", "events by 中国科携",
      "events count by kind where organizer = CAST", "events about \"Open Cooperation\"",
    ])
  func run(query: String) throws {
    let diagnostic = try #require(try fault(query), "\(query) is wrong")
    for fix in diagnostic.fixes {
      #expect(try fault(fix.statement) == nil, "\(query) → \(fix.statement)")
    }
  }

  @Test(
    "two faults in one place are mended by one fix",
    arguments: [
      ("events where theme = science litercy", "events where theme = \"Science literacy\""),
      ("events in Shougang Prak", "events in \"Shougang Park\""),
    ])
  func twoFaults(query: String, fix: String) throws {
    let diagnostic = try #require(try fault(query))
    #expect(diagnostic.id == "S05")
    #expect(diagnostic.fixes.map(\.statement) == [fix])
    #expect(diagnostic.notes.contains { $0.hasPrefix("close: ") })
  }

  @Test("a mode that no event of the data has is no misspelt word")
  func modes() throws {
    #expect(try fault("events where mode = online") == nil)
    #expect(
      try fault("events where mode = onlin")?.fixes.first?.statement
        == "events where mode = online")
  }

  @Test(
    "a field that goes by another name elsewhere, or belongs to what a field names, is found",
    arguments: [
      ("events show title", "events show name"), ("events sort date", "events sort when"),
      ("events count by city", "events count by place"),
      ("events count by country", "events count by place.country"),
      ("people show name, acronym", "people show name, organization.acronym"),
    ])
  func otherNames(query: String, fix: String) throws {
    #expect(try fault(query)?.fixes.map(\.statement) == [fix])
  }

  @Test("a fix for several lines stands on one, without their comments")
  func lines() throws {
    let diagnostic = try fault("events\n  by CSAT # the one\n  show name")
    #expect(diagnostic?.fixes.map(\.statement) == ["events by CAST show name"])
  }
}
