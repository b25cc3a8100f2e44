internal import AlmanacStore

/// What a key of a record means.
enum KeyMeaning: Hashable {
  case identifier
  /// Which kind of record it is: JSON's `"noun"`.
  case noun
  /// The name proper, in the language of the key: `name@zh`.
  case name(language: String)
  case alias
  case acronym
  case text
  case code
  case number
  case day
  case period
  case reference(Noun)
  case link
  case figures
  case cite
  case ours
  /// A number of the record under the measure's name: `attendance`.
  case measure
  /// A part of a chain of places, of that kind: `city`.
  case placeStep(kind: String)
  /// One end of the period: JSON's `start` and `end`.
  case start
  case end
  /// The time of one end, where it stands apart from the day: `Start Time`.
  case startTime
  case endTime
  /// `online`: true or false.
  case isOnline
  /// Said by the record's other keys before these: the subject of a figure.
  case settled
  /// Follows from other fields and is not written.
  case derived
  /// A key that the schema does not know.
  case further
}

/// What a key of a record of one noun means, and which field it fills.
///
/// A class, so that looking one up costs one count of references and not one for each text in it.
final class KeyRule: Sendable {
  let meaning: KeyMeaning
  let field: String
  let isMany: Bool

  init(meaning: KeyMeaning, field: String, isMany: Bool = false) {
    self.meaning = meaning
    self.field = field
    self.isMany = isMany
  }
}

/// The keys of every noun, from the schema and, for tabular files, from the spellings that people
/// use; made for a noun when its first record comes.
struct KeyRules {
  /// How freely keys are read.
  enum Style: Hashable {
    /// A corpus: the fields' names and nothing else.
    case corpus
    /// JSON Lines and the like: synonyms too, and unknown keys are kept.
    case tabular
  }

  var style: Style
  /// By noun, then by style.
  private var known = [KnownKeys?](repeating: nil, count: Noun.allCases.count * 2)
  /// Keys of calendars and linked data that no field has, and under which they are kept; by noun.
  private var foreign = [[String: String]](repeating: [:], count: Noun.allCases.count)

  init(style: Style) {
    self.style = style
  }

  /// What the key of a member means for a record of that noun; nil for an unknown key of a corpus.
  mutating func rule(ofMember node: Int, _ tree: ValueTree, of noun: Noun) -> KeyRule? {
    let index = place(of: noun, style)
    if let packed = tree.packedKey(node), let rule = known[index]?.rule(packed) { return rule }
    return rule(tree.keyText(node), of: noun)
  }

  /// Whether a stretch of bytes is a key of a record of that noun.
  mutating func isKnown(_ bytes: [UInt8], _ range: Range<Int>, of noun: Noun) -> Bool {
    if let packed = PackedKey(bytes[range]),
      known[place(of: noun, style)]?.rule(packed) != nil
    {
      return true
    }
    return rule(String(decoding: bytes[range], as: UTF8.self), of: noun) != nil
  }

  /// What a key means for a record of that noun.
  mutating func rule(_ key: String, of noun: Noun) -> KeyRule? {
    let fields = corpusKeys(of: noun)
    guard style == .tabular else { return fields.rules[key] }
    let index = place(of: noun, .tabular)
    if let rule = known[index]?.rules[key] { return rule }
    let rule = tabularRule(key, of: noun, fields.rules)
    known[index, default: KnownKeys()].note(key, rule)
    return rule
  }

  /// What a tabular file means by a key; it is not noted as one that the file has.
  mutating func tabularMeaning(of key: String, _ noun: Noun) -> KeyMeaning {
    if let rule = known[place(of: noun, .tabular)]?.rules[key] { return rule.meaning }
    return tabularRule(key, of: noun, corpusKeys(of: noun).rules).meaning
  }

