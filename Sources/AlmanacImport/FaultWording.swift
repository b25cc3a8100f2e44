internal import AlmanacStore
internal import AlmanacText

/// What a fault of the builder says to the reader, with the nearest id where one is near.
func wording(of fault: BuildFault, in store: Store) -> String {
  switch fault.kind {
  case .unknownReference(let field, let noun, let id):
    return unknownReference(field, noun, id, store)
  case .cycle(let field, let id):
    return "`\(field)` of \"\(id)\" leads back to \"\(id)\" itself; the tie was cut here"
  case .unreadableClaim(let field, let value):
    return "\"\(value)\" is no value for `\(field)`; the claim is kept, and the field without it"
  }
}

private func unknownReference(
  _ field: String, _ noun: Noun?, _ id: String, _ store: Store
) -> String {
  if let other = Noun.allCases.first(where: { $0 != noun && store[$0].row(id: id) != nil }),
    let noun
  {
    return "\"\(id)\" is \(other.withArticle); `\(field)` takes \(noun.withArticle)"
  }
  // Nobody means a figure or a claim when it is not said which noun is meant.
  let nouns = noun.map { [$0] } ?? Noun.allCases.filter { $0 != .figure && $0 != .claim }
  let near = nearest(id, among: nouns.lazy.flatMap { ids(of: store[$0]) })
  let what = noun?.word ?? "record"
  return "no \(what) has the id \"\(id)\"" + suggestion(near.map { "\"\($0)\"" })
}

private func ids(of table: Table) -> [String] {
  (0..<UInt32(truncatingIfNeeded: min(table.rowCount, suggestionRows))).map { table.ids[$0] }
}

/// Ids that are looked through for a suggestion.
private let suggestionRows = 20_000

/// `; did you mean …?`, or nothing.
func suggestion(_ word: String?) -> String {
  word.map { "; did you mean \($0)?" } ?? ""
}

/// The word that is nearest to a misspelt one, when it is near enough to be meant.
func nearest(_ word: String, among candidates: some Sequence<String>) -> String? {
  // One number is as near to another as the next, and so is one letter.
  guard word.count > 2, !word.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
  var limit = suggestionLimit(forLength: word.count)
  var found: String?
  let length = word.utf8.count
  for candidate in candidates {
    // A letter has at most four bytes.
    if abs(candidate.utf8.count - length) > limit * 4 { continue }
    if let distance = editDistance(word, candidate, limit: limit) {
      if distance == 0 { return candidate }
      found = candidate
      limit = distance - 1
    }
  }
  return found
}
