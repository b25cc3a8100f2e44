import Almanac
import Testing

@Suite("Footer, hints and values")
struct FooterTests {
  static let footerCases: [(footer: Footer, rows: Int, nanoseconds: UInt64?, text: String)] = [
    (
      Footer(
        total: 312, noun: .event, maybeCount: 2, notStatedCount: 30, notStatedFields: ["attendance"]
      ), 4, 800_000, "4 events of 312 · 2 maybe · 30 not stated (attendance) · 0.8 ms"
    ),
    (Footer(total: 50, noun: .event), 1, nil, "1 event of 50"),
    (
      Footer(
        total: 50, noun: .event, maybeCount: 1, notStatedCount: 49, notStatedFields: ["attendance"]
      ), 0, nil, "0 events of 50 · 1 maybe · 49 not stated (attendance)"
    ),
    (Footer(), 12, 1_234_567_890, "12 rows · 1.2 s"),
    (
      Footer(remarks: ["3 events in several groups"]), 1, 99,
      "1 row · 3 events in several groups · <0.1 ms"
    ),
    (Footer(total: 1, noun: .person), 1, 123_900_000, "1 person of 1 · 123 ms"),
    (Footer(noun: .person), 2, 75_000_000_000, "2 people · 75 s"),
    (
      Footer(total: 1_000_000, noun: .place, notStatedCount: 1234, notStatedFields: ["a", "b"]),
      12_345, 12_345_678, "12,345 places of 1,000,000 · 1,234 not stated (a, b) · 12.3 ms"
    ),
  ]

  @Test("the footer says what is not zero", arguments: footerCases.indices)
  func footer(index: Int) {
    let (footer, rows, nanoseconds, text) = FooterTests.footerCases[index]
    #expect(renderFooter(footer, rowCount: rows, elapsedNanoseconds: nanoseconds) == text)
    let colored = renderFooter(
      footer, rowCount: rows, elapsedNanoseconds: nanoseconds, style: Style(color: true))
    #expect(colored != text && withoutColor(colored) == text)
  }

  @Test("a footer too long for the terminal is broken between its parts")
  func narrowFooter() {
    let (footer, rows, nanoseconds, _) = FooterTests.footerCases[0]
    #expect(
      renderFooter(footer, rowCount: rows, elapsedNanoseconds: nanoseconds, width: 40) == """
        4 events of 312 · 2 maybe
        30 not stated (attendance) · 0.8 ms
        """)
  }

  @Test("a hint has its id, its text and its query")
  func hint() {
    let hint = Hint(
      id: "H3", text: "0 events, but 2 maybes (attendance not stated)",
      query: "events where possibly attendance > 100")
    let text =
      "hint H3: 0 events, but 2 maybes (attendance not stated): "
      + "events where possibly attendance > 100"
    #expect(renderHint(hint) == text)
    #expect(withoutColor(renderHint(hint, style: Style(color: true))) == text)
    #expect(
      renderHint(Hint(id: "H2", text: "read as: in France")) == "hint H2: read as: in France")
    #expect(renderHidden(rowCount: 1234) == "… 1,234 more: .limit all")
  }

  static let valueCases: [(value: Value, text: String)] = [
    (.missing, "—"), (.none, "none"), (.text("a"), "a"), (number("15"), "15"),
    (number("7.4"), "7.4"), (number("-0.25"), "-0.25"), (number("0.000001"), "0.000001"),
    (number("1200.50"), "1200.5"), (number("~60"), "~60"), (number(">80"), ">80"),
    (number("<~100"), "<~100"), (number("20..99"), "20..99"), (.number(.unknown), "—"),
    (.number(Quantity(lower: 74_000_000, upper: 86_000_000)), "74..86"),
    (.number(Quantity(lower: 81_000_000, upper: Quantity.highest)), "≥81"),
    (.number(Quantity(lower: Quantity.lowest, upper: 4_500_000)), "≤4.5"),
    (.number(Quantity(lower: 3_000_000, upper: 3_000_000, isGuess: true)), "3?"),
    (
      .number(Quantity(lower: Int64.min + 2, upper: Int64.max - 1)),
      "-9223372036854.775806..9223372036854.775806"
    ),
    (date("2025-10"), "2025-10"), (date("2025-10", isGuess: true), "2025-10?"),
    (date("2025-10?", isGuess: true), "2025-10?"),
    (.entity(Entity(.place, 1), name: "Beijing"), "Beijing"),
    (.truth(.yes), "yes"), (.truth(.no), "no"), (.truth(.maybe), "maybe"),
    (list(["a", "b"]), "a, b"), (list([]), "none"), (list([], open: []), "+more"),
    (list(["a"], open: [.init(unit: "province", count: 11)]), "a, +11 more"),
    (
      list(["a"], open: [.init(unit: "province", count: 11), .init(unit: "country", count: 3)]),
      "a, +14 more"
    ),
    (.doubtful(number("~3")), "~3?"), (.doubtful(.text("x?")), "x?"),
    (.notStated, "(not stated)"), (.notNamed(11), "(+11 not named)"),
    (.notNamed(nil), "(others not named)"),
  ]

  @Test("every kind of value has its text", arguments: valueCases.indices)
  func values(index: Int) {
    let (value, expected) = FooterTests.valueCases[index]
    #expect(text(of: value) == expected)
  }
}
