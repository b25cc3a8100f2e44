import AlmanacLanguage
import Testing

@Test("thirty-six words are reserved: three of them before a unit only")
func reservedWords() {
  let reserved = Keyword.allCases.filter(\.isReserved)
  #expect(reserved.count == 33)
  #expect(Keyword.words(in: .stage).count == 9)
  #expect(Keyword.words(in: .relation).count == 10)
  #expect(Keyword.words(in: .quantifier).count == 5)
}

@Test("every word has one line of help that fits the screen", arguments: Keyword.allCases)
func wordsHaveHelp(keyword: Keyword) {
  #expect(!keyword.help.isEmpty && keyword.help.count <= 66 && !keyword.help.contains("\n"))
  #expect(Keyword(spelling: keyword.rawValue.uppercased()) == keyword)
}

@Test(
  "a reserved word is read as a name when it is quoted, and written so", arguments: Keyword.allCases
)
func reservedWordsAreQuoted(keyword: Keyword) {
  let parsed = parseStatement("events by \"\(keyword.rawValue)\"")
  #expect(parsed.diagnostics.isEmpty)
  #expect(parsed.statement.map { format($0) } == "events by \"\(keyword.rawValue)\"")
}

@Test("nouns are known in singular and plural, in any case")
func nouns() {
  #expect(NounWord(spelling: "People") == .person)
  #expect(NounWord(spelling: "persons") == .person)
  #expect(NounWord(spelling: "ORG") == .organization)
  #expect(NounWord(spelling: "ｅｖｅｎｔ") == .event)
  #expect(NounWord(spelling: "eventss") == nil)
}
