import Almanac
import Foundation
import Testing

@Suite("Answers, whatever they hold")
struct AnswerPropertyTests {
  @Test("no line is wider than the terminal, nothing is cut without a mark", arguments: 0..<96)
  func width(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let answer = random.answer()
    for width in [20, 33, 40, 57, 80, 131, 200, 400] {
      for format in [Format.table, .cards] {
        for style in [Style.plain, Style(isASCII: true)] {
          let text = render(answer, format: format, width: width, style: style)
          for line in text.split(separator: "\n") {
            #expect(displayWidth(line) <= width, "\(width): \(line)")
          }
        }
      }
    }
  }

  @Test("the columns of a table line up by display width", arguments: 0..<96)
  func columns(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let answer = random.answer()
    for width in [nil, 60, 100, 400] as [Int?] {
      let style = Style(hasBars: false)
      let lines = render(answer, format: .table, width: width, style: style)
        .split(separator: "\n").map(String.init)
      guard lines.count > 1, lines[1].contains("─") else { continue }
      #expect(lines.count == answer.rowCount + 2)
      // Where the rule has a gap, every line has spaces, in whatever script it is.
      let rule = cells(lines[1])
      let gaps = rule.indices.filter { rule[$0] == " " }
      for line in lines {
        let cells = cells(line)
        for gap in gaps where gap >= 2 && gap < cells.count {
          #expect(cells[gap] == " ", "\(lines[1])\n\(line)")
        }
      }
    }
  }

  @Test("without a terminal every value stands in the table whole", arguments: 0..<64)
  func whole(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let answer = Answer(
      columns: [.init(name: "name", isNumber: false), .init(name: "count", isNumber: true)],
      rows: (0..<8).map { _ in [.text(random.word(upTo: 400)), number("\(random.next() % 1000)")] })
    let lines = render(answer, format: .table, width: nil, style: .plain).split(separator: "\n")
    for row in 0..<8 {
      #expect(lines[row + 2].hasPrefix(text(of: answer.value(row: row, column: 0))))
    }
  }

  @Test("what is cut ends with a mark, what fits is whole", arguments: 0..<64)
  func cut(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let name = random.word(upTo: 60)
    let answer = Answer(columns: [.init(name: "name", isNumber: false)], rows: [[.text(name)]])
    for width in 20...60 {
      let lines = render(answer, format: .table, width: width, style: .plain)
        .split(separator: "\n").map(String.init)
      if displayWidth(name) <= width {
        #expect(lines.last == name)
      } else {
        let shown = lines.last ?? ""
        #expect(shown.hasSuffix("…") && name.hasPrefix(shown.dropLast()))
        #expect(displayWidth(shown) > width - 3)
      }
    }
  }

  @Test("numbers are never cut: cards take their place", arguments: 20...120)
  func numbers(width: Int) {
    let answer = Answer(
      columns: [.init(name: "name", isNumber: false), .init(name: "value", isNumber: true)],
      rows: [[.text(String(repeating: "name ", count: 20)), number("1234567890123.5")]])
    let text = render(answer, format: .table, width: width, style: .plain)
    #expect(text.contains("1234567890123.5"))
    #expect(text.contains("─") == (width >= 12 + 2 + 15))
  }

  @Test("taking the colour out leaves the plain text", arguments: 0..<64)
  func color(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let answer = random.answer()
    for width in [nil, 20, 40, 80, 200] as [Int?] {
      for format in Format.allCases {
        let plain = render(answer, format: format, width: width, style: .plain)
        let colored = render(answer, format: format, width: width, style: Style(color: true))
        if format.isView {
          #expect(withoutColor(colored) == plain)
        } else {
          #expect(colored == plain)
        }
      }
    }
  }

  @Test("nothing that reaches a terminal drives it", arguments: 0..<64)
  func harmless(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let answer = random.answer()
    for format in Format.allCases {
      let text = render(answer, format: format, width: 80, style: .plain)
      let driving = text.unicodeScalars.filter { scalar in
        scalar.properties.generalCategory == .control && !"\n\r\t".unicodeScalars.contains(scalar)
          || scalar == "\u{202E}"
      }
      #expect(driving.isEmpty, "\(format)")
    }
  }

  /// What stands in each cell of a line; the second cell of a wide grapheme is the same again.
  private func cells(_ line: String) -> [Character] {
    line.flatMap { Array(repeating: $0, count: displayWidth(String($0))) }
  }
}

extension SeededGenerator {
  /// Text without what a table shows otherwise: no control characters, no spaces at its ends.
  mutating func word(upTo limit: Int) -> String {
    let pieces = ["a", "Zeit", "é", "中", "国科协", "конгресс", "👩‍👩‍👧", "e\u{301}", "x y"]
    return "n"
      + (0..<Int.random(in: 0...limit, using: &self) / 4)
      .map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
  }

  /// A value of any kind.
  mutating func value(depth: Int = 0) -> Value {
    switch Int.random(in: 0..<(depth < 2 ? 12 : 8), using: &self) {
    case 0: .missing
    case 1: .none
    case 2, 3: .text(text(upTo: 30))
    case 4: number(["~60", ">80", "20..99", "<~100", "7.4", "0"].randomElement(using: &self) ?? "")
    case 5: date("2025-10", isGuess: Bool.random(using: &self))
    case 6: .entity(Entity(.place, 1), name: text(upTo: 9))
    case 7: .truth(.maybe)
    case 8: .doubtful(value(depth: depth + 1))
    case 9: .notNamed(Bool.random(using: &self) ? nil : 11)
    default:
      .list(
        (0..<Int.random(in: 0...5, using: &self)).map { _ in value(depth: depth + 1) },
        open: [nil, [], [.init(unit: text(upTo: 2), count: .max), .init(unit: "city", count: 2)]]
          .randomElement(using: &self) ?? nil)
    }
  }

  /// Up to six columns and nine rows of anything.
  mutating func answer() -> Answer {
    let columns = (0..<Int.random(in: 1...6, using: &self)).map { index in
      Answer.Column(name: "\(index)" + text(upTo: 4), isNumber: Bool.random(using: &self))
    }
    let rows = (0..<Int.random(in: 0...9, using: &self)).map { _ in
      columns.map { $0.isNumber ? number("\(next() % 1_000_000)") : value() }
    }
    let truths: [Truth] = rows.map { _ in Bool.random(using: &self) ? .yes : .maybe }
    return Answer(
      shape: Bool.random(using: &self) ? .groups : .records(.event), columns: columns, rows: rows,
      truths: Bool.random(using: &self) ? [] : truths)
  }
}
