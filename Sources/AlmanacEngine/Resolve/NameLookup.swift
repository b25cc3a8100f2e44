public import AlmanacStore
internal import AlmanacText

/// Finds records by any of their names; says what is near when there is none.
struct NameLookup {
  let store: Store
  /// Whether anybody wants to know what is near; else nothing is.
  var proposes = true
  /// Where it is raised nothing is found any more.
  var interruption = Interruption.never

  /// The records of that name, each once.
  func exact(_ name: String, _ noun: Noun) -> [UInt32] {
    let key = foldedKey(name)
    guard !key.isEmpty else { return [] }
    let rows = store[noun].nameIndex(unless: interruption).rows(forKey: key)
    return rows.isEmpty && noun == .place ? country(name) : rows
  }

  /// The country that is called so somewhere in the world, if the data has it under another name.
  private func country(_ name: String) -> [UInt32] {
    guard let country = Countries.table.country(named: name, allowsCodes: true) else { return [] }
    let places = store[.place]
    let kinds = places.code("kind")
    let index = places.nameIndex(unless: interruption)
    for name in country.allNames {
      let rows = index.rows(forKey: foldedKey(name)).filter { row in
        guard let kinds else { return true }
        let words = kinds.list[row].map { kinds.dictionary[$0] }
        return words.isEmpty || words.contains("country") || words.contains("continent")
      }
      if !rows.isEmpty { return rows }
    }
    return []
  }

  /// A name that may be the one looked for.
  struct Suggestion {
    var entity: Entity
    var name: String
    /// It is typed so, though written otherwise: in pinyin, by initials or in Latin letters.
    var isTranscribed: Bool
    fileprivate var closeness: Closeness

    /// Of two names of a record, one that hardly differs from what was typed explains itself.
    fileprivate func isBetter(than other: Suggestion) -> Bool {
      if isTranscribed != other.isTranscribed, max(closeness, other.closeness) <= .letter {
        return !isTranscribed
      }
      return closeness < other.closeness
    }
  }

  /// What brings a suggestion near, the likeliest first: what was typed as a whole in Latin letters
  /// is hardly chance, while two or three letters may be.
  fileprivate enum Closeness: Comparable {
    case typedWhole
    case letter
    case beginning
    case typedBeginning
    case words
    case typedMiddle
    case letters(Int)
  }

  /// At most three of the nouns, the likeliest first: typed so in Latin letters, of the same sound in
  /// Chinese, few letters apart, with the same beginning or all the words. What was typed as a whole
  /// needs no longer names beside it.
  func near(_ name: String, _ nouns: [Noun]) -> [Suggestion] {
    guard proposes else { return [] }
    var best: [Entity: Suggestion] = [:]
    func add(_ entity: Entity, _ position: Int, _ closeness: Closeness, isTranscribed: Bool) {
      let found = Suggestion(
        entity: entity, name: store[entity.noun].names.name(at: position).text,
        isTranscribed: isTranscribed, closeness: closeness)
      if let known = best[entity], !found.isBetter(than: known) { return }
      best[entity] = found
    }
    let key = foldedKey(name)
    let isHanTyped = name.unicodeScalars.contains(where: isHan)
    for noun in nouns {
      let table = store[noun]
      for match in table.typingIndex.matches(name, in: table.names, limit: 20) {
        guard let closeness = closeness(match.extent, of: key) else { continue }
        add(
          Entity(noun, match.row), match.position, closeness, isTranscribed: !isHanTyped)
      }
      for near in table.names(near: key) {
        add(
          Entity(noun, near.row), near.position, closeness(near.closeness), isTranscribed: false)
      }
    }
    let order = best.values.sorted {
      ($0.closeness, $0.entity.noun.rawValue, $0.entity.row)
        < ($1.closeness, $1.entity.noun.rawValue, $1.entity.row)
    }
    let isCertain = order.contains { $0.closeness == .typedWhole }
    return Array(order.prefix { !isCertain || $0.closeness <= .letter }.prefix(3))
  }

  /// Two letters are the whole of a name or nothing.
  private func closeness(_ extent: TypingIndex.Extent, of key: String) -> Closeness? {
    switch extent {
    case .whole: .typedWhole
    case .beginning: key.count > 2 ? .typedBeginning : nil
    case .middle: key.count > 2 ? .typedMiddle : nil
    }
  }

  private func closeness(_ near: NearName.Closeness) -> Closeness {
    switch near {
    case .letters(let count): count > 1 ? .letters(count) : .letter
    case .beginning: .beginning
    case .words: .words
    }
  }

  /// The nouns that are looked through when none is wanted, the likeliest first.
  static let nouns: [Noun] = [.organization, .place, .theme, .person, .event, .outcome, .source]

  /// The record whose id is a few letters apart; nil among too many to compare.
  func nearestID(_ id: String, _ noun: Noun) -> UInt32? {
    let table = store[noun]
    guard proposes, table.rowCount <= 50_000 else { return nil }
    let limit = suggestionLimit(forLength: id.count)
    var best: (row: UInt32, distance: Int)?
    for row in 0..<UInt32(truncatingIfNeeded: table.rowCount) {
      guard let distance = editDistance(id, table.ids[row], limit: limit),
        distance < best?.distance ?? .max
      else { continue }
      best = (row, distance)
    }
    return best?.row
  }

  /// The records of that name among other nouns.
  func elsewhere(_ name: String, besides noun: Noun?) -> [Entity] {
    NameLookup.nouns.filter { $0 != noun }.flatMap { other in
      exact(name, other).map { Entity(other, $0) }
    }
  }

  /// What is nearest among other nouns, where hardly anything else can have been meant.
  func nearElsewhere(_ name: String, besides noun: Noun) -> Suggestion? {
    near(name, NameLookup.nouns.filter { $0 != noun }).first { $0.closeness <= .letter }
  }
}

/// A name and by what else its record is known to the reader: `CAST (China Association for Science
/// and Technology)`, `中国科协 (CAST)`; the name alone where that is what the reader calls it.
public func explainedName(
  _ name: String, of entity: Entity, in store: Store, languages: [String]
) -> String {
  let other = otherName(than: name, of: entity, in: store, languages: languages)
  return name + (other.map { " (\($0))" } ?? "")
}

/// The acronym, else the name in the reader's language; nil where `name` is that.
func otherName(
  than name: String, of entity: Entity, in store: Store, languages: [String]
) -> String? {
  let display = store.displayName(of: entity, languages: languages)
  let key = foldedKey(name)
  if key == foldedKey(display) { return nil }
  let acronym = store[entity.noun].names.acronym(of: entity.row)
  return acronym.flatMap { foldedKey($0) == key ? nil : $0 } ?? display
}
