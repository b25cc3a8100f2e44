import AlmanacTime
import Foundation
import Testing

private let oracle = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures/recurrences/rules.tsv")

private let lastDay = Day(year: 2100, month: 12, day: 31) ?? .distantFuture

private func time(_ text: String) throws -> CivilTime { try #require(CivilTime(basic: text)) }

@Test("rules give the times on which libical and python-dateutil agree")
func timesAgree() throws {
  let lines = try String(contentsOf: oracle, encoding: .utf8).split(separator: "\n")
  #expect(lines.count > 800)
  for line in lines {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    let rule = try RecurrenceRule(parts[1])
    let start = try time(parts[0])
    let found = rule.times(from: start, first: start.day, last: lastDay, limit: 20)
    let texts = found.times.map(\.basicText).joined(separator: ",")
    #expect(texts == parts[2], "\(parts[0]) \(parts[1])")
  }
}

@Test("a window of a series holds what the whole series has within it")
func windowsAgree() throws {
  let lines = try String(contentsOf: oracle, encoding: .utf8).split(separator: "\n")
  for (number, line) in lines.enumerated() where number.isMultiple(of: 7) {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    let (rule, start) = (try RecurrenceRule(parts[1]), try time(parts[0]))
    let all = try parts[2].split(separator: ",").map { try time(String($0)) }
    guard all.count > 12 else { continue }
    let (first, last) = (all[8].day, all[11].day)
    let found = rule.times(from: start, first: first, last: last)
    #expect(
      found.times == all.filter { $0.day >= first && $0.day <= last } || all.last!.day == last,
      "\(line)")
  }
}

@Test("a start that its rule does not give is the first time, and counts")
func startOutsideTheRule() throws {
  // 10 March 2026 is a Tuesday.
  let rule = try RecurrenceRule("FREQ=WEEKLY;BYDAY=FR;COUNT=3")
  let start = try time("20260310T090000")
  let found = rule.times(from: start, first: start.day, last: lastDay)
  #expect(
    found.times.map(\.basicText) == ["20260310T090000", "20260313T090000", "20260320T090000"])
}

@Test("a rule without an end, or with a time every second, ends at a limit that is told")
func limits() throws {
  let start = try time("20260101T000000")
  for text in ["FREQ=SECONDLY", "FREQ=MINUTELY;BYHOUR=3", "FREQ=DAILY", "FREQ=HOURLY;COUNT=900000"]
  {
    let found = try RecurrenceRule(text).times(
      from: start, first: start.day, last: .distantFuture, limit: 1_000)
    #expect(found.isCut && found.times.count == 1_000, "\(text)")
  }
  // No February has thirty days: nothing is found, and the search has an end.
  let never = try RecurrenceRule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
  let found = never.times(from: start, first: start.day, last: .distantFuture)
  #expect(found.times == [start])
  let seconds = try RecurrenceRule("FREQ=SECONDLY;BYMONTH=12;BYMONTHDAY=31")
  #expect(seconds.times(from: start, first: start.day, last: .distantFuture).isCut)
}

@Test("a window far from the start costs no more than one near to it")
func farWindows() throws {
  let start = try time("19000101T000000")
  let day = try #require(Day(year: 2026, month: 3, day: 10))
  let found = try RecurrenceRule("FREQ=SECONDLY;INTERVAL=3600").times(
    from: start, first: day, last: day)
  #expect(found.times.count == 24 && !found.isCut)
}

@Test("times are added and taken out of a series")
func sets() throws {
  let set = RecurrenceSet(
    "RRULE:FREQ=WEEKLY;COUNT=4 RDATE:20260312T090000 EXDATE:20260317T090000,20260324")
  let start = try time("20260310T090000")
  let found = set.times(from: start, first: start.day, last: lastDay)
  #expect(found.times.map(\.basicDay) == ["20260310", "20260312", "20260331"])
  #expect(set.text == "weekly, 4 times, 1 date more, 2 left out")
  #expect(RecurrenceSet("nonsense RRULE:FREQ=NEVER EXDATE:x").isEmpty)
}

@Test(
  "a rule is told as people say it",
  arguments: [
    ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630", "weekly on Tuesday until 2026-06-30"),
    ("FREQ=DAILY", "daily"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "every 2 weeks on Monday, Wednesday and Friday"),
    ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=6", "monthly on the last Friday, 6 times"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,-1", "monthly on day 1 and last"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "yearly on the second Sunday in March"),
    ("FREQ=DAILY;BYHOUR=9,13;BYMINUTE=0", "daily at 09:00 and 13:00"),
    ("FREQ=MINUTELY;INTERVAL=15", "every 15 minutes"),
    (
      "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-2",
      "monthly on Monday and Tuesday, of these the second last"
    ),
  ])
func texts(rule: String, text: String) throws {
  #expect(try RecurrenceRule(rule).text == text)
}

@Test(
  "a rule that is none is refused with what would be right",
  arguments: [
    ("BYDAY=MO", "a rule says how often: FREQ=WEEKLY"),
    ("FREQ=OFTEN", "\"OFTEN\" is no frequency"),
    ("FREQ=DAILY;INTERVAL=0", "INTERVAL is a number from 1 to 100000"),
    ("FREQ=DAILY;BYHOUR=24", "BYHOUR is a number from 0 to 23"),
    ("FREQ=DAILY;BYDAY=XX", "BYDAY is a list of days of the week"),
    ("FREQ=DAILY;UNTIL=soon", "UNTIL is a date"),
    ("FREQ=DAILY;COUNT", "\"COUNT\" is no part of a rule"),
    ("FREQ=DAILY;RSCALE=CHINESE", "only the Gregorian calendar is known"),
  ])
func refusals(rule: String, start: String) {
  let error = #expect(throws: RecurrenceError.self) { try RecurrenceRule(rule) }
  #expect(error?.message.hasPrefix(start) == true, "\(error?.message ?? "")")
}
