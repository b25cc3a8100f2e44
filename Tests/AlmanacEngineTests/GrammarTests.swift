import Almanac
import Testing

@Test("the nouns of the grammar are the nouns of the store, in every spelling")
func nouns() {
  #expect(NounWord.allCases.map(\.rawValue) == Noun.allCases.map(\.word))
  for noun in Noun.allCases {
    #expect(NounWord(spelling: noun.word)?.rawValue == noun.word)
    #expect(NounWord(spelling: noun.plural)?.rawValue == noun.word)
    #expect(NounWord(rawValue: noun.word)?.identityPrefix == noun.identityWord)
  }
}

@Test("no field is spelt like a word that the grammar keeps for itself")
func fields() {
  for noun in Noun.allCases {
    for field in Schema.fields(of: noun) {
      #expect(Keyword(spelling: field.name)?.isReserved != true, "\(noun).\(field.name)")
    }
  }
}

@Test("the columns that views print are fields of their noun")
func defaults() {
  for noun in Noun.allCases {
    for column in Schema.defaultColumns(of: noun) {
      #expect(Schema.field(column, of: noun) != nil, "\(noun).\(column)")
    }
  }
}
