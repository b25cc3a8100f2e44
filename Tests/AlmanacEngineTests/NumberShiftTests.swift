import Almanac
import Testing

/// A piece of a Chinese sentence that holds numerals.
///
/// The translator of document 004 took the numerals out of each paragraph, translated, and put them
/// back from left to right. A month is a numeral in Chinese and a word in English, so a date has
/// one gap fewer than numerals, and what follows moves up by one.
private enum Piece {
  /// `9月7日`: two numerals; `September _`: one gap.
  case day(month: String, day: String)
  /// `9月16日至24日`: three numerals; `September _ to _`: two gaps.
  case days(month: String, first: String, last: String)
  /// A numeral for which English has one gap too.
  case number(String)

  var numerals: [String] {
    switch self {
    case .day(let month, let day): [month, day]
    case .days(let month, let first, let last): [month, first, last]
    case .number(let number): [number]
    }
  }

  var gapCount: Int {
    switch self {
    case .day, .number: 1
    case .days: 2
    }
  }
}

/// From the numerals of a Chinese sentence to those that the English one prints, gap by gap.
private func shifted(_ pieces: [Piece]) -> [String] {
  Array(pieces.flatMap(\.numerals).prefix(pieces.reduce(0) { $0 + $1.gapCount }))
}

/// A row of numerals as it must have been, and as document 004 prints it.
private struct ShiftedRow: Sendable, CustomTestStringConvertible {
  var line: Int
  var pieces: [Piece]
  var printed: [String]

  var testDescription: String { "004:\(line) \(printed)" }
}

private let rows = [
  ShiftedRow(
    line: 1,
    pieces: [.day(month: "9", day: "7"), .day(month: "9", day: "7"), .number("2023")],
    printed: ["9", "7", "9"]),
  ShiftedRow(
    line: 5, pieces: [.day(month: "9", day: "7"), .number("2023")], printed: ["9", "7"]),
  ShiftedRow(
    line: 9,
    pieces: [
      .number("2023"), .days(month: "9", first: "16", last: "24"), .number("104"), .number("360"),
      .number("20"),
    ],
    printed: ["2023", "9", "16", "24", "104", "360"]),
  // No date and no shift: the English sentence has the count before the year.
  ShiftedRow(
    line: 13,
    pieces: [.number("2004"), .number("19"), .number("2022"), .number("7,4"), .number("3")],
    printed: ["2004", "19", "2022", "7,4", "3"]),
]

@Suite("the numerals of document 004")
struct NumberShiftTests {
  @Test("one rule makes the printed row of the true one", arguments: rows)
  fileprivate func isDerived(row: ShiftedRow) {
    #expect(shifted(row.pieces) == row.printed)
  }

  @Test("without a date nothing moves, and a date moves by one whatever comes after it")
  func rule() {
    #expect(shifted([.number("1"), .number("2")]) == ["1", "2"])
    #expect(shifted([.day(month: "5", day: "6"), .number("1"), .number("2")]) == ["5", "6", "1"])
    #expect(
      shifted([.number("1"), .day(month: "5", day: "6"), .day(month: "7", day: "8")])
        == ["1", "5", "6"])
  }

  @Test("the corpus keeps the printed row as rejected and answers with the true one")
  func corpus() throws {
    let (documents, corrected) = (Asking.documents, Asking.corrected)
    let claims = "claims where subject = @event:nspd-2023-main and verdict = rejected"
    #expect(
      try Set(documents.texts(claims + " show printed")) == [
        "September 9 to 16", "24 exhibition items", "more than 360 special areas",
      ])
    let main = "events where id = \"nspd-2023-main\" show"
    #expect(try documents.texts(main + " when") == ["2023-09-16/2023-09-24"])
    #expect(try documents.texts(main + " exhibitors") == ["104"])
    #expect(try documents.texts(main + " exhibits") == ["360"])
    #expect(try corrected.texts(main + " special-areas") == [">20"])
    #expect(
      try documents.texts("events where id = \"nspd-2023-press\" show when") == ["2023-09-07"])
    #expect(try documents.texts("sources where id = \"004\" show published") == ["2023-09-07"])
    #expect(try documents.texts("events where id = \"nspd\" show starts") == ["2004"])
    #expect(try documents.texts("events where id = \"nspd\" show sessions") == ["19"])
  }

  @Test(
    "the numerals of each damaged line are those",
    .enabled(if: Documents.folder != nil, Documents.comment), arguments: rows)
  fileprivate func isPrinted(row: ShiftedRow) throws {
    let line = try Documents.lines(of: "004")[row.line - 1]
    let numerals = line.matches(of: /\d+(,\d+)?/).map { String($0.output.0) }
    #expect(numerals == row.printed)
  }
}
