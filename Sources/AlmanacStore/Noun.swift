/// What a record is about: one table of the store each.
public enum Noun: UInt8, CaseIterable, Hashable, Sendable {
  case event
  case organization
  case person
  case place
  case theme
  case outcome
  case figure
  case source
  case claim

  /// The singular word of the language: `event`, `organization`.
  public var word: String {
    switch self {
    case .event: "event"
    case .organization: "organization"
    case .person: "person"
    case .place: "place"
    case .theme: "theme"
    case .outcome: "outcome"
    case .figure: "figure"
    case .source: "source"
    case .claim: "claim"
    }
  }

  /// The word for several: `events`, `people`.
  public var plural: String { self == .person ? "people" : word + "s" }

  /// `an event`, `a place`.
  public var withArticle: String {
    switch self {
    case .event, .organization, .outcome: "an \(word)"
    default: "a \(word)"
    }
  }

  /// The short word in `@org:cast`.
  public var identityWord: String { self == .organization ? "org" : word }

  /// The noun of any of its words, or nil.
  public init?(word: some StringProtocol) {
    for noun in Noun.allCases
    where noun.word == word || noun.plural == word || noun.identityWord == word {
      self = noun
      return
    }
    return nil
  }
}

/// One record of the store: a row of a noun's table.
public struct Entity: Hashable, Sendable {
  /// The table it is in.
  public var noun: Noun
  /// Its position there.
  public var row: UInt32

  /// The noun of any of its words, or nil.
  public init(_ noun: Noun, _ row: UInt32) {
    self.noun = noun
    self.row = row
  }
}
