import Almanac
import Testing

private let calendar = """
  BEGIN:VCALENDAR
  BEGIN:VEVENT
  UID:club
  SUMMARY:Data club
  ORGANIZER;CN=Open Lyon:mailto:a@b.c
  LOCATION:Lyon
  DTSTART;VALUE=DATE:20260303
  DTEND;VALUE=DATE:20260305
  RRULE:FREQ=WEEKLY;COUNT=6
  EXDATE;VALUE=DATE:20260324
  END:VEVENT
  BEGIN:VEVENT
  UID:club
  RECURRENCE-ID;VALUE=DATE:20260317
  SUMMARY:Data club, moved
  DTSTART;VALUE=DATE:20260319
  END:VEVENT
  BEGIN:VEVENT
  UID:daily
  SUMMARY:Stand-up
  DTSTART:20260310T090000
  DTEND:20260310T091500
  RRULE:FREQ=DAILY
  END:VEVENT
  BEGIN:VEVENT
  UID:once
  SUMMARY:Once
  DTSTART;VALUE=DATE:20260311
  END:VEVENT
  END:VCALENDAR
  """

private func answer(_ text: String) throws -> Answer {
  let (catalog, report) = try Catalog.load(
    [(name: "c.ics", bytes: Array(calendar.utf8))], includingCorpus: false)
  #expect(report.faults.isEmpty)
  let day = try #require(Day(year: 2026, month: 3, day: 10))
  return try catalog.answer(text, context: QueryContext(today: day, languages: ["en"]))
}

/// The ids of the rows, each `| `-separated cell by cell where there are several columns.
private func rows(_ text: String) throws -> [String] {
  let answer = try answer(text)
  return (0..<answer.rowCount).map { row in
    answer.entity(row: row).map { answer.store[.event].ids[$0.row] } ?? ""
  }
}

@Suite("Series")
struct SeriesTests {
  @Test("a query that asks for no time lists a series once")
  func once() throws {
    #expect(try rows("events") == ["club", "daily", "once", "club/20260317"])
    #expect(try rows("events where repeats = \"weekly, 6 times, 1 left out\"") == ["club"])
    #expect(try rows("events where not during 2026-03") == [])
    #expect(try rows("events where during 2026-03 or place = Lyon").count == 4)
  }

  @Test(
    "a query that asks for a time lists the dates within it",
    arguments: [
      (
        "events where during 2026-03-09..2026-03-11",
        [
          "daily/20260310", "club/20260310", "daily/20260311", "once",
        ]
      ),
      // One that began the day before, and the one that was moved.
      ("events where place = Lyon and overlaps 2026-03-11", ["club/20260310"]),
      (
        "events where name contains \"club\" and overlaps 2026-03",
        [
          "club/20260303", "club/20260310", "club/20260317", "club/20260331",
        ]
      ),
      ("events where starts = 2027-01-01", ["daily/20270101"]),
      ("events by \"Open Lyon\" during 2026-04", ["club/20260407"]),
      ("\"Open Lyon\".events where during 2026-03-01..2026-03-05", ["club/20260303"]),
      ("events where series = \"Data club\" and during 2026-04", ["club/20260407"]),
      (
        "events where during 2026-03-10 or during 2026-03-11",
        [
          "daily/20260310", "daily/20260311", "once",
        ]
      ),
      ("events where possibly during 2026-03-12", ["daily/20260312"]),
      (
        "events where year(starts) = 2026 and place = Lyon",
        [
          "club/20260303", "club/20260310", "club/20260331", "club/20260407",
        ]
      ),
      ("events where year(starts) in (2027, 2028) and starts < 2027-01-02", ["daily/20270101"]),
      ("@event:\"daily/20280229\"", ["daily/20280229"]),
    ])
  func windows(query: String, ids: [String]) throws {
    #expect(try Set(rows(query)) == Set(ids), "\(query)")
  }

  @Test("what is counted is what is listed")
  func counts() throws {
    let grouped = try answer("events where during 2026-04 count by name")
    var counts: [String] = []
    for row in 0..<grouped.rowCount {
      counts.append(text(of: grouped.value(row: row, column: 1)))
    }
    #expect(counts == ["1", "30"] || counts == ["30", "1"])
    #expect(try answer("organizations where events during 2026-04").rowCount == 1)
    #expect(try answer("organizations where events during 2026-05").rowCount == 0)
  }

  @Test("a date has what its series has, and its own time")
  func fields() throws {
    let card = try answer("events where starts = 2026-04-07 and place = Lyon show when, organizer")
    #expect(text(of: card.value(row: 0, column: 0)) == "2026-04-07/2026-04-08")
    #expect(text(of: card.value(row: 0, column: 1)) == "Open Lyon")
    let daily = try answer("events where starts = 2026-04-08 show when, repeats, series")
    #expect(text(of: daily.value(row: 0, column: 0)) == "2026-04-08T09:00/2026-04-08T09:15")
    #expect(text(of: daily.value(row: 0, column: 2)) == "Stand-up")
  }

  @Test("a series without an end, asked for without an end, stops at a limit that is told")
  func limits() throws {
    let open = try answer("events where starts > 2026-04-30")
    #expect(open.rowCount == 1_000)
    #expect(open.footer.remarks == ["a series has more dates than are listed"])
    let closed = try answer("events where during 2026-05")
    #expect(closed.rowCount == 31 && closed.footer.remarks.isEmpty)
    // The two series are in no answer, and of no total.
    #expect(closed.footer.total == 33)
  }

  @Test("dates are found by print, assert and why as by a query")
  func statements() throws {
    let (catalog, _) = try Catalog.load(
      [(name: "c.ics", bytes: Array(calendar.utf8))], includingCorpus: false)
    let context = QueryContext(today: Day(number: 20_522), languages: ["en"])
    for text in [
      "assert count(events where during 2026-04) = 31",
      "why @event:\"daily/20260401\" in events where during 2026-04",
      "explain events where during 2026-04", "describe @event:\"club/20260407\"",
    ] {
      _ = try catalog.run(parseStatement(text), text: text, context: context)
    }
  }
}
