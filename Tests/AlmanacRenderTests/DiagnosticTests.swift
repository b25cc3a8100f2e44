import Almanac
import Foundation
import Testing

@Suite("Diagnostics as text")
struct DiagnosticTests {
  @Test("every error that the design draws comes out byte for byte")
  func designed() throws {
    let expected = try golden("errors.txt").components(separatedBy: "\n\n")
    #expect(expected.count == designedErrors.count)
    for (sample, text) in zip(designedErrors, expected) {
      let rendered = render(
        [sample.diagnostic], text: sample.statement, style: .plain, width: nil)
      #expect(rendered == text.trimmingCharacters(in: .newlines) + "\n")
    }
  }

  @Test("short errors are the first line and what to try")
  func short() {
    let sample = designedErrors[0]
    #expect(
      render([sample.diagnostic], text: sample.statement, style: .plain, width: 80, isShort: true)
        == """
        error N02: no organization is called "CSAT"
          try:   events where organizer = CAST

        """)
  }

  @Test("of several lines the one concerned is shown, with its number")
  func severalLines() {
    let text = "events\n  in 2023\n\twhere organizer = CSAT\nlimit 3\n"
    let diagnostic = Diagnostic(
      id: "N02", message: "no organization is called \"CSAT\"",
      primary: .init(range: range(of: "CSAT", in: text), text: "close: CAST"))
    #expect(
      render([diagnostic], text: text, style: .plain, width: 80, file: "a.alm") == """
        a.alm:3:20: error N02: no organization is called "CSAT"
          3 |   where organizer = CSAT
            |                     ^^^^ close: CAST

        """)
  }

  @Test("spans on two lines are both shown, in the order of the text")
  func twoLines() {
    let text = "events where organizer = any (CAST,\n  WFEO\nsort when"
    let diagnostic = Diagnostic(
      id: "S06", message: "the bracket opened here is never closed",
      primary: .init(range: range(of: "(", in: text)),
      secondary: .init(range: range(of: "sort", in: text), text: "a stage begins here"))
    #expect(
      render([diagnostic], text: text, style: .plain, width: 80) == """
        error S06: the bracket opened here is never closed
          1 | events where organizer = any (CAST,
            |                              ^
          3 | sort when
            | ~~~~ a stage begins here

        """)
  }

  @Test("a fault at the end of the text has a caret behind its last character")
  func atEnd() {
    for text in ["events where", "events where\n", "events where\r\n\r\n"] {
      let diagnostic = Diagnostic(
        id: "S10", message: "a test is missing",
        primary: .init(range: TextRange(text.utf8.count, text.utf8.count)))
      #expect(
        render([diagnostic], text: text, style: .plain, width: 40) == """
          error S10: a test is missing
            events where
                        ^

          """)
    }
  }

  @Test("a long line is shown around the caret", arguments: [20, 40, 80, 200])
  func windowed(width: Int) {
    let list = (0..<200).map { "Ωmega\($0)" }.joined(separator: ", ")
    let text = "events where organizer = any (\(list))"
    for name in ["events", "Ωmega7", "Ωmega100", "Ωmega199", ")"] {
      let diagnostic = Diagnostic(
        id: "N02", message: "so", primary: .init(range: range(of: name, in: text)))
      let lines = render([diagnostic], text: text, style: .plain, width: width)
        .split(separator: "\n")
      let (shown, marks) = (Array(lines[1]), Array(lines[2]))
      #expect(lines.allSatisfy { displayWidth($0) <= width })
      let under = marks.indices.filter { marks[$0] == "^" }.map { shown[$0] }
      #expect(String(under) == name)
    }
  }

  @Test("what does not fit goes below, and a statement to try is never broken")
  func narrow() {
    let sample = designedErrors[3]
    #expect(
      render([sample.diagnostic], text: sample.statement, style: .plain, width: 40) == """
        error N04: "Beijing" is a place, not an
          organization
          events by Beijing
                    ^^^^^^^
          `by` takes an organization
          try:   events in Beijing
                 (or: by "Beijing Municipal
                 Association for Science and
                 Technology")

        """)
  }

  @Test("control characters are shown, and the carets stand under them")
  func controls() {
    let text = "events about \u{1B}[31mred\u{7F}\u{9B}x"
    let diagnostic = Diagnostic(
      id: "L05", message: "this character \u{1B} has no place here",
      primary: .init(range: range(of: "\u{9B}", in: text)))
    #expect(
      render([diagnostic], text: text, style: .plain, width: 80) == """
        error L05: this character ␛ has no place here
          events about ␛[31mred␡\\u{9B}x
                                ^^^^^^

        """)
  }

  @Test("carets stand under whole graphemes, however the range cuts them")
  func graphemes() {
    let text = "events about e\u{301}tude 👩‍👩‍👧 x"
    let start = range(of: "\u{301}", in: text)
    for (range, marks) in [
      (TextRange(start.end - 2, start.end), "             ^"),
      (range(of: "👩‍👩‍👧", in: text), "                   ^^"),
    ] {
      let diagnostic = Diagnostic(id: "N02", message: "so", primary: .init(range: range))
      let lines = render([diagnostic], text: text, style: .plain, width: 80)
        .split(separator: "\n")
      #expect(lines[2] == "  " + marks)
    }
  }

  @Test("ranges beyond the text do no harm", arguments: 0..<64)
  func anyRange(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let text = random.text(upTo: 60) + (seed % 3 == 0 ? "\r\n" + random.text(upTo: 30) : "")
    let bounds = (0..<4).map { _ in Int.random(in: -3...text.utf8.count + 9, using: &random) }
    let diagnostic = Diagnostic(
      id: "X01", message: random.text(upTo: 30),
      primary: .init(range: TextRange(bounds[0], bounds[1]), text: random.text(upTo: 30)),
      secondary: .init(range: TextRange(bounds[2], bounds[3]), text: random.text(upTo: 30)),
      notes: [random.text(upTo: 90)], fixes: [.init("events", remark: random.text(upTo: 40))])
    for width in [20, 27, 40, 80] {
      let plain = render([diagnostic], text: text, style: .plain, width: width)
      for line in plain.split(separator: "\n") where !line.hasPrefix("  try:") {
        #expect(displayWidth(line) <= width, "\(line)")
      }
      let colored = render(
        [diagnostic], text: text, style: Style(color: true), width: width)
      #expect(withoutColor(colored) == plain)
    }
  }

  @Test("editors get code, span, message and fixes as JSON")
  func json() throws {
    let text = "events\nabout 中国 \"x\" by Beijing"
    let diagnostic = Diagnostic(
      id: "N04", message: "\"Beijing\" is a place,\tnot \u{1B} an organization",
      primary: .init(range: range(of: "Beijing", in: text)),
      fixes: [.init("events in Beijing", remark: "(or: by \"B\")"), .init("places")])
    let json = renderJSON([diagnostic, diagnostic], text: text)
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(parsed.count == 2)
    #expect(parsed[0]["code"] as? String == "N04")
    #expect(parsed[0]["message"] as? String == diagnostic.message)
    let span = try #require(parsed[0]["span"] as? [String: Int])
    #expect(span == ["start": 27, "end": 34, "line": 2, "column": 17])
    let fixes = try #require(parsed[0]["fixes"] as? [[String: String]])
    #expect(
      fixes == [
        ["statement": "events in Beijing", "remark": "(or: by \"B\")"], ["statement": "places"],
      ])
    #expect(renderJSON([], text: "") == "[]\n")
  }
}
