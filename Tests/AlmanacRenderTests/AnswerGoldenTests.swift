import Almanac
import Testing

@Suite("Answers as they look")
struct AnswerGoldenTests {
  @Test("tables and cards in four scripts at four widths", arguments: answersByScript.indices)
  func views(index: Int) throws {
    let (script, answer) = answersByScript[index]
    var sections: [(title: String, text: String)] = []
    for width in [20, 40, 80, 200] {
      let text = render(answer, format: .table, width: width, style: .plain)
      sections.append(("table \(width)", text))
    }
    sections.append(("table", render(answer, format: .table, width: nil, style: .plain)))
    sections.append(("cards 40", render(answer, format: .cards, width: 40, style: .plain)))
    try expectGolden("\(script).txt", sections: sections)
  }

  @Test("the machine formats in four scripts", arguments: answersByScript.indices)
  func formats(index: Int) throws {
    let (script, answer) = answersByScript[index]
    let formats: [Format] = [.json, .jsonl, .csv, .tsv, .md]
    try expectGolden(
      "\(script)-formats.txt",
      sections: formats.map { format in
        let text = render(answer, format: format, width: nil, style: .plain)
        let shown = text.replacing("\r\n", with: "␍\n").replacing("\u{1B}", with: "␛")
        return (format.rawValue, shown)
      })
  }

  @Test("bars stand beside a count, soft as far as it is vague")
  func bars() throws {
    let ascii = Style(isASCII: true)
    let without = Style(hasBars: false)
    try expectGolden(
      "counted.txt",
      sections: [
        ("40", render(countedAnswer, format: .table, width: 40, style: .plain)),
        ("80", render(countedAnswer, format: .table, width: 80, style: .plain)),
        ("80 ascii", render(countedAnswer, format: .table, width: 80, style: ascii)),
        ("80 without", render(countedAnswer, format: .table, width: 80, style: without)),
        ("no terminal", render(countedAnswer, format: .table, width: nil, style: .plain)),
      ])
  }

  @Test("a card of one record leaves out what is not stated and names what a list goes on by")
  func card() throws {
    let rows = answersByScript[0].answer
    let values = (0..<5).map { rows.value(row: 3, column: $0) }
    let card = Answer(
      shape: .card(Entity(.event, 3)), columns: rows.columns, rows: [values])
    try expectGolden(
      "card.txt",
      sections: [
        ("80", render(card, format: .table, width: 80, style: .plain)),
        ("20", render(card, format: .table, width: 20, style: .plain)),
        ("json", render(card, format: .json, width: nil, style: .plain)),
      ])
  }
}
