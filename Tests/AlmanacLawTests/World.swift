import AlmanacTime

/// What kinds of things a generated world holds.
enum Kind: String, CaseIterable, Hashable, Sendable {
  case event
  case organization
  case person
  case place
  case theme
  case figure

  /// The noun as a query's source.
  var plural: String { self == .person ? "people" : rawValue + "s" }
  /// The noun in an identity: `@org:o1`.
  var identityWord: String { self == .organization ? "org" : rawValue }
}

/// A number as far as it is known, in millionths.
struct Amount: Hashable, Sendable {
  var low: Int64
  var high: Int64
  /// Only disputed claims support it.
  var isGuess = false
  /// As a source prints it: `~60`.
  var text = ""

  static let lowest = -Int64.max
  static let highest = Int64.max
  static let unit: Int64 = 1_000_000
}

/// One thing that a list names.
struct Member: Hashable, Sendable {
  var id: String
  /// Only disputed claims support it.
  var isDoubtful = false
}

/// What a thing states of a field. A field that is not there states nothing.
enum Datum: Hashable, Sendable {
  /// A list; `more` is nil where it names all, else by how many it goes on, as far as told.
  case members([Member], more: [Int]?)
  case words([String])
  /// A number, and the claims that it is the hull of, where nobody gives one number.
  case amount(Amount, disputed: [String])
  case date(String)
  case text(String)
  /// Ties to other things.
  case links([Link])
}

/// A tie of an event to another thing, of a kind of its own.
struct Link: Hashable, Sendable {
  var word: String
  var target: Kind
  var id: String
}

/// A thing with its names, the first one leading.
struct Thing: Hashable, Sendable {
  struct Name: Hashable, Sendable {
    var text: String
    var language: String
  }

  var kind: Kind
  var id: String
  var names: [Name] = []
  /// The short form in capitals, or another form that it is found by.
  var acronym: String?
  var alias: String?
  var fields: [String: Datum] = [:]

  /// Every name, in the order in which a store holds them.
  var everyName: [String] {
    names.map(\.text) + (acronym.map { [$0] } ?? []) + (alias.map { [$0] } ?? [])
  }
}

/// Plain values of a small generated world, without an index and without a store.
struct World: Sendable {
  var things: [Kind: [Thing]] = [:]

  subscript(kind: Kind) -> [Thing] { things[kind] ?? [] }

  /// The measures that events have numbers of.
  static let measures = ["attendance", "countries"]

  /// Where the fields lead that name things.
  static let targets: [Kind: [String: Kind]] = [
    .event: [
      "place": .place, "organizer": .organization, "host": .organization, "partner": .organization,
      "org": .organization, "speaker": .person, "theme": .theme, "part_of": .event,
      "parts": .event, "series": .event, "figure": .figure,
    ],
    .organization: [
      "country": .place, "parent": .organization, "children": .organization, "members": .person,
      "events": .event,
    ],
    .person: ["organization": .organization, "country": .place, "events": .event],
    .place: [
      "parent": .place, "children": .place, "ancestors": .place, "descendants": .place,
      "country": .place, "events": .event,
    ],
    .theme: [
      "parent": .theme, "children": .theme, "ancestors": .theme, "descendants": .theme,
      "events": .event,
    ],
    .figure: ["event": .event],
  ]

  /// Fields whose values are words or texts, and numbers.
  static let texts: Set<String> = [
    "name", "id", "kind", "mode", "status", "tag", "measure", "motto",
  ]
  static let numbers: Set<String> = ["attendance", "countries", "days", "edition", "value"]

  /// Fields that hold what the world says and nothing else.
  static let closed: Set<String> = [
    "part_of", "parts", "series", "figure", "parent", "children", "members", "events", "ancestors",
    "descendants", "event",
  ]

  static func isField(_ word: String, of kind: Kind) -> Bool {
    targets[kind]?[word] != nil || texts.contains(word) || numbers.contains(word)
      || ["starts", "ends", "when"].contains(word)
  }

  /// The field along which a kind forms a tree.
  static func treeField(of kind: Kind) -> String { kind == .event ? "part_of" : "parent" }

  /// A few words for a failure: how many of each kind.
  var summary: String {
    Kind.allCases.map { "\(self[$0].count) \($0.plural)" }.joined(separator: ", ")
  }
}
