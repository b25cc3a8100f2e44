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

  /// The keys that tabular files have had so far, those of the first noun first.
  var written: [KeyUse] {
    Noun.allCases.flatMap { noun in
      (known[place(of: noun, .tabular)]?.rules ?? [:]).sorted { $0.key < $1.key }.map {
        KeyUse(noun: noun, key: $0, field: $1.field, isKept: $1.meaning == .further)
      }
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

// MARK: - Spellings of tabular files

/// The field that a key of a tabular file fills: by name, by a spelling that people use, by the
/// plural; else it is kept as it is.
private func tabularRule(_ key: String, of noun: Noun, _ fields: [String: KeyRule]) -> KeyRule {
  if key == "noun" { return KeyRule(meaning: .noun, field: key) }
  if let at = key.firstIndex(of: "@"), at != key.startIndex {
    let language = String(key[key.index(after: at)...])
    let base = plainKey(key[..<at])
    if base == "name" || base == "title" {
      return KeyRule(meaning: .name(language: language), field: "name")
    }
  }
  if noun == .event, key == "starts" || key == "ends", let rule = eventSpellings[key] {
    return rule
  }
  if let rule = fields[key], rule.meaning != .derived { return rule }
  let plain = plainKey(key[...])
  if noun == .event, let rule = eventSpellings[plain] { return rule.completed(from: fields) }
  if let rule = commonSpellings[plain] { return rule.completed(from: fields) }
  if let rule = fields[plain], rule.isWritten { return rule }
  if plain.hasSuffix("s"), let rule = fields[String(plain.dropLast())], rule.isMany,
    rule.isWritten
  {
    return rule
  }
  // Spelt like a field of another meaning, it is kept beside that field.
  let isTaken = Schema.field(key, of: noun) != nil
  return KeyRule(meaning: .further, field: isTaken ? "data.\(key)" : oneWord(key))
}

/// `Contact Phone (home)` as a query can write it: `Contact_Phone_home`.
private func oneWord(_ key: String) -> String {
  guard key.contains(where: { $0.isWhitespace }) else { return key }
  return key.split { !($0.isLetter || $0.isNumber || "._-@".contains($0)) }.joined(separator: "_")
}

/// `Start Date`, `start_date` and `startDate` are `startdate`.
private func plainKey(_ key: Substring) -> String {
  var plain = key.lowercased()
  plain.removeAll { $0 == " " || $0 == "_" || $0 == "-" }
  return plain
}

extension KeyRule {
  /// A tabular file may fill it: it follows from nothing else and is no affair of corpora only.
  fileprivate var isWritten: Bool {
    meaning != .derived && meaning != .ours && meaning != .cite
  }

  /// The rule of the field it stands for, where it stands for one.
  fileprivate func completed(from fields: [String: KeyRule]) -> KeyRule {
    meaning == .derived ? fields[field] ?? KeyRule(meaning: .further, field: field) : self
  }
}

/// Another spelling of a field; its meaning comes from the field.
private func spelling(of field: String) -> KeyRule { KeyRule(meaning: .derived, field: field) }

private let commonSpellings: [String: KeyRule] = [
  "title": KeyRule(meaning: .name(language: ""), field: "name"),
  "summary": KeyRule(meaning: .name(language: ""), field: "name"),
  "label": KeyRule(meaning: .name(language: ""), field: "name"),
  "names": KeyRule(meaning: .alias, field: "alias"),
  "aliases": KeyRule(meaning: .alias, field: "alias"),
  "alternatename": KeyRule(meaning: .alias, field: "alias"),
  "acronyms": KeyRule(meaning: .acronym, field: "acronym"),
  "type": spelling(of: "kind"),
  "@type": spelling(of: "kind"),
  "uid": KeyRule(meaning: .identifier, field: "id"),
  "@id": KeyRule(meaning: .identifier, field: "id"),
  "identifier": KeyRule(meaning: .identifier, field: "id"),
  "website": spelling(of: "url"),
  "homepage": spelling(of: "url"),
  "description": spelling(of: "note"),
  "keywords": spelling(of: "theme"),
  "lang": further("language"),
  "locales": further("language"),
]

/// Another spelling of a key that no field has.
private func further(_ key: String) -> KeyRule { KeyRule(meaning: .further, field: key) }

/// Another spelling of the name, of an end of the period, or of a part of the place.
private let eventName = KeyRule(meaning: .name(language: ""), field: "name")
private let start = KeyRule(meaning: .start, field: "starts")
private let end = KeyRule(meaning: .end, field: "ends")
private let city = KeyRule(meaning: .placeStep(kind: "city"), field: "place")
private let province = KeyRule(meaning: .placeStep(kind: "province"), field: "place")
private let country = KeyRule(meaning: .placeStep(kind: "country"), field: "place")
private let venue = KeyRule(meaning: .placeStep(kind: "venue"), field: "place")

private let eventSpellings: [String: KeyRule] = [
  "subject": eventName, "event": eventName, "eventname": eventName, "eventtitle": eventName,
  "start": start, "starts": start, "startdate": start, "date": start, "begin": start,
  "begins": start, "begindate": start, "startson": start, "from": start, "fromdate": start,
  "datefrom": start, "firstday": start, "startdatetime": start, "dtstart": start,
  "eventdate": start,
  "end": end, "ends": end, "enddate": end, "endson": end, "to": end, "todate": end, "dateto": end,
  "until": end, "lastday": end, "enddatetime": end, "dtend": end, "finish": end,
  "starttime": KeyRule(meaning: .startTime, field: "starts"),
  "endtime": KeyRule(meaning: .endTime, field: "ends"),
  "venue": venue, "venuename": venue,
  "city": city, "town": city, "locality": city,
  "province": province, "state": province, "region": province,
  "country": country, "countryname": country, "nation": country,
  "lat": further("latitude"), "latitude": further("latitude"),
  "lon": further("longitude"), "lng": further("longitude"), "long": further("longitude"),
  "longitude": further("longitude"),
  "location": spelling(of: "place"),
  "parent": spelling(of: "part_of"),
  "superevent": spelling(of: "part_of"),
  "organizers": spelling(of: "organizer"),
  "organizername": spelling(of: "organizer"),
  "organizedby": spelling(of: "organizer"),
  "organisedby": spelling(of: "organizer"),
  "organiser": spelling(of: "organizer"),
  "organisers": spelling(of: "organizer"),
  "sponsor": spelling(of: "partner"),
  "sponsors": spelling(of: "partner"),
  "funder": spelling(of: "partner"),
  "performer": spelling(of: "speaker"),
  "performers": spelling(of: "speaker"),
  "topic": spelling(of: "theme"),
  "topics": spelling(of: "theme"),
  "tags": spelling(of: "theme"),
  "about": spelling(of: "theme"),
  "online": KeyRule(meaning: .isOnline, field: "mode"),
  "eventattendancemode": spelling(of: "mode"),
  "eventstatus": spelling(of: "status"),
  "attendance": KeyRule(meaning: .measure, field: "attendance"),
  "attendees": KeyRule(meaning: .measure, field: "attendance"),
  "participants": KeyRule(meaning: .measure, field: "attendance"),
  "visitors": KeyRule(meaning: .measure, field: "attendance"),
  "capacity": KeyRule(meaning: .measure, field: "capacity"),
  "maximumattendeecapacity": KeyRule(meaning: .measure, field: "capacity"),
]
