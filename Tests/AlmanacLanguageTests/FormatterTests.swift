import TestSupport
import Testing

@testable import AlmanacLanguage

@Test("what is formatted reads as the same tree, and is formatted as itself", arguments: 0..<100)
func formatterRoundTrip(seed: Int) {
  var generator = TreeGenerator(seed: UInt64(seed))
  for _ in 0..<30 {
    let statement = generator.statement()
    let text = format(statement)
    let parsed = parseStatement(text)
    #expect(parsed.diagnostics.isEmpty, "\(text)\n\(parsed.diagnostics.first?.message ?? "")")
    #expect(parsed.statement.map { dump($0) } == dump(statement), "\(text)")
    #expect(parsed.statement.map { format($0) } == text)
    let script = parseScript(laidOut(statement))
    #expect(script.statements.count == 1, "\(laidOut(statement))")
    #expect(script.statements.first?.statement.map { dump($0) } == dump(statement))
  }
}

/// The statements of a text as dumps.
private func dumps(_ text: String) -> [String] {
  parseScript(text).statements.map { parsed in
    parsed.diagnostics.isEmpty ? parsed.statement.map { dump($0) } ?? "" : "\(parsed.diagnostics)"
  }
}

@Test("pipes between all stages change no tree")
func pipesChangeNothing() throws {
  for (_, text) in try examples() {
    for parsed in parseScript(text).statements {
      guard let statement = parsed.statement,
        case .query(let query, let view, let file) = statement.kind
      else { continue }
      var piped = pieces(query)
      if let view { piped.append("draw \(view.rawValue)") }
      if let file { piped.append("export \(quoted(file.text))") }
      #expect(dumps(piped.joined(separator: " | ")) == [dump(statement)])
      #expect(dumps(piped.joined(separator: "\n| ")) == [dump(statement)])
      #expect(dumps(piped.joined(separator: "\n")) == [dump(statement)])
    }
  }
}

@Test("full-width forms outside quotes change no tree")
func fullWidthChangesNothing() throws {
  for (number, text) in try examples() {
    var isQuoted = false
    var wide = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" { isQuoted.toggle() }
      let folds = scalar.value > 0x20 && scalar.value < 0x7F && scalar != "\"" && !isQuoted
      let value = folds ? scalar.value + 0xFEE0 : scalar == " " && !isQuoted ? 0x3000 : scalar.value
      wide.append(Unicode.Scalar(value) ?? scalar)
    }
    #expect(dumps(String(wide)) == dumps(text), "\(number)")
  }
}

@Test("words of the language in upper case change no tree")
func upperCaseChangesNothing() throws {
  for (number, text) in try examples() {
    let bytes = Array(text.utf8)
    let upper = lex(text).map { token in
      let piece = String(decoding: bytes[token.range.start..<token.range.end], as: UTF8.self)
      let isWord = token.keyword.map { $0.isReserved || $0.category != .unit } ?? false
      return isWord ? piece.uppercased() : piece
    }.joined()
    #expect(dumps(upper) == dumps(text), "\(number): \(upper)")
  }
}

@Test("scripts are laid out as the golden ones, and a second time no differently")
func scriptLayout() throws {
  try Golden("layout.txt").check { _, input in
    let formatted = formatScript(input)
    #expect(formatScript(formatted) == formatted)
    return formatted.hasSuffix("\n") ? String(formatted.dropLast()) : formatted
  }
}

@Test("scraps laid out keep their statements, and a second time nothing changes", arguments: 0..<64)
func layoutOfScraps(seed: Int) {
  let text = scraps(seed: UInt64(seed) &+ 9000, count: 60)
  let formatted = formatScript(text)
  #expect(formatScript(formatted) == formatted)
}
