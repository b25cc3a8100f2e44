extension NounWord {
  /// Every spelling, the one of the formatter and of the help first.
  public var spellings: [String] {
    switch self {
    case .event: ["events", "event"]
    case .organization: ["organizations", "organization", "orgs", "org"]
    case .person: ["people", "person", "persons"]
    case .place: ["places", "place"]
    case .theme: ["themes", "theme"]
    case .outcome: ["outcomes", "outcome"]
    case .figure: ["figures", "figure"]
    case .source: ["sources", "source"]
    case .claim: ["claims", "claim"]
    }
  }

  /// As an id writes it: `@org:cast`.
  public var identityPrefix: String { self == .organization ? "org" : rawValue }

  /// The noun that a word is, singular or plural, in any case and width.
  public init?(spelling text: String) {
    let bytes = Array(text.utf8)
    let entry = ReservedWords.entry(in: bytes, TextRange(0, bytes.count))
    guard let noun = entry?.noun else { return nil }
    self = noun
  }
}
