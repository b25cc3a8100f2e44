import Almanac
import TestSupport
import Testing

@Test(
  "tables and cards are as their golden files have them",
  arguments: ["tables.txt", "cards.txt"])
func views(file: String) throws {
  let samples = try sampleAnswers()
  try Golden(file).check { name, request in
    guard let answer = samples[name] else { return "no such answer" }
    return pictured(rendered(answer, request))
  }
}

private let widths = [16, 20, 33, 40, 80, 200, 400]

@Test("no line is wider than the terminal", arguments: 0..<64)
func widthIsKept(seed: UInt64) {
  let answer = randomAnswer(seed: seed)
  for format in [Format.table, .cards] {
    for width in widths {
      for isASCII in [false, true] {
        let style = Style(isASCII: isASCII)
        let text = render(answer, format: format, width: width, style: style)
        for line in text.split(separator: "\n") {
          #expect(displayWidth(line) <= width, "\(format) \(width): \(line)")
        }
      }
    }
  }
}

@Test("the columns of a table line up by display width", arguments: 0..<64)
func columnsLineUp(seed: UInt64) throws {
  let answer = randomAnswer(seed: seed)
  guard answer.rowCount > 0 else { return }
  for width in widths.map(Optional.some) + [nil] {
    let text = render(answer, format: .table, width: width, style: Style(hasBars: false))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    // Cards have no rule.
    guard let rule = lines.dropFirst().first, rule.contains("─"),
      rule.allSatisfy({ $0 == "─" || $0 == " " })
    else { continue }
    #expect(lines.count == answer.rowCount + 2)
    let marks = Array(rule)
    let starts = marks.indices.filter { marks[$0] == "─" && ($0 == 0 || marks[$0 - 1] == " ") }
    let ends = marks.indices.filter {
      marks[$0] == "─" && ($0 + 1 == marks.count || marks[$0 + 1] == " ")
    }
    #expect(starts.count == answer.columns.count)
    for line in lines where line != rule {
      let cells = cells(line)
      #expect(cells.last != " ", "spaces at the end of \(line)")
      for start in starts.dropFirst() {
        for gap in [start - 2, start - 1] where gap < cells.count {
          #expect(cells[gap] == " ", "\(line) at \(gap)")
        }
      }
      for (column, end) in ends.enumerated() where answer.columns[column].isNumber {
        #expect(end < cells.count && cells[end] != " ", "\(line): a number ends at \(end)")
      }
    }
  }
}

@Test("without its colours a text is the plain text", arguments: 0..<64)
func coloursAreOnlyAdded(seed: UInt64) {
  let answer = randomAnswer(seed: seed)
  for format in Format.allCases {
    for width in [20, 40, 80, nil] {
      let plain = render(answer, format: format, width: width, style: .plain)
      let painted = render(answer, format: format, width: width, style: Style(color: true))
      if format.isView {
        #expect(stripped(painted) == plain)
      } else {
        #expect(painted == plain, "\(format) has colours")
      }
    }
  }
}

@Test("what is in the data never drives a terminal", arguments: 0..<64)
func dataIsShownNotObeyed(seed: UInt64) {
  let answer = randomAnswer(seed: seed)
  for format in Format.allCases {
    let text = render(answer, format: format, width: 80, style: .plain)
    switch format {
    case .csv, .ics:
      let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      for line in lines {
        let isEnded = line.last == "\r"
        let rest = String(Substring(isEnded ? line.dropLast() : line))
        #expect(driving(rest, allowed: ["\t"]).isEmpty, "\(rest)")
      }
    case .tsv: #expect(driving(text, allowed: ["\t"]).isEmpty)
    default: #expect(driving(text).isEmpty, "\(format)")
    }
  }
  for width in [20, nil] {
    for format in [Format.table, .cards, .json, .jsonl, .md] {
      #expect(driving(render(answer, format: format, width: width, style: .plain)).isEmpty)
    }
  }
}

@Test("a table without a terminal cuts nothing")
func nothingIsCutWithoutTerminal() throws {
  for (name, answer) in try sampleAnswers() where answer.rowCount > 0 && name != "hostile" {
    let table = rendered(answer, "table")
    for row in 0..<answer.rowCount {
      for column in answer.columns.indices {
        let value = answer.value(row: row, column: column)
        if value == .number(.unknown) { continue }
        #expect(table.contains(text(of: value)), "\(name): \(value)")
      }
    }
  }
}

@Test("a narrow terminal gets cards instead of a table")
func narrowTerminalsGetCards() throws {
  let answer = try #require(try sampleAnswers()["latin"])
  #expect(rendered(answer, "table 40") == rendered(answer, "cards 40"))
  #expect(rendered(answer, "table 120") != rendered(answer, "cards 120"))
}

@Test("bars stand beside counts only where there is room for them, and never pass the edge")
func barsKeepTheWidth() throws {
  let answer = try #require(try sampleAnswers()["groups"])
  for width in 10...120 {
    let text = rendered(answer, "table \(width)")
    #expect(text.split(separator: "\n").allSatisfy { displayWidth($0) <= width })
    let barless = rendered(answer, "table \(width) barless")
    #expect(text.contains("█") || text == barless)
  }
  #expect(rendered(answer, "table 80").contains("█"))
  #expect(!rendered(answer, "table").contains("█"))
}
