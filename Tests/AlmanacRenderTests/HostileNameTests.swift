import Almanac
import Testing

/// Names that would paint, move the cursor, ring, set a title, turn the line round or end it.
private let records = #"""
  {"id": "e", "name": "Red \u001b[31m \u0007 \u001b]0;title\u0007 \u009b2J \u202e rtl \r\nnext\u2028line", "when": "2024-09-03", "city": "\u001b[2J Lyon", "organizer": ["O \u001b[5m"], "theme": ["t\u0000\u001b"], "note": "\u001b[1;1H", "url": "https://a.example/\u001b[2J", "key \u001b[0m": "v\u001b", "geo": "1;2", "source": ["s"]}
  {"noun": "source", "id": "s", "title": "S \u001b[31m", "published": "2024-01", "url": "https://a.example/\u001b"}
  {"noun": "organization", "id": "o", "name": "O \u001b[5m", "url": "https://o.example/\u001b"}
  """#

/// What drives a terminal, or turns its text round.
private func isDriving(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: false
  case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}

@Test(
  "a name with escape sequences in it is shown and not obeyed, in every view and format",
  arguments: Format.allCases)
func hostileNames(format: Format) throws {
  let catalog = try Catalog.load([("h.jsonl", Array(records.utf8))], includingCorpus: false).catalog
  let day = try #require(Day(year: 2026, month: 11, day: 26))
  let context = QueryContext(today: day, languages: ["en"])
  for query in ["events", "sources", "organizations", "places", "themes", "events count by theme"] {
    let answer = try catalog.answer(query, context: context)
    guard format.misfit(answer) == nil else { continue }
    for answer in [answer, answer.withAllFields] {
      let text = render(answer, format: format, width: 80, style: .plain)
      let driving = text.unicodeScalars.filter(isDriving)
      #expect(driving.isEmpty, "\(query): \(text.debugDescription)")
    }
  }
}
