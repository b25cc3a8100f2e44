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
///
/// - Parameter hasTime: asked before each candidate is counted; what is not counted in time comes
///   without a count rather than late.
public func complete(
  _ text: String, at byteOffset: Int, over store: Store, context: QueryContext,
  while hasTime: () -> Bool = { true }
) -> Completion {
  let expectation = expectationOfDate(at: byteOffset, in: text)
  let typed = Typed(text, expectation.range, cursor: byteOffset)
  let inspection = Inspection(expectation.query, over: store, context: context)
  let range = expectation.range.start..<max(expectation.range.end, byteOffset)
  return withoutActuallyEscaping(hasTime) { hasTime in
    var completer = Completer(
      store: store, context: context, expectation: expectation, inspection: inspection,
      typed: typed, hasTime: hasTime)
    completer.collect()
    return Completion(
      range: range, candidates: Array(completer.candidates.prefix(Completion.limit)),
      total: completer.candidates.count + completer.unlistedCount)
  }
}

/// What could stand at a byte; behind `2023-` the rest of a date, for which the lexer knows no sign yet.
private func expectationOfDate(at byteOffset: Int, in text: String) -> Expectation {
  let before = text.utf8.prefix(byteOffset).suffix(2)
  guard before.last == UInt8(ascii: "-"), let digit = before.first, (0x30...0x39).contains(digit)
  else { return expectation(at: byteOffset, in: text) }
  var date = expectation(at: byteOffset - 1, in: text)
  guard case .value = date.role, date.range.start < date.range.end else {
    return expectation(at: byteOffset, in: text)
  }
  date.range.end = max(date.range.end, byteOffset)
  return date
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
