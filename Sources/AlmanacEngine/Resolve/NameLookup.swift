internal import AlmanacStore
internal import AlmanacText

/// Finds records by any of their names; says what is near when there is none.
struct NameLookup {
  let store: Store

  /// Up to this many names are compared one by one; beyond it only those with the same beginning.
  static let comparisonLimit = 50_000

  /// The records of that name, each once.
  func exact(_ name: String, _ noun: Noun) -> [UInt32] {
    let key = foldedKey(name)
    return key.isEmpty ? [] : store[noun].nameIndex.rows(forKey: key)
  }

  /// A name that nearly is the one looked for.
  struct Suggestion {
    var row: UInt32
    var name: String
    fileprivate var distance: Int
  }

  /// At most three, the nearest first: few letters apart, the same beginning, or some of its words.
  func near(_ name: String, _ noun: Noun) -> [Suggestion] {
    let key = foldedKey(name)
    guard !key.isEmpty else { return [] }
    let table = store[noun]
    let index = table.nameIndex
    let limit = suggestionLimit(forLength: key.count)
    let words = Set(key.split(separator: " "))
    let candidates =
      index.count <= NameLookup.comparisonLimit
      ? 0..<index.count : index.range(ofPrefix: String(key.prefix(2)))
    var best: [UInt32: Suggestion] = [:]
    for place in candidates {
      let candidate = index.key(at: place)
      guard let distance = distance(key, words, candidate, limit) else { continue }
      let match = index.match(at: place)
      if let known = best[match.row], known.distance <= distance { continue }
      best[match.row] = Suggestion(
        row: match.row, name: table.names.name(at: match.position).text, distance: distance)
    }
    return Array(
      best.values.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }.prefix(3))
  }

  private func distance(
    _ key: String, _ words: Set<Substring>, _ candidate: String, _ limit: Int
  ) -> Int? {
    if let distance = editDistance(key, candidate, limit: limit) { return distance }
    if key.count >= 3, candidate.hasPrefix(key) { return limit + 1 }
    let candidateWords = candidate.split(separator: " ")
    if candidateWords.count > 1, words.isSubset(of: candidateWords) { return limit + 2 }
    return nil
  }

  /// The records of that name among other nouns.
  func elsewhere(_ name: String, besides noun: Noun?) -> [Entity] {
    let nouns: [Noun] = [.organization, .place, .theme, .person, .event, .outcome, .source]
    return nouns.filter { $0 != noun }.flatMap { other in
      exact(name, other).map { Entity(other, $0) }
    }
  }
}
