internal import AlmanacStore
internal import AlmanacText
internal import CTextScan

/// Texts ready to be searched all at once: most are their own folded form but for capitals and are
/// searched where they stand; the others are kept folded beside them.
struct FoldedTexts: Sendable {
  private let texts: TextPool
  /// Texts whose folded form has other bytes than capitals for small letters, rising.
  private let strange: [UInt32]
  private let folded: TextPool

  init(_ texts: TextPool) {
    self.texts = texts
    var strange: [UInt32] = []
    var folded = TextPool()
    var form: [UInt8] = []
    let bytes = texts.bytes.span
    let offsets = texts.offsets.span
    for position in 0..<texts.count {
      let start = Int(offsets[position])
      let text = bytes.extracting(start..<max(start, Int(offsets[position &+ 1])))
      if isPlain(text) { continue }
      form.removeAll(keepingCapacity: true)
      appendFoldedText(of: text, to: &form)
      strange.append(UInt32(truncatingIfNeeded: position))
      folded.append(utf8: form.span)
    }
    self.strange = strange
    self.folded = folded
  }

  /// The positions of the texts that contain a folded text, rising.
  ///
  /// - Parameters:
  ///   - wanted: not empty.
  ///   - least: how many texts are worth a second thread.
  func positions(containing wanted: String, least: Int) -> [UInt32] {
    let wanted = Array(wanted.utf8)
    var found: [UInt32] = []
    if wanted.allSatisfy({ $0 < 0x80 }) {
      let plain = matches(of: wanted, in: texts, least: least)
      found = strange.isEmpty ? plain : missing(plain.span, strange.span)
    }
    let others = matches(of: wanted, in: folded, least: least).map { strange[Int($0)] }
    guard !others.isEmpty else { return found }
    return found.isEmpty ? others : (found + others).sorted()
  }
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

/// The positions of the texts that contain some bytes, capitals read as small letters.
func matches(of wanted: [UInt8], in texts: TextPool, least: Int) -> [UInt32] {
  let parts = inTwoThreads(texts.count, least: least) { range in
    scan(texts.bytes.span, texts.offsets.span, range, for: wanted)
  }
  return Array(parts.joined())
}

private func scan(
  _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, _ range: Range<Int>, for wanted: [UInt8]
) -> [UInt32] {
  var found: [UInt32] = []
  guard let first = wanted.first, let last = wanted.last, !range.isEmpty else { return found }
  let pattern = wanted.span
  let end = Int(offsets[range.upperBound]) - wanted.count + 1
  var position = Int(offsets[range.lowerBound])
  var text = range.lowerBound
  while position < end {
    position = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe text_scan(base, position, end, first, last, wanted.count - 1)
    }
    if position >= end { break }
    guard stands(pattern, in: bytes, at: position) else {
      position &+= 1
      continue
    }
    text = firstText(endingAfter: position, offsets, from: text, range.upperBound)
    let next = Int(offsets[text &+ 1])
    if position &+ wanted.count <= next {
      found.append(UInt32(truncatingIfNeeded: text))
      position = next
    } else {
      // It runs over into the next text.
      position &+= 1
    }
  }
  return found
}

private func stands(_ wanted: Span<UInt8>, in bytes: Span<UInt8>, at position: Int) -> Bool {
  for index in wanted.indices {
    let byte = bytes[position &+ index]
    if (0x41...0x5A ~= byte ? byte | 0x20 : byte) != wanted[index] { return false }
  }
  return true
}

/// The text that holds a position: matches rise, so it is looked for ahead in growing steps.
/// Positions of `offsets` that begin nothing, as of a record without a name, are passed over.
func firstText(
  endingAfter position: Int, _ offsets: Span<UInt32>, from start: Int, _ end: Int
) -> Int {
  var low = start
  var step = 1
  while low &+ step < end, Int(offsets[low &+ step]) <= position {
    low &+= step
    step &*= 2
  }
  var high = min(low &+ step, end)
  while low &+ 1 < high {
    let middle = (low &+ high) / 2
    if Int(offsets[middle]) <= position { low = middle } else { high = middle }
  }
  return low
}

extension Table {
  /// The records whose text in a column contains a folded text.
  func rows(
    _ field: String, _ column: TextColumn, containing wanted: String, least: Int
  ) -> Subset {
    let folded = memo.value("folded \(field)") { FoldedTexts(column.texts) }
    return Subset(
      rising: folded.positions(containing: wanted, least: least), of: rowCount)
  }
}
