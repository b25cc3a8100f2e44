public import AlmanacStore
internal import AlmanacText

/// Finds records by any of their names; says what is near when there is none.
struct NameLookup {
  let store: Store

  /// The records of that name, each once.
  func exact(_ name: String, _ noun: Noun) -> [UInt32] {
    let key = foldedKey(name)
    return key.isEmpty ? [] : store[noun].nameIndex.rows(forKey: key)
  }

  /// A name that may be the one looked for.
  struct Suggestion {
    var entity: Entity
    var name: String
    /// It is typed so, though written otherwise: in pinyin, by initials or in Latin letters.
    var isTranscribed: Bool
    fileprivate var closeness: Closeness
  }

  /// What brings a suggestion near, the likeliest first: a name typed in Latin letters as a whole
  /// is hardly chance, while three letters may be.
  fileprivate enum Closeness: Comparable {
    case typedWhole
    case letters(Int)
    case typedBeginning
    case moreLetters(Int)
    case typedMiddle
    case beginning
    case words
  }

  /// At most three of the nouns, the likeliest first: typed so in Latin letters, of the same sound in
  /// Chinese, few letters apart, with the same beginning or all the words.
  func near(_ name: String, _ nouns: [Noun]) -> [Suggestion] {
    var best: [Entity: Suggestion] = [:]
    func add(_ entity: Entity, _ position: Int, _ closeness: Closeness, isTranscribed: Bool) {
      if let known = best[entity], known.closeness <= closeness { return }
      best[entity] = Suggestion(
        entity: entity, name: store[entity.noun].names.name(at: position).text,
        isTranscribed: isTranscribed, closeness: closeness)
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
    return Array(order.prefix(3))
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
    case .letters(let count): count > 1 ? .moreLetters(count) : .letters(count)
    case .beginning: .beginning
    case .words: .words
    }
  }

  /// The records of that name among other nouns.
  func elsewhere(_ name: String, besides noun: Noun?) -> [Entity] {
    let nouns: [Noun] = [.organization, .place, .theme, .person, .event, .outcome, .source]
    return nouns.filter { $0 != noun }.flatMap { other in
      exact(name, other).map { Entity(other, $0) }
    }
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
