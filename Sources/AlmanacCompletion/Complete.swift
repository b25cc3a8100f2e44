public import AlmanacEngine
internal import AlmanacLanguage
public import AlmanacStore
internal import AlmanacText

/// What could stand at a byte of a statement that is being typed.
///
/// Grammar first: the parser says what kinds of word may follow; fields come from the rows that the
/// query has at that point, names from what the left side of the test holds. Names are found in any
/// language, by acronym and alias, by the beginning of any of their words, and by what is typed for
/// them in Latin letters.
public func complete(
  _ text: String, at byteOffset: Int, over store: Store, context: QueryContext
) -> Completion {
  let expectation = expectation(at: byteOffset, in: text)
  let typed = Typed(text, expectation.range, cursor: byteOffset)
  let inspection = Inspection(expectation.query, over: store, context: context)
  var completer = Completer(
    store: store, context: context, expectation: expectation, inspection: inspection, typed: typed)
  completer.collect()
  return Completion(
    range: expectation.range.start..<max(expectation.range.end, byteOffset),
    candidates: Array(completer.candidates.prefix(Completion.limit)),
    total: completer.candidates.count + completer.unlistedCount)
}

/// The word under the cursor as far as it is typed.
struct Typed {
  /// As it was typed, an opening quote left out.
  var text: String
  /// The text folded.
  var key: String
  var isQuoted: Bool

  init(_ text: String, _ range: TextRange, cursor: Int) {
    let bytes = Array(text.utf8)
    let start = min(max(range.start, 0), bytes.count)
    let end = min(max(cursor, start), bytes.count)
    let word = String(decoding: bytes[start..<end], as: UTF8.self)
    isQuoted = word.first.map { "\"“«「".contains($0) } ?? false
    self.text = String(isQuoted ? word.dropFirst() : word[...])
    key = foldedKey(self.text)
  }

  /// Whether a word of the language begins with what was typed.
  func begins(_ word: String) -> Bool { !isQuoted && (key.isEmpty || word.hasPrefix(key)) }
}
