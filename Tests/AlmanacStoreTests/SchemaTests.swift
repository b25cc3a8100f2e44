import AlmanacStore
import Testing

@Test("every field that another one refers to exists", arguments: Noun.allCases)
func schemaIsWhole(noun: Noun) {
  for field in Schema.fields(of: noun) {
    #expect(Schema.field(field.name, of: noun) == field)
    #expect(!field.summary.isEmpty)
    switch field.origin {
    case .reverse(let ways):
      for way in ways { #expect(Schema.field(way.field, of: way.noun)?.origin == .stored) }
    case .union(let fields):
      for name in fields { #expect(Schema.field(name, of: noun)?.isMany == true) }
    default: break
    }
  }
  #expect(Schema.field("no-such-field", of: noun) == nil)
  for name in Schema.defaultColumns(of: noun) { #expect(Schema.field(name, of: noun) != nil) }
  if let tree = Schema.treeField(of: noun) {
    #expect(Schema.field(tree, of: noun)?.type == .entity(noun))
  }
}

@Test("a noun is known by its word, its plural and its short word", arguments: Noun.allCases)
func nounWords(noun: Noun) {
  #expect(Noun(word: noun.word) == noun)
  #expect(Noun(word: noun.plural) == noun)
  #expect(Noun(word: noun.identityWord) == noun)
  #expect(noun.word == "\(noun)")
}
