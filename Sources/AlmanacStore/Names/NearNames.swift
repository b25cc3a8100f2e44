internal import AlmanacText

/// A name that is spelt nearly as what was typed.
public struct NearName: Hashable, Sendable {
  /// The record that has it.
  public var row: UInt32
  /// Position in the ``NameTable``.
  public var position: Int
  /// What brings it near.
  public var closeness: Closeness

  /// What brings a name near, the nearest first.
  public enum Closeness: Hashable, Comparable, Sendable {
    /// So many letters put in, left out, replaced or swapped.
    case letters(Int)
    /// It begins with what was typed.
    case beginning
    /// It has all the words that were typed.
    case words
  }
}

extension Table {
  /// Up to this many names are compared one by one; beyond it only those with the same beginning.
  public static let comparisonLimit = 50_000

  /// The names near a folded key, one for each record, the nearest first: few letters apart
  /// (`suggestionLimit(forLength:)`), or with the same beginning or all its words.
  public func names(near key: String) -> [NearName] {
    let limit = suggestionLimit(forLength: key.count)
    let words = Set(key.split(separator: " "))
    let isLong = key.count >= 3
    return nearest(to: key) { candidate in
      if let distance = editDistance(key, candidate, limit: limit) { return .letters(distance) }
      if isLong, candidate.hasPrefix(key) { return .beginning }
      let candidateWords = candidate.split(separator: " ")
      return candidateWords.count > 1 && words.isSubset(of: candidateWords) ? .words : nil
    }
  }

  /// The names of which a folded key that is still being typed is nearly the beginning, one for each
  /// record, the nearest first; none for a key of three letters or fewer, which is near everything.
  public func names(nearlyBeginningWith key: String) -> [NearName] {
    let length = key.count
    guard length > 3 else { return [] }
    let limit = suggestionLimit(forLength: length)
    return nearest(to: key) { candidate in
      editDistance(key, toPrefixOf: candidate, limit: limit).map { .letters($0) }
    }
  }

  private func nearest(
    to key: String, _ closeness: (String) -> NearName.Closeness?
  ) -> [NearName] {
    guard !key.isEmpty else { return [] }
    let index = nameIndex
    let places =
      index.count <= Table.comparisonLimit
      ? 0..<index.count : index.range(ofPrefix: String(key.prefix(2)))
    var best: [UInt32: NearName] = [:]
    for place in places.prefix(Table.comparisonLimit) {
      guard let closeness = closeness(index.key(at: place)) else { continue }
      let match = index.match(at: place)
      if let known = best[match.row], known.closeness <= closeness { continue }
      best[match.row] = NearName(row: match.row, position: match.position, closeness: closeness)
    }
    return best.values.sorted { ($0.closeness, $0.row) < ($1.closeness, $1.row) }
  }
}