  /// Under which key a value of another format is kept that no field has; `data.KEY` where a tabular
  /// file would mean a field by it.
  mutating func foreignKey(_ key: String, of noun: Noun) -> String {
    let index = Int(noun.rawValue)
    if let kept = foreign[index][key] { return kept }
    let rule = tabularRule(key, of: noun, corpusKeys(of: noun).rules)
    let kept = rule.meaning == .further ? rule.field : "data.\(key)"
    foreign[index][key] = kept
    return kept
  }

  /// The keys that files have had so far, those of the first noun first.
  var written: [KeyUse] {
    Noun.allCases.flatMap { noun in
      let tabular = (known[place(of: noun, .tabular)]?.rules ?? [:]).map {
        KeyUse(noun: noun, key: $0, field: $1.field, isKept: $1.meaning == .further)
      }
      let kept = foreign[Int(noun.rawValue)].map {
        KeyUse(noun: noun, key: $0, field: $1, isKept: true)
      }
      return Set(tabular + kept).sorted { ($0.key, $0.field) < ($1.key, $1.field) }
    }
  }

  /// The keys that a record of a corpus may have.
  mutating func knownKeys(of noun: Noun) -> [String] {
    corpusKeys(of: noun).rules.filter { $0.value.meaning != .derived }.keys.sorted()
  }

  private func place(of noun: Noun, _ style: Style) -> Int {
    Int(noun.rawValue) &* 2 &+ (style == .corpus ? 0 : 1)
  }

  private mutating func corpusKeys(of noun: Noun) -> KnownKeys {
    let index = place(of: noun, .corpus)
    if let keys = known[index] { return keys }
    var keys = KnownKeys()
    let settled = settledKeys(of: noun)
    for field in Schema.fields(of: noun) where keys.rules[field.name] == nil {
      let meaning = settled.contains(field.name) ? .settled : meaning(of: field)
      keys.note(
        field.name, KeyRule(meaning: meaning, field: field.name, isMany: field.isMany))
    }
    keys.note("cite", KeyRule(meaning: .cite, field: "cite"))
    keys.note("ours", KeyRule(meaning: .ours, field: "ours"))
    known[index] = keys
    return keys
  }
}

/// The keys that came so far: short ones are found by comparing two words.
private struct KnownKeys {
  private var packed: [PackedKey] = []
  private var packedRules: [KeyRule] = []
  private(set) var rules: [String: KeyRule] = [:]

  mutating func note(_ key: String, _ rule: KeyRule) {
    rules[key] = rule
    guard packed.count < 64, let short = PackedKey(key.utf8) else { return }
    packed.append(short)
    packedRules.append(rule)
  }

  func rule(_ key: PackedKey) -> KeyRule? {
    for index in packed.indices where packed[index] == key { return packedRules[index] }
    return nil
  }
}

/// A key of up to sixteen bytes in two words.
struct PackedKey: Equatable {
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count <= 16 else { return nil }
    for byte in bytes {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(byte)
    }
  }
}

extension [KnownKeys?] {
  fileprivate subscript(index: Int, default empty: @autoclosure () -> KnownKeys) -> KnownKeys {
    get { self[index] ?? empty() }
    set { self[index] = newValue }
  }
}

/// Keys that are read before the others, as the record can't be made without them.
func settledKeys(of noun: Noun) -> [String] {
  switch noun {
  case .figure: ["subject", "measure", "value"]
  case .claim: ["subject", "field", "value", "verdict"]
  default: []
  }
}

private func meaning(of field: Field) -> KeyMeaning {
  switch field.origin {
  case .identifier: return .identifier
  case .displayName: return .name(language: "")
  case .aliases: return .alias
  case .acronym: return .acronym
  case .period: return .period
  case .stored: break
  default: return field.name == "figure" ? .figures : .derived
  }
  switch field.type {
  case .text: return .text
  case .code: return field.name == "link" ? .link : .code
  case .number: return .number
  case .day: return .day
  case .period: return .period
  case .entity(let noun):
    // A figure's event is its subject.
    return field.name == "event" ? .derived : .reference(noun)
  case .anyEntity: return .settled
  }
}
