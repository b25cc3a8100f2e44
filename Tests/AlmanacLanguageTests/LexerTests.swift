import TestSupport
import Testing

@testable import AlmanacLanguage

private func isLossless(_ tokens: [Token], _ byteCount: Int) -> Bool {
  var end = 0
  for token in tokens {
    guard token.range.start == end, token.range.end > end else { return false }
    end = token.range.end
  }
  return end == byteCount
}

@Test("the tokens of random bytes cover every byte once", arguments: 0..<64)
func losslessOnNoise(seed: Int) {
  var random = SeededGenerator(seed: UInt64(seed))
  let bytes = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &random) }
  #expect(isLossless(lex(bytes), bytes.count))
}

@Test("the tokens of shuffled scraps of the language cover every byte once", arguments: 0..<64)
func losslessOnScraps(seed: Int) {
  let bytes = Array(scraps(seed: UInt64(seed), count: 300).utf8)
  #expect(isLossless(lex(bytes), bytes.count))
}

/// Pieces of the language, its faults among them, in random order.
func scraps(seed: UInt64, count: Int) -> String {
  let pieces = [
    "events", "where", "in", "=", "!=", "==", "<", "(", ")", "[", "]", ",", "|", "..", ".", "2023",
    "2023-11", "2023-11-31", "202X", "2023年11月6日", "7.4万", "~60", "\"text", "\"text\"", "'t'",
    "“文”",
    "「文」", "«т»", "count", "by", "sort", "limit", "show", "not", "and", "or", "any", "$x", "$",
    "@org:cast", "@", "＝", "（", "、", "中国科协", "L'Oréal", "5G", "7,4", "-", "+", "*", "/", "is",
    "known", "last", "2 years", "draw", "export", "let", "why", "assert", "select", "from", "since",
    "&&", "–", "\n", " ", ";", "# c\n", "\\", "é", "👩‍👩‍👧", "\u{0}", "as", "desc", "exists(", "%", "?",
    "2023?", "summarize", "distinct", "November",
  ]
  var random = SeededGenerator(seed: seed)
  var text = ""
  for _ in 0..<count {
    text += pieces.randomElement(using: &random) ?? ""
    if Bool.random(using: &random) { text += " " }
  }
  return text
}

@Test("tokens of one kind each are the golden ones")
func tokenKinds() throws {
  try Golden("tokens.txt").check { _, input in
    let bytes = Array(input.utf8)
    return lex(input).filter { $0.kind != .space }.map { token in
      let text = String(decoding: bytes[token.range.start..<token.range.end], as: UTF8.self)
      let word =
        token.keyword.map { " \($0.rawValue)" } ?? token.noun.map { " \($0.rawValue)" } ?? ""
      return "\(token.kind)\(word) \(text.replacing("\n", with: "⏎"))"
    }.joined(separator: "\n")
  }
}

@Test(
  "numbers are exact decimals",
  arguments: [
    ("80", 80_000_000), ("1_000_000", 1_000_000_000_000), ("7.4", 7_400_000),
    ("7.4万", 74_000_000_000), ("1.5亿", 150_000_000_000_000), ("2K", 2_000_000_000),
    ("1M", 1_000_000_000_000), ("3b", 3_000_000_000_000_000), ("80%", 80_000_000),
    ("0.000001", 1), ("0.10000000", 100_000), ("８０", 80_000_000), ("0.0", 0),
    ("9223372036854.775807", Int64.max),
  ] as [(String, Int64)])
func numbers(text: String, millionths: Int64) throws {
  let statement = parseStatement("a where x = \(text)").statement
  guard case .query(let query, _, _)? = statement?.kind,
    case .filter(let test, _)? = query.stages.first?.kind,
    case .comparison(_, _, _, _, let value) = test.kind, case .number(let number) = value.kind
  else {
    Issue.record("\(text) is no number")
    return
  }
  #expect(number.millionths == millionths)
}
