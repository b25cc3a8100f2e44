internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText

/// Looks for the records of one noun by what has been typed of their names.
///
/// Cost: index look-ups; of names that fit in one way no more than ``limit`` are looked at, and beyond
/// that those that leave most of the rows so far. Where enough of them begin so to fill a menu, no
/// other way is tried. What fits nowhere is held against up to
/// ``Table/comparisonLimit`` names for typing errors.
struct NameSearch {
  let table: Table
  let typed: Typed
  let languages: [String]
  /// How many rows each record would leave; nil where that can't be told.
  let facets: FacetCounts?

  /// More names than this that fit alike are not looked at.
  static let limit = 2_000

  /// How well a name fits what was typed, the best first.
  enum Fit: UInt8, Comparable {
    /// It begins so.
    case beginning
    /// One of its words does, or, in Chinese, any place of it.
    case word
    /// It is typed so in Latin letters: pinyin, initials or Cyrillic.
    case transcription
    /// Some of its words or syllables are.
    case transcribedWord
    /// It nearly begins so.
    case misspelling

    /// Whether the name does not show by itself why it was found.
    var isIndirect: Bool { self >= .transcription }

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  /// What leaves something first, then by how well it fits, then by kind, then what leaves most, then by
  /// name.
  struct Order: Comparable {
    var fit: Fit
    /// Letters that are wrong.
    var errorCount = 0
    /// The place of its kind among those that fit here, the likeliest first.
    var kindRank = 0
    var count: Int?
    var key: String

    static func < (left: Order, right: Order) -> Bool {
      if (left.count == 0) != (right.count == 0) { return right.count == 0 }
      if left.fit != right.fit { return left.fit < right.fit }
      if left.errorCount != right.errorCount { return left.errorCount < right.errorCount }
      if left.kindRank != right.kindRank { return left.kindRank < right.kindRank }
      if left.count != right.count { return left.count ?? 0 > right.count ?? 0 }
      return left.key < right.key
    }
  }

  /// A record that was found.
  struct Found {
    var entity: Entity
    /// The name that fits; nil when nothing was typed.
    var name: String?
    var order: Order
  }

  /// The records with a name that fits, each once, by the name that fits best, and how many names
  /// more fit that were not looked at.
  func found() -> (records: [Found], unlistedCount: Int) {
    if typed.key.isEmpty {
      let all = everything()
      return (all, max(0, table.rowCount - all.count))
    }
    var best: [UInt32: Candidate] = [:]
    var unlistedCount = addBeginnings(to: &best)
    if !isEnough(best) { unlistedCount += addWords(to: &best) }
    if !isEnough(best) { addTranscriptions(to: &best) }
    return (best.map { row, candidate in found(row, candidate) }, unlistedCount)
  }

  /// So many names that fit alike are looked at: without counts the first by name are the first to
  /// offer, and no more of them than are offered.
  private var lookLimit: Int { isCounted ? NameSearch.limit : Completion.limit }

  private var isCounted: Bool { facets.map { $0.namedCount > 0 } ?? false }

  /// Whether nothing else that fits could come before these.
  private func isEnough(_ best: [UInt32: Candidate]) -> Bool {
    guard best.count >= Completion.limit else { return false }
    guard let facets, isCounted else { return true }
    return best.keys.count { facets[$0] > 0 } >= Completion.limit
  }

  /// The records with a name that nearly begins with what was typed.
  func misspelt() -> [Found] {
    table.names(nearlyBeginningWith: typed.key).map { near in
      var candidate = Candidate(fit: .misspelling, position: near.position, key: "")
      if case .letters(let count) = near.closeness { candidate.errorCount = count }
      return found(near.row, candidate)
    }
  }

  /// A name of a record that fits.
  private struct Candidate {
    var fit: Fit
    var position: Int
    var key: String
    var errorCount = 0

    /// Of names that fit alike the shortest is the one to type.
    func isBetter(than other: Candidate) -> Bool {
      if fit != other.fit { return fit < other.fit }
      if key.utf8.count != other.key.utf8.count { return key.utf8.count < other.key.utf8.count }
      return position < other.position
    }
  }

  private func found(_ row: UInt32, _ candidate: Candidate) -> Found {
    let name = table.names.name(at: candidate.position).text
    return Found(
      entity: Entity(table.noun, row), name: name,
      order: Order(
        fit: candidate.fit, errorCount: candidate.errorCount, count: count(row),
        key: candidate.key.isEmpty ? foldedKey(name) : candidate.key))
  }

  private func count(_ row: UInt32) -> Int? { facets?[row] }

  private func add(_ row: UInt32, _ candidate: Candidate, to best: inout [UInt32: Candidate]) {
    if let known = best[row], !candidate.isBetter(than: known) { return }
    best[row] = candidate
  }

  /// Nothing is typed: what leaves most of the rows so far, and where that does not fill a menu, the
  /// first by name.
  private func everything() -> [Found] {
    var rows = Set(facets?.busiest(least: Completion.limit, most: NameSearch.limit) ?? [])
    if rows.count < Completion.limit {
      for place in 0..<table.nameIndex.count {
        if rows.count >= NameSearch.limit { break }
        rows.insert(table.nameIndex.match(at: place).row)
      }
    }
    return rows.map { row in
      let display = table.names.display(of: row, languages: languages) ?? table.ids[row]
      return Found(
        entity: Entity(table.noun, row),
        order: Order(fit: .beginning, count: count(row), key: foldedKey(display)))
    }
  }

  /// - Returns: how many names more begin so.
  private func addBeginnings(to best: inout [UInt32: Candidate]) -> Int {
    let range = table.nameIndex.range(ofPrefix: typed.key)
    for place in range.prefix(lookLimit) { add(place, .beginning, to: &best) }
    let unlistedCount = max(0, range.count - lookLimit)
    guard isCounted, unlistedCount > 0 else { return unlistedCount }
    // Too many to look at all: those that leave something may not be missing.
    for row in facets?.busiest(least: NameSearch.limit, most: NameSearch.limit) ?? [] {
      for position in table.names.positions(of: row) {
        let key = foldedKey(table.names.name(at: position).text)
        if key.hasPrefix(typed.key) {
          add(row, Candidate(fit: .beginning, position: position, key: key), to: &best)
        }
      }
    }
    return unlistedCount
  }

  /// - Returns: how many names more hold such a word, as far as they are searched.
  private func addWords(to best: inout [UInt32: Candidate]) -> Int {
    // Chinese has no spaces: any place of the name will do.
    let isSpaced = typed.key.unicodeScalars.allSatisfy { $0.value < 0x2E80 }
    let text = isSpaced ? " " + typed.key : typed.key
    let places = table.nameIndex.places(holding: text, limit: NameSearch.limit)
    for place in places.prefix(lookLimit) { add(place, .word, to: &best) }
    return max(0, places.count - lookLimit)
  }

  private func add(_ place: Int, _ fit: Fit, to best: inout [UInt32: Candidate]) {
    let match = table.nameIndex.match(at: place)
    let key = table.nameIndex.key(at: place)
    add(match.row, Candidate(fit: fit, position: match.position, key: key), to: &best)
  }

  private func addTranscriptions(to best: inout [UInt32: Candidate]) {
    let matches = table.typingIndex.matches(
      typed.text, in: table.names, limit: Completion.limit)
    for match in matches {
      let name = table.names.name(at: match.position).text
      let fit: Fit = match.extent == .middle ? .transcribedWord : .transcription
      add(
        match.row, Candidate(fit: fit, position: match.position, key: foldedKey(name)), to: &best)
    }
  }
}
