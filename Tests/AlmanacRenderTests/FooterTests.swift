import Almanac
import Testing

@Test("the footer leaves out what is zero")
func footerParts() {
  let full = Footer(
    total: 312, noun: .event, maybeCount: 2, notStatedCount: 30,
    notStatedFields: ["attendance", "place"], remarks: ["rows may count in several groups"])
  #expect(
    renderFooter(full, rowCount: 4, elapsedNanoseconds: 812_345)
      == "4 events of 312 · 2 maybe · 30 not stated (attendance, place)"
      + " · rows may count in several groups · 0.8 ms")
  #expect(
    renderFooter(Footer(total: 312, noun: .event), rowCount: 4, elapsedNanoseconds: nil)
      == "4 events of 312")
  #expect(
    renderFooter(Footer(notStatedCount: 1), rowCount: 0, elapsedNanoseconds: nil)
      == "0 rows · 1 not stated")
  let ascii = renderFooter(
    full, rowCount: 4, elapsedNanoseconds: 1, style: Style(isASCII: true))
  #expect(ascii.utf8.allSatisfy { $0 < 0x80 } && ascii.hasPrefix("4 events of 312 - 2 maybe"))
}

@Test(
  "the footer counts one thing in the singular",
  arguments: [
    (0, Noun.event, "0 events"), (1, .event, "1 event"), (2, .event, "2 events"),
    (1, .person, "1 person"), (2, .person, "2 people"), (1, .organization, "1 organization"),
    (1_234_567, .figure, "1,234,567 figures"), (1, nil, "1 row"), (12, nil, "12 rows"),
    (1_000, nil, "1,000 rows"),
  ] as [(Int, Noun?, String)])
func footerCounts(rowCount: Int, noun: Noun?, expected: String) {
  let found = renderFooter(Footer(noun: noun), rowCount: rowCount, elapsedNanoseconds: nil)
  #expect(found == expected)
}

@Test(
  "times are given in three digits at most",
  arguments: [
    (0, "<0.1 ms"), (99_999, "<0.1 ms"), (100_000, "0.1 ms"), (12_349_999, "12.3 ms"),
    (99_999_999, "99.9 ms"), (100_000_000, "100 ms"), (999_999_999, "999 ms"),
    (1_000_000_000, "1.0 s"), (9_999_999_999, "9.9 s"), (75_000_000_000, "75 s"),
  ] as [(UInt64, String)])
func footerTimes(nanoseconds: UInt64, expected: String) {
  let found = renderFooter(Footer(), rowCount: 2, elapsedNanoseconds: nanoseconds)
  #expect(found == "2 rows · \(expected)")
}

@Test("the footer is broken between its parts, and within them only where one is too long")
func footerWraps() {
  let footer = Footer(
    total: 312, noun: .event, maybeCount: 2, notStatedCount: 30, notStatedFields: ["attendance"])
  #expect(
    renderFooter(footer, rowCount: 4, elapsedNanoseconds: 800_000, width: 30) == """
      4 events of 312 · 2 maybe
      30 not stated (attendance)
      0.8 ms
      """)
  for width in 4...120 {
    let style = Style(color: true)
    let painted = renderFooter(
      footer, rowCount: 4, elapsedNanoseconds: 800_000, style: style, width: width)
    let plain = renderFooter(footer, rowCount: 4, elapsedNanoseconds: 800_000, width: width)
    #expect(stripped(painted) == plain)
    #expect(plain.split(separator: "\n").allSatisfy { displayWidth($0) <= width }, "\(plain)")
    #expect(plain.filter(\.isNumber) == "43122300" + "8")
  }
}

@Test("a hint names itself, says its words and the query that goes on")
func hints() {
  let place = Hint(
    id: "H1", text: "`place = China` is China itself (1 event). 4 more are inside China",
    query: "events in China")
  #expect(
    renderHint(place)
      == "hint H1: `place = China` is China itself (1 event). 4 more are inside China:"
      + " events in China")
  let reading = Hint(id: "H2", text: "read as: in France or (in China and about AI)")
  #expect(renderHint(reading) == "hint H2: read as: in France or (in China and about AI)")
  let maybes = Hint(
    id: "H3", text: "0 events, but 2 maybes (attendance not stated):",
    query: "events where possibly attendance > 100")
  #expect(
    renderHint(maybes)
      == "hint H3: 0 events, but 2 maybes (attendance not stated): "
      + "events where possibly attendance > 100")
  #expect(renderHint(Hint(id: "H2", text: "a\u{1B}[2Jb\nc")) == "hint H2: a␛[2Jb c")
}

@Test("a hint is broken between words, its query never")
func hintsWrap() {
  let hint = Hint(
    id: "H1", text: "`place = China` is China itself (1 event). 4 more are inside China",
    query: "events in China where attendance is missing")
  #expect(
    renderHint(hint, width: 40) == """
      hint H1: `place = China` is China itself
        (1 event). 4 more are inside China:
        events in China where attendance is missing
      """)
  for width in 9...160 {
    let plain = renderHint(hint, width: width)
    #expect(stripped(renderHint(hint, style: Style(color: true), width: width)) == plain)
    #expect(plain.contains(hint.query))
    for line in plain.split(separator: "\n") where !line.contains(hint.query) {
      #expect(displayWidth(line) <= width, "\(line)")
    }
  }
}

@Test("rows that were not printed are counted")
func hiddenRows() {
  #expect(renderHidden(rowCount: 1_234) == "… 1,234 more: .limit all")
  #expect(renderHidden(rowCount: 1, style: Style(isASCII: true)) == "... 1 more: .limit all")
}
