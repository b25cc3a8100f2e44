import AlmanacTime
import TestSupport
import Testing

/// `2021-12-01..2021-12-31` of bounds, one day alone when they are exact.
private func text(_ bounds: DayBounds) -> String {
  bounds.isExact ? bounds.earliest.text : bounds.earliest.text + " " + bounds.latest.text
}

@Test(
  "a date of data has the bounds of its start and its end",
  arguments: [
    ("2023-11-06", "2023-11-06", "2023-11-06"),
    ("2021-12", "2021-12-01 2021-12-31", "2021-12-01 2021-12-31"),
    ("2021", "2021-01-01 2021-12-31", "2021-01-01 2021-12-31"),
    ("2023-11-06/2023-11-07", "2023-11-06", "2023-11-07"),
    ("2004-06/2004-06-11", "2004-06-01 2004-06-11", "2004-06-11"),
    ("/2021-12-03", ".. 2021-12-03", "2021-12-03"),
    ("2004/", "2004-01-01 2004-12-31", "2004-01-01 .."),
    ("2004/..", "2004-01-01 2004-12-31", ".."),
    ("../2004-02", "..", "2004-02-01 2004-02-29"),
    ("XXXX-11-06/XXXX-11-07", ".. ..", ".. .."),
    ("201X", "2010-01-01 2019-12-31", "2010-01-01 2019-12-31"),
    ("2004-XX", "2004-01-01 2004-12-31", "2004-01-01 2004-12-31"),
    ("156X-12-25", "1560-12-25 1569-12-25", "1560-12-25 1569-12-25"),
    ("1560-XX-31", "1560-01-31 1560-12-31", "1560-01-31 1560-12-31"),
    ("200X-02-29", "2000-02-29 2008-02-29", "2000-02-29 2008-02-29"),
    ("-20XX", "-2099-01-01 -2000-12-31", "-2099-01-01 -2000-12-31"),
    ("2021-12~", "2021-11-01 2022-01-31", "2021-11-01 2022-01-31"),
    ("2021-02-28~", "2021-02-27 2021-03-01", "2021-02-27 2021-03-01"),
    ("2021~", "2020-01-01 2022-12-31", "2020-01-01 2022-12-31"),
    ("201X~", "2000-01-01 2029-12-31", "2000-01-01 2029-12-31"),
    ("2004-06~-11", "2004-05-11 2004-07-11", "2004-05-11 2004-07-11"),
    ("2004~-02-29", "2003-02-28 2005-02-28", "2003-02-28 2005-02-28"),
    ("2001-21", "2001-03-01 2001-05-31", "2001-03-01 2001-05-31"),
    ("2001-24", "2001-12-01 2002-02-28", "2001-12-01 2002-02-28"),
    ("2001-30", "2001-12-01 2002-02-28", "2001-12-01 2002-02-28"),
    ("2001-34", "2001-04-01 2001-06-30", "2001-04-01 2001-06-30"),
    ("2001-39", "2001-09-01 2001-12-31", "2001-09-01 2001-12-31"),
    ("2001-41", "2001-07-01 2001-12-31", "2001-07-01 2001-12-31"),
    ("[1667,1668,1670..1672]", "1667-01-01 1672-12-31", "1667-01-01 1672-12-31"),
    ("[..1984]", ".. 1984-12-31", ".. 1984-12-31"),
    ("0000-01", "0000-01-01 0000-01-31", "0000-01-01 0000-01-31"),
  ])
func dateBounds(date: String, starts: String, ends: String) throws {
  let value = try readDate(date)
  #expect(text(value.starts) == starts)
  #expect(text(value.ends) == ends)
  #expect(value.text == date)
  #expect(!value.isGuess)
}

@Test("times are kept to the minute as written, and offsets never shift the day")
func times() throws {
  let zoned = try readDate("2025-10-05T23:05:30+08:00")
  #expect(zoned.startMinute == 1_385)
  #expect(zoned.endMinute == 1_385)
  #expect(zoned.starts.earliest.text == "2025-10-05")
  let period = try readDate("2025-10-05T09:00/2025-10-05T10:30Z")
  #expect(period.startMinute == 540)
  #expect(period.endMinute == 630)
  #expect(throws: DateError.self) { try readDate("2025-10-05T09:00/2025-10-05T08:30") }
}

@Test(
  "question marks make a guess",
  arguments: [
    "2004?", "2004%", "?2004-06", "2004-?06-11", "2004-06-%11", "2003/2004?", "[2001?,2003]",
  ])
func guesses(date: String) throws {
  #expect(try readDate(date).isGuess)
}

