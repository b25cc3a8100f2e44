/// Whether the whole of `text` fits `pattern`, in which `*` stands for any run of characters, `?`
/// for one, and `\` takes the meaning off the character after it; both folded by
/// ``foldedText(_:)``: `globMatches(pattern: "*summit", text: "BRICS Summit")`.
///
/// Cost: no backtracking beyond the last `*`, so at most pattern × text, and nearly linear in use.
public func globMatches(pattern: some StringProtocol, text: some StringProtocol) -> Bool {
  let pattern = Array(foldedText(pattern).utf8)
  let text = Array(foldedText(text).utf8)
  return foldedGlobMatches(pattern: pattern.span, text: text.span)
}

/// ``globMatches(pattern:text:)`` on bytes that are folded already; for bulk use.
public func foldedGlobMatches(pattern: Span<UInt8>, text: Span<UInt8>) -> Bool {
  var position = 0
  var patternPosition = 0
  // Where to go on when what follows the last star does not fit: only that star can take more,
  // for what an earlier one could give up the last one can take as well.
  var starPosition = -1
  var resumePosition = 0
  while position < text.count {
    if patternPosition < pattern.count {
      let byte = pattern[patternPosition]
      if byte == 0x2A {
        starPosition = patternPosition
        resumePosition = position
        patternPosition += 1
        continue
      }
      if byte == 0x3F {
        position = endOfScalar(at: position, in: text)
        patternPosition += 1
        continue
      }
      let isEscaped = byte == 0x5C && patternPosition + 1 < pattern.count
      if pattern[patternPosition + (isEscaped ? 1 : 0)] == text[position] {
        position += 1
        patternPosition += isEscaped ? 2 : 1
        continue
      }
    }
    guard starPosition >= 0 else { return false }
    resumePosition = endOfScalar(at: resumePosition, in: text)
    position = resumePosition
    patternPosition = starPosition + 1
  }
  while patternPosition < pattern.count && pattern[patternPosition] == 0x2A { patternPosition += 1 }
  return patternPosition == pattern.count
}

private func endOfScalar(at position: Int, in text: Span<UInt8>) -> Int {
  var end = position + 1
  while end < text.count && text[end] & 0xC0 == 0x80 { end += 1 }
  return end
}
