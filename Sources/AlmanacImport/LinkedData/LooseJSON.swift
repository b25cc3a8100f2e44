/// JSON as pages of the web hold it, made strict: comments, the marks of HTML and control characters
/// within texts become spaces, so that every byte keeps its place.
struct LooseJSON {
  /// As many bytes as were given.
  private(set) var bytes: [UInt8]
  /// Where something was put right, and what it was; one of each kind.
  private(set) var remarks: [ReadingFault] = []
  private var index: Int
  private let upper: Int

  /// Cleans `bytes[range]`.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
    upper = range.upperBound
    while index < upper {
      if self.bytes[index] == UInt8(ascii: "\"") {
        cleanText()
      } else if let end = endOfRemark() {
        remark("a comment stands in the JSON; it is passed over")
        blank(upTo: end)
      } else {
        index += 1
      }
    }
  }

  private mutating func cleanText() {
    index += 1
    while index < upper, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else {
        if bytes[index] < 0x20 {
          remark("a control character stands in a text; it is read as a space")
          bytes[index] = 0x20
        }
        index += 1
      }
    }
    index += 1
  }

  /// The end of the comment or mark that begins here, or nil.
  private func endOfRemark() -> Int? {
    func starts(_ text: StaticString, at place: Int) -> Bool {
      let count = text.utf8CodeUnitCount
      guard place + count <= upper else { return false }
      return unsafe bytes[place..<place + count].elementsEqual(
        UnsafeBufferPointer(start: text.utf8Start, count: count))
    }
    if starts("//", at: index) {
      return bytes[index..<upper].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? upper
    }
    if starts("/*", at: index) {
      var end = index + 2
      while end < upper, !starts("*/", at: end) { end += 1 }
      return min(end + 2, upper)
    }
    if starts("<![CDATA[", at: index) { return index + 9 }
    if starts("<!--", at: index) { return index + 4 }
    if starts("-->", at: index) || starts("]]>", at: index) { return index + 3 }
    return nil
  }

  private mutating func blank(upTo end: Int) {
    for place in index..<end where bytes[place] != 0x0A { bytes[place] = 0x20 }
    index = end
  }

  private mutating func remark(_ message: String) {
    if !remarks.contains(where: { $0.message == message }) {
      remarks.append(ReadingFault(at: index, message))
    }
  }
}

/// The stretches of a page that lie in `<script type="application/ld+json">` blocks.
///
/// Source: HTML, §4.12.1: a script ends at the next `</script`, wherever that stands.
func linkedBlocks(in bytes: [UInt8]) -> [Range<Int>] {
  var blocks: [Range<Int>] = []
  var index = 0
  while let start = find("<script", in: bytes, from: index) {
    guard let tagEnd = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else { break }
    let end = find("</script", in: bytes, from: tagEnd) ?? bytes.count
    let tag = Array(bytes[start..<tagEnd])
    if find("application/ld+json", in: tag, from: 0) != nil { blocks.append(tagEnd + 1..<end) }
    index = end
  }
  return blocks
}

/// Where a page begins to mark up an event within its text, or nil.
func markedUpEvent(in bytes: [UInt8]) -> Int? {
  let marks: [StaticString] = [
    "itemtype=\"http://schema.org/", "itemtype=\"https://schema.org/",
    "vocab=\"http://schema.org", "vocab=\"https://schema.org", "typeof=\"schema:",
    "class=\"vevent", "class=\"h-event",
  ]
  return marks.compactMap { find($0, in: bytes, from: 0) }.min()
}

/// Where a text in small letters stands next, capitals aside.
private func find(_ text: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
  let wanted = unsafe Array(
    UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  guard start + wanted.count <= bytes.count else { return nil }
  for place in start...bytes.count - wanted.count where bytes[place] == wanted[0] {
    var length = 1
    while length < wanted.count, lowercase(bytes[place + length]) == wanted[length] { length += 1 }
    if length == wanted.count { return place }
  }
  return nil
}

private func lowercase(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
