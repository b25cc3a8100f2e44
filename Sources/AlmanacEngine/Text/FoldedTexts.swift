internal import AlmanacStore
internal import AlmanacText

/// Texts ready to be searched all at once: most are their own folded form but for capitals and are
/// searched where they stand; the others are kept folded beside them.
struct FoldedTexts: Sendable {
  private let texts: TextPool
  /// Texts whose folded form has other bytes than capitals for small letters, rising.
  private let strange: [UInt32]
  private let folded: TextPool
  /// How often each byte is met, in a part of the texts and folded: a search goes by the seldom ones.
  private let frequencies: [UInt32]

  /// - Parameter least: how many texts are worth a second thread.
  init(_ texts: TextPool, least: Int, _ interruption: Interruption) {
    let parts = inTwoThreads(texts.count, least: least) { range in
      strangeTexts(texts, range, interruption)
    }
    var (strange, folded) = parts.first ?? ([], TextPool())
    for part in parts.dropFirst() {
      strange += part.strange
      folded.append(0..<part.folded.count, of: part.folded)
    }
    self.texts = texts
    self.strange = strange
    self.folded = folded
    frequencies = foldedFrequencies(of: [texts, folded])
  }

  /// The positions of the texts that contain a folded text, rising.
  ///
  /// - Parameters:
  ///   - wanted: not empty.
  ///   - least: how many texts are worth a second thread.
  func positions(containing wanted: String, least: Int) -> [UInt32] {
    let wanted = TextPattern(Array(wanted.utf8), frequencies)
    var found: [UInt32] = []
    if wanted.isASCII {
      let plain = wanted.matches(in: texts, least: least)
      found = strange.isEmpty ? plain : missing(plain.span, strange.span)
    }
    let others = wanted.matches(in: folded, least: least).map { strange[Int($0)] }
    guard !others.isEmpty else { return found }
    return found.isEmpty ? others : (found + others).sorted()
  }
}

/// Texts of a part whose folded form is not told by capitals alone, and these forms.
private func strangeTexts(
  _ texts: TextPool, _ range: Range<Int>, _ interruption: Interruption
) -> (strange: [UInt32], folded: TextPool) {
  var strange: [UInt32] = []
  var folded = TextPool()
  var form: [UInt8] = []
  let bytes = texts.bytes.span
  let offsets = texts.offsets.span
  for position in range {
    if position & 0x3FF == 0, interruption.isRaised { break }
    let start = Int(offsets[position])
    let text = bytes.extracting(start..<max(start, Int(offsets[position &+ 1])))
    if isPlain(text) { continue }
    form.removeAll(keepingCapacity: true)
    appendFoldedText(of: text, to: &form)
    strange.append(UInt32(truncatingIfNeeded: position))
    folded.append(utf8: form.span)
  }
  return (strange, folded)
}

/// ASCII with single spaces inside: only capitals fold to something else.
private func isPlain(_ bytes: Span<UInt8>) -> Bool {
  var before: UInt8 = 0x20
  for index in bytes.indices {
    let byte = bytes[index]
    if byte >= 0x7F || byte < 0x20 || (byte == 0x20 && before == 0x20) { return false }
    before = byte
  }
  return before != 0x20
}

/// How often each byte stands in the first mebibyte of some texts, capitals among the small letters.
func foldedFrequencies(of pools: [TextPool]) -> [UInt32] {
  var counts = [UInt32](repeating: 0, count: 256)
  for texts in pools {
    let sample = histogram(texts.bytes.span(0..<min(texts.bytes.count, 1 << 20)))
    for byte in counts.indices { counts[byte] &+= sample[byte] }
  }
  for capital in 0x41...0x5A {
    counts[capital | 0x20] &+= counts[capital]
    counts[capital] = 0
  }
  return counts
}

extension Table {
  /// The records whose text in a column contains a folded text.
  func rows(
    _ field: String, _ column: TextColumn, containing wanted: String, _ context: QueryContext
  ) -> Subset {
    let least = context.tuning.threadRowCount
    let folded = memo.value("folded \(field)", unless: context.interruption) {
      FoldedTexts(column.texts, least: least, context.interruption)
    }
    return Subset(
      rising: folded.positions(containing: wanted, least: least), of: rowCount)
  }
}
