import AlmanacLanguage
import TestSupport
import Testing

@Test(
  "scraps of the language are read without a trap, with ranges inside the text", arguments: 0..<64)
func parseScraps(seed: Int) {
  let text = scraps(seed: UInt64(seed) &+ 1000, count: 120)
  let count = text.utf8.count
  for parsed in parseScript(text).statements + [parseStatement(text)] {
    #expect(parsed.diagnostics.count <= Limits.diagnostics)
    #expect(parsed.statement != nil || !parsed.diagnostics.isEmpty || parsed.range.byteCount == 0)
    for diagnostic in parsed.diagnostics {
      #expect(diagnostic.primary.range.start >= 0 && diagnostic.primary.range.end <= count)
      #expect(diagnostic.primary.range.start <= diagnostic.primary.range.end)
      for fix in diagnostic.fixes {
        #expect(parseStatement(fix.statement).diagnostics.isEmpty, "\(text)\n\(fix.statement)")
      }
    }
  }
}

@Test("something is expected, or nothing, at every byte of scraps", arguments: 0..<16)
func expectationOfScraps(seed: Int) {
  let text = scraps(seed: UInt64(seed) &+ 5000, count: 25)
  for offset in 0...text.utf8.count {
    let found = expectation(at: offset, in: text)
    #expect(found.range.start <= found.range.end && found.range.end <= text.utf8.count)
  }
}

@Test("a mebibyte of noise is read in a moment")
func noiseIsLinear() {
  var random = SeededGenerator(seed: 7)
  let bytes = (0..<(1 << 20)).map { _ in UInt8.random(in: 0...255, using: &random) }
  let text = String(decoding: bytes, as: UTF8.self)
  let clock = ContinuousClock()
  var script = ParsedScript(statements: [], commands: [])
  let elapsed = clock.measure { script = parseScript(text) }
  #expect(script.statements.count > 100)
  #expect(elapsed < .seconds(8), "took \(elapsed)")
}

@Test(
  "a mebibyte of words, of brackets and of quotes is one diagnostic a statement",
  arguments: [
    "events ", "(", "\"", "[a", "not ", "a + ", "..", "=", "'", "2023-", "1,0", "。", "é",
  ])
func hugeStatements(piece: String) {
  let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
  let parsed = parseStatement(text)
  #expect(parsed.diagnostics.map(\.id) == ["S23"])
  // Below the limit, deep and long alike.
  let small = String(repeating: piece, count: 60_000 / piece.utf8.count)
  #expect(parseStatement("events where " + small).diagnostics.count <= Limits.diagnostics)
}

@Test("brackets within brackets are read up to the limit and are a diagnostic beyond it")
func nesting() {
  func nested(_ levels: Int) -> String {
    "events where " + String(repeating: "(", count: levels) + "a = b"
      + String(repeating: ")", count: levels)
  }
  #expect(parseStatement(nested(200)).diagnostics.isEmpty)
  #expect(parseStatement(nested(300)).diagnostics.first?.id == "S23")
  let chain = "events where " + Array(repeating: "a = b", count: 300).joined(separator: " or ")
  #expect(parseStatement(chain).diagnostics.first?.id == "S23")
}

@Test("a slip in an example is read, or told with fixes that read", arguments: 0..<64)
func slipsInExamples(seed: Int) throws {
  var random = SeededGenerator(seed: UInt64(seed) &+ 20_000)
  let texts = try examples().map(\.text)
  for _ in 0..<20 {
    var words = (texts.randomElement(using: &random) ?? "").split(separator: " ").map(String.init)
    let position = Int.random(in: 0..<words.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: words.remove(at: position)
    case 1: words.insert(words.randomElement(using: &random) ?? "", at: position)
    case 2: words.swapAt(position, Int.random(in: 0..<words.count, using: &random))
    default: words[position] = String(words[position].dropLast())
    }
    let text = words.joined(separator: " ")
    for parsed in parseScript(text).statements {
      if let statement = parsed.statement, parsed.diagnostics.isEmpty {
        #expect(parseStatement(format(statement)).statement.map { dump($0) } == dump(statement))
      } else {
        #expect(!parsed.diagnostics.isEmpty, "\(text)")
      }
      for fix in parsed.diagnostics.flatMap(\.fixes) {
        #expect(parseStatement(fix.statement).diagnostics.isEmpty, "\(text)\n\(fix.statement)")
      }
    }
  }
}
