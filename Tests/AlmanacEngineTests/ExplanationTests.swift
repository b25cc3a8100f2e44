import Almanac
import TestSupport
import Testing

/// What the shell prints for a statement: `plain 80`, `colour 60`, `json`, `csv` … and the statement.
private func shown(_ directive: String, _ text: String) -> String {
  let words = directive.split(separator: " ").map(String.init)
  let format = Format(rawValue: words[0]) ?? .table
  let style = Style(color: words[0] == "colour")
  let width = words.count > 1 ? Int(words[1]) : nil
  let context = QueryContext(
    today: Day(year: 2026, month: 11, day: 21) ?? Day(number: 0), languages: ["en"])
  let catalog = Asking.corrected.catalog
  do throws(QueryError) {
    let lines = try answered(
      text, catalog, context, format: format, width: width, style: style)
    // Colours are shown as they are written, without the escape.
    return lines.replacing("\u{1B}", with: "^").replacing("\r\n", with: "\n").trimmed
  } catch {
    return render(error.diagnostics, text: text, style: style, width: width).trimmed
  }
}

private func answered(
  _ text: String, _ catalog: Catalog, _ context: QueryContext, format: Format, width: Int?,
  style: Style
) throws(QueryError) -> String {
  switch try catalog.run(parseStatement(text), text: text, context: context) {
  case .explanation(let explanation, of: _):
    return render(explanation, format: format, width: width, style: style)
  case .description(let description):
    return render(description, format: format, width: width, style: style)
  case .reason(let reason, of: _):
    return render(reason, format: format, width: width, style: style)
  case .held: return "held"
  case .rows(let answer, of: _, draw: _, export: _):
    if answer.hints.isEmpty { return "no hint" }
    return answer.hints.map { renderHint($0, style: style, width: width) }.joined(separator: "\n")
  case .binding, .include, .values: return "nothing explained"
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}

@Suite("explain, describe, why and why not, as they are printed")
struct ExplanationTests {
  @Test(
    "each is printed as the file says",
    arguments: [
      "explain.txt", "describe.txt", "why.txt", "why-not.txt", "nothing.txt", "doubt.txt",
    ])
  func printed(file: String) throws {
    try Golden(file).check { shown($0, $1) }
  }

  @Test("no line but a statement or a table's is wider than the terminal", arguments: [30, 50, 80])
  func widths(width: Int) throws {
    for file in ["why.txt", "why-not.txt"] {
      for test in try Golden(file).cases where test.directive.hasPrefix("table") {
        for line in shown("table \(width)", test.input).split(separator: "\n") {
          let isStatement =
            line.hasPrefix("  events") || line.hasPrefix("  org") || line.contains("try:")
          #expect(isStatement || displayWidth(line) <= width, "\(line)")
        }
      }
    }
  }

  @Test(
    "what is no thing is told so",
    arguments: [
      "3", "2023", "-5", "(1, 2)", "~60", "1..2", "count(events)", "events.place",
      "CAST.events.place", "@org:nothing", "$x", "(events count by kind)", "\"\"",
      "CAST.events[in Beijing]", "(events where id = \"nothing\")", "CAST.kind", "CAST.kind.kind",
      "CAST.events.events", "today", "@event:\"\"",
    ])
  func strangeSubjects(subject: String) throws {
    for statement in ["why \(subject) in events", "why not \(subject) in events limit 1"] {
      let text = shown("table", statement)
      #expect(text.hasPrefix("error ") || text.contains("row of:"), "\(statement): \(text)")
    }
    // Of these `describe` knows a field and a record of the corpus.
    #expect(!shown("table", "describe \(subject)").isEmpty)
    #expect(!shown("json", "explain \(subject)").isEmpty)
  }
}
