/// A text in the making, as bytes: a table is hundreds of short pieces and runs of spaces, and a
/// string for each of them would take most of its time.
struct TextBuffer {
  private var bytes: [UInt8] = []
  private let style: Style

  init(style: Style, byteCount: Int) {
    self.style = style
    bytes.reserveCapacity(byteCount)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes a text in its paint, or as it is when it has none.
  mutating func write(_ text: String, _ paint: Paint? = nil) {
    guard style.color, let paint, !text.isEmpty else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(contentsOf: style.paint(text, paint).utf8)
  }

  mutating func writeSpaces(_ count: Int) {
    guard count > 0 else { return }
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
  }

  mutating func endLine() { bytes.append(0x0A) }
}