@Test(
  "what is no date is refused at its place with what would be right",
  arguments: [
    ("2023-11-31", 8, "November has 30 days"),
    ("2023-02-29", 8, "February 2023 has 28 days"),
    ("2024-02-30", 8, "February has 29 days"),
    ("2023-13", 5, "months go from 01 to 12 (21 to 41 are seasons, quarters and halves)"),
    ("2023-11-00", 8, "days of a month begin at 01"),
    ("20231106", 0, "hyphens part year, month and day: 2023-11-06"),
    ("2023-11-06 14:00", 10, "a T stands between day and time: 2023-11-06T14:00"),
    ("2023-11-06T24:00", 11, "hours go from 00 to 23"),
    ("2023-11-06/2023-11-05", 11, "the period ends before it starts; the earlier date comes first"),
    ("2021..2023", 4, "in data a slash stands between start and end: 2021/2023, 2021/.."),
    ("6.11.2023", 0, "a year has four digits: 2023, 0987, 201X"),
    ("2023.11.06", 4, "hyphens part year, month and day: 2023-11-06"),
    ("Y170000002", 0, "years go from -9999 to 9999, with four digits and no Y"),
    ("1950S2", 4, "significant digits are not read; write the bounds: [1900..1999]"),
    ("-0000", 0, "the year 0000 has no sign"),
    ("", 0, "a date is missing here; write one such as 2023-11-06"),
    (" 2023", 0, "no space belongs in a date; a year of four digits comes here"),
    ("2023-1", 5, "a month has two digits: 07"),
    ("/", 0, "one side of a period needs a date: 2023-11-06/"),
    ("2023?~", 5, "% says both ? and ~"),
    ("2001-21-01", 7, "a season has no days; the date ends after it"),
  ])
func refusals(date: String, offset: Int, message: String) {
  let error = #expect(throws: DateError.self) { try readDate(date) }
  #expect(error?.offset == offset)
  #expect(error?.message == message)
}

@Test(
  "bounds are written as they would be read",
  arguments: [
    ("2023-11-06", "2023-11-06"), ("2021-12", "2021-12"), ("2021", "2021"), ("201X", "201X"),
    ("20XX", "20XX"), ("2004-XX", "2004"), ("2001-21", "[2001-03-01..2001-05-31]"),
    ("2021-12~", "[2021-11-01..2022-01-31]"), ("2004-06/2004-06-11", "2004-06/2004-06-11"),
    ("/2021-12-03", "/2021-12-03"), ("2004/..", "2004/.."), ("2004/", "2004/"),
    ("../2004-02", "../2004-02"), ("2023?", "2023?"), ("[..1984]", "[..1984-12-31]"),
    ("2025-10-05T09:00Z", "2025-10-05T09:00"), ("-0044-03", "-0044-03"),
    ("2025-10-05T09:00/2025-10-06T17:30", "2025-10-05T09:00/2025-10-06T17:30"),
    ("-20XX", "[-2099-01-01..-2000-12-31]"), ("1984?/2004", "1984?/2004?"),
  ])
func canonicalTexts(date: String, text: String) throws {
  let value = try readDate(date)
  #expect(value.canonicalText == text)
  let again = try readDate(value.canonicalText)
  #expect(again.starts == value.starts)
  #expect(again.ends == value.ends)
  #expect(again.isGuess == value.isGuess)
}

@Test("nothing known is written as an unknown year")
func unknownText() throws {
  let value = try readDate("XXXX-11-06/XXXX-11-07")
  #expect(try readDate(value.canonicalText).starts == .unknown)
}

@Test(
  "a date of a query covers its whole period",
  arguments: [
    ("2023", "2023"), ("2023-11", "2023-11"), ("2023-11-06", "2023-11-06"), ("2023-Q4", "2023-Q4"),
    ("2023-W45", "2023-11-06..2023-11-12"), ("202X", "2020..2029"), ("20XX", "2000..2099"),
    ("2023-XX", "2023"), ("2021..2023", "2021..2023"), ("2021/2023-06", "2021-01..2023-06"),
    ("2021..", "2021.."), ("..2020", "..2020"), ("2023-11-06T14:00", "2023-11-06T14:00"),
    ("2023-11-06T14:00..2023-11-07", "2023-11-06T14:00..2023-11-07"),
  ])
func queryDates(literal: String, text: String) throws {
  let range = try readDateRange(literal)
  #expect(range.text == text)
  #expect(try readDateRange(range.text) == range)
}

@Test(
  "a query is never vague",
  arguments: [
    ("2023~", DateError.Reason.vague), ("?2023", .vague), ("XXXX", .vague), ("2X23", .vague),
    ("2023-1X", .vague), ("2023-21", .vague), ("2023-Q5", .nonexistent), ("2021-W53", .nonexistent),
    ("2023..2021", .reversed), ("..", .malformed), ("2023-W4", .malformed),
  ])
func queryRefusals(literal: String, reason: DateError.Reason) {
  let error = #expect(throws: DateError.self) { try readDateRange(literal) }
  #expect(error?.reason == reason)
}

@Test("mutated dates are read or refused, never a trap", arguments: 0..<32 as Range<UInt64>)
func mutatedDates(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  let alphabet = Array("0123456789X-/.?~%TZ:+[]{},QWYSE \u{1F}é".utf8)
  let models = [
    "2023-11-06/2023-11-07", "[1667,1670..1672]", "2004-?06-~11T10:10+08:00", "1X9X-0X-3X",
  ]
  for _ in 0..<500 {
    var bytes = Array((models.randomElement(using: &random) ?? "").utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let byte = alphabet.randomElement(using: &random) ?? 0
      if Bool.random(using: &random) || place == bytes.count {
        bytes.insert(byte, at: place)
      } else {
        bytes[place] = byte
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let value = try? readDate(text) {
      #expect(value.starts.earliest <= value.starts.latest)
      #expect(value.ends.earliest <= value.ends.latest)
      #expect(value.starts.earliest <= value.ends.earliest)
      #expect(value.starts.latest <= value.ends.latest)
      #expect(throws: Never.self, "\(text)") { try readDate(value.canonicalText) }
    }
    if let range = try? readDateRange(text) { #expect(range.firstByMinute <= range.lastByMinute) }
  }
}
