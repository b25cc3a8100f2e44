internal import Almanac

/// `$1`, `$2` …: the rows of the last answer.
extension Session {
  /// The statement with the `@id` of each row that it names; nil when it names none.
  ///
  /// - Throws: `N05` for a row that there is not.
  func namingRows(in text: String) throws(QueryError) -> String? {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return nil }
    var result = ""
    var end = 0
    let tokens = lex(text).filter { !$0.isTrivia }
    for (place, token) in tokens.enumerated() where token.kind == .variable {
      let name = text.utf8Slice(token.range).dropFirst()
      guard !name.isEmpty, name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
      if place == 1, tokens[0].keyword == .let || tokens[0].keyword == .param {
        throw QueryError([
          Diagnostic(
            id: "N08", message: "$\(name) is a row of the last answer, and can't be defined",
            primary: Diagnostic.Label(range: token.range, text: "a name begins with a letter"))
        ])
      }
      result += text.utf8Slice(TextRange(end, token.range.start))
      result += try identity(ofRow: name, at: token.range)
      end = token.range.end
    }
    return end == 0 ? nil : result + text.utf8Slice(TextRange(end, text.utf8.count))
  }

  private func identity(
    ofRow name: Substring, at range: TextRange
  ) throws(QueryError) -> String {
    var label = "nothing was answered yet"
    if let (answer, store) = lastAnswer {
      switch (Int(name) ?? .max, answer.rowCount) {
      case (_, 0): label = "the last answer has no rows"
      case (let row, let count) where row < 1 || row > count:
        label = "the last answer has rows $1 to $\(count)"
      case (let row, _):
        if let entity = answer.entity(row: row - 1) { return identityLiteral(entity, in: store) }
        label = "the rows of the last answer are counts, no things"
      }
    }
    throw QueryError([
      Diagnostic(
        id: "N05", message: "there is no row $\(name)",
        primary: Diagnostic.Label(range: range, text: label))
    ])
  }
}
