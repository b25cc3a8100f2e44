/// A text cut into the grapheme clusters that a screen shows (UAX #29), with their widths.
///
/// Runs of ASCII, the usual case, never reach the segmentation of the standard library.
struct Clusters {
  /// One cluster: where it ends, what is shown for it.
  struct Cluster {
    /// The byte after it.
    var end: Int
    /// What it is.
    var kind: Kind
  }

  /// What stands for a cluster on the screen.
  enum Kind: Equatable {
    /// A printable ASCII character, one column wide.
    case ascii(UInt8)
    /// Any other text that can be shown as it is.
    case text(String, width: Int)
    /// A character that must not reach the terminal: what is shown for it, in ASCII.
    case control(String)
    /// The end of a line.
    case lineBreak
  }

  /// The text.
  let text: String
  /// Its UTF-8.
  let bytes: [UInt8]
  private let measure: (String) -> Int

  /// Cuts `text`; `measure` gives the columns of one cluster.
  init(_ text: String, measure: @escaping (String) -> Int) {
    self.text = text
    self.bytes = Array(text.utf8)
    self.measure = measure
  }

  /// The cluster that begins at byte `start`, which must be less than the count of bytes.
  func cluster(at start: Int) -> Cluster {
    let byte = bytes[start]
    if byte < 0x80 && (start + 1 == bytes.count || bytes[start + 1] < 0x80) {
      return Cluster(end: start + 1, kind: Self.kind(ascii: byte))
    }
    let index = text.utf8.index(text.startIndex, offsetBy: start)
    let character = text[index]
    let cluster = String(character)
    let end = start + cluster.utf8.count
    return Cluster(end: end, kind: kind(of: cluster, character))
  }

  /// Where the cluster that holds the byte before `end` begins; 0 at the beginning.
  func start(before end: Int) -> Int {
    guard end > 0, !bytes.isEmpty else { return 0 }
    let place = text.utf8.index(text.startIndex, offsetBy: min(end, bytes.count))
    guard text.index(after: text.startIndex) < place else { return 0 }
    // From inside of a cluster the library goes to the one before it.
    let before = text.index(before: place)
    let after = text.index(after: before)
    return text.utf8.distance(from: text.startIndex, to: after < place ? after : before)
  }

  /// The nearest place at or after `offset` where a cluster begins or the text ends.
  func boundary(atOrAfter offset: Int) -> Int {
    guard offset > 0 else { return 0 }
    guard offset < bytes.count else { return bytes.count }
    let begin = start(before: offset + 1)
    return begin == offset ? offset : cluster(at: begin).end
  }

  private static func kind(ascii byte: UInt8) -> Kind {
    switch byte {
    case 0x0A: .lineBreak
    case 0x20..<0x7F: .ascii(byte)
    case 0x7F: .control("^?")
    default: .control("^" + String(Unicode.Scalar(byte | 0x40)))
    }
  }

  private func kind(of cluster: String, _ character: Character) -> Kind {
    guard let first = character.unicodeScalars.first else { return .control("?") }
    if first.value == 0x0A { return .lineBreak }
    if first.value < 0xA0 && (first.value < 0x20 || first.value >= 0x7F) {
      return .control(Self.hexadecimal(first))
    }
    if character.unicodeScalars.contains(where: Self.reordersOrBreaks) {
      return .control(Self.hexadecimal(first))
    }
    let width = measure(cluster)
    if width > 0 { return .text(cluster, width: min(width, 2)) }
    // A mark without a base leans on a dotted circle, as in the code charts of Unicode.
    if first.properties.isGraphemeExtend { return .text("\u{25CC}" + cluster, width: 1) }
    return .control(Self.hexadecimal(first))
  }

  /// Line separators, and the controls of direction, which would shuffle the rest of the row.
  private static func reordersOrBreaks(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2028...0x202E, 0x2066...0x2069, 0x200E...0x200F, 0x061C, 0xFEFF: true
    default: false
    }
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    "<" + String(scalar.value, radix: 16, uppercase: true) + ">"
  }
}
