import AlmanacTime
import Testing

@Test("every day of twenty thousand years goes to its number and back")
func daysRoundTrip() throws {
  var number = try #require(Day(year: -9_999, month: 1, day: 1)).number
  var weekday = Day(number: number).weekday
  for year in Day.years {
    for month in 1...12 {
      for day in 1...Day.daysInMonth(year: year, month: month) {
        let found = Day(year: year, month: month, day: day)
        guard found?.number == number, Day(number: number).civil == (year, month, day),
          found?.weekday == weekday
        else {
          Issue.record("\(year)-\(month)-\(day)")
          return
        }
        number += 1
        weekday = weekday % 7 + 1
      }
    }
  }
  #expect(Day(year: 1970, month: 1, day: 1)?.number == 0)
}

@Test(
  "what is no day has no day",
  arguments: [
    (2023, 2, 29), (1900, 2, 29), (2023, 11, 31), (2023, 0, 1), (2023, 13, 1), (2023, 1, 0),
    (10_000, 1, 1), (-10_000, 1, 1), (.max, .max, .max), (.min, .min, .min),
  ])
func noSuchDay(year: Int, month: Int, day: Int) {
  #expect(Day(year: year, month: month, day: day) == nil)
}

@Test(
  "weeks are those of ISO 8601",
  arguments: [
    ((2023, 11, 6), 1, 2023, 45), ((2021, 1, 3), 7, 2020, 53), ((2018, 12, 31), 1, 2019, 1),
    ((1970, 1, 1), 4, 1970, 1), ((2000, 2, 29), 2, 2000, 9),
  ])
func isoWeeks(date: (Int, Int, Int), weekday: Int, year: Int, week: Int) throws {
  let day = try #require(Day(year: date.0, month: date.1, day: date.2))
  #expect(day.weekday == weekday)
  #expect(day.isoWeek == (year, week))
  #expect(Day(isoYear: year, week: week)?.adding(days: weekday - 1) == day)
  #expect(Day(isoYear: 2021, week: 53) == nil)
}

@Test("no arithmetic on days overflows")
func arithmeticSaturates() {
  for day in [
    Day.distantPast, .distantFuture, Day(number: .max), Day(number: .min), Day(number: 0),
  ] {
    for count in [Int.min, -1, 0, 1, .max] {
      _ = day.adding(days: count).adding(months: count).text
      for unit in CalendarUnit.allCases {
        _ = DateRange(unit, containing: day, offset: count).text
        _ = DateRange(last: count, unit, today: day).text
        _ = DateRange(next: count, unit, today: day).text
      }
    }
    _ = (day.isoWeek, day.weekday, day.civil)
  }
  #expect(Day.distantFuture.adding(days: 1) == .distantFuture)
}

@Test(
  "days are written as ISO 8601 writes them",
  arguments: [
    ((2023, 11, 6), "2023-11-06"), ((44, 3, 5), "0044-03-05"), ((-44, 3, 15), "-0044-03-15"),
  ])
func dayTexts(date: (Int, Int, Int), text: String) {
  #expect(Day(year: date.0, month: date.1, day: date.2)?.text == text)
}

@Test(
  "relative dates count from today",
  arguments: [
    (DateRange(.year, containing: today), "2026"),
    (DateRange(.year, containing: today, offset: -1), "2025"),
    (DateRange(.month, containing: today, offset: 2), "2027-01"),
    (DateRange(.quarter, containing: today), "2026-Q4"),
    (DateRange(.quarter, containing: today, offset: 1), "2027-Q1"),
    (DateRange(.week, containing: today), "2026-11-16..2026-11-22"),
    (DateRange(.week, containing: today, offset: -1), "2026-11-09..2026-11-15"),
    (DateRange(.day, containing: today, offset: 1), "2026-11-22"),
    (DateRange(last: 2, .year, today: today), "2024-11-22..2026-11-21"),
    (DateRange(last: 7, .day, today: today), "2026-11-15..2026-11-21"),
    (DateRange(last: 1, .month, today: today), "2026-10-22..2026-11-21"),
    (DateRange(next: 2, .week, today: today), "2026-11-22..2026-12-05"),
    (DateRange(next: 1, .quarter, today: today), "2026-11-22..2027-02-21"),
  ])
func relativeDates(range: DateRange, text: String) {
  #expect(range.text == text)
}

private let today = Day(year: 2026, month: 11, day: 21) ?? .distantPast
