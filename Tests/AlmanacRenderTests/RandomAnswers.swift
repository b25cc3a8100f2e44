import Almanac
import TestSupport

/// An answer of random columns, rows and values: scripts of all widths, and what breaks formats.
func randomAnswer(seed: UInt64) -> Answer {
  var generator = SeededGenerator(seed: seed)
  let columnCount = Int.random(in: 1...5, using: &generator)
  let columns = (0..<columnCount).map { index in
    Answer.Column(
      name: "\(index)\(randomText(upTo: 2, using: &generator))",
      isNumber: Bool.random(using: &generator))
  }
  let rowCount = Int.random(in: 0...6, using: &generator)
  let rows = (0..<rowCount).map { _ in
    columns.map { column in
      column.isNumber
        ? randomNumber(using: &generator) : randomValue(depth: 0, using: &generator)
    }
  }
  let truths: [Truth] =
    Bool.random(using: &generator)
    ? [] : rows.map { _ in Bool.random(using: &generator) ? .yes : .maybe }
  return Answer(
    shape: Bool.random(using: &generator) ? .groups : .records(.event), columns: columns,
    rows: rows, truths: truths)
}

private let pieces = [
  "science", "literacy", "Conférence", "e\u{301}", "грамотность", "科学", "素质促进大会", "。", "👩‍🔬", "🇨🇳",
  "👍🏽", "❤️", "ＡＩ", " ", "  ", ",", "\"", "\\", "\n", "\r\n", "\r", "\t", "|", "*", "\u{1B}[31m",
  "\u{9B}2J",
  "\u{7F}", "\u{202E}", "\u{2028}", "\u{1}", "\u{FEFF}", "'", ";", "<b>", "\u{1F469}\u{200D}", "—",
  "https://example.org/a/very/long/address/without/any/space/in/it",
]

func randomText(upTo count: Int, using generator: inout SeededGenerator) -> String {
  (0..<Int.random(in: 0...count, using: &generator))
    .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
}

private func randomNumber(using generator: inout SeededGenerator) -> Value {
  let value = Int64.random(in: -1_000_000_000...1_000_000_000_000, using: &generator)
  let wide = value + Int64.random(in: 0...50_000_000, using: &generator)
  return switch Int.random(in: 0..<7, using: &generator) {
  case 0: .missing
  case 1: .number(Quantity(lower: value, upper: wide, isGuess: true))
  case 2: .number(Quantity(lower: value, upper: Quantity.highest))
  case 3: .number(Quantity("~60") ?? .unknown)
  case 4: .number(.unknown)
  case 5:
    .number(
      Quantity(lower: value / 1_000_000 * 1_000_000, upper: value / 1_000_000 * 1_000_000))
  default: .number(Quantity(lower: value, upper: value))
  }
}

private func randomValue(depth: Int, using generator: inout SeededGenerator) -> Value {
  switch Int.random(in: 0..<(depth == 0 ? 10 : 3), using: &generator) {
  case 0: return .entity(Entity(.place, 0), name: randomText(upTo: 4, using: &generator))
  case 1: return .doubtful(.text(randomText(upTo: 4, using: &generator)))
  case 2: return .text(randomText(upTo: 12, using: &generator))
  case 3: return .missing
  case 4: return .none
  case 5: return .notStated
  case 6: return .notNamed(Bool.random(using: &generator) ? 11 : nil)
  case 7: return .truth(.maybe)
  default:
    let members = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      randomValue(depth: depth + 1, using: &generator)
    }
    let open: [ListColumn.More]? =
      [
        nil, [], [ListColumn.More(unit: "province", count: 11)],
        [ListColumn.More(unit: "", count: 1), ListColumn.More(unit: "country", count: 3)],
      ].randomElement(using: &generator) ?? nil
    return .list(members, open: open)
  }
}
