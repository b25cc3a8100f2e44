internal import AlmanacLanguage
internal import AlmanacText

/// One line of a source text, cut into what stands in its cells.
struct SourceLine {
  /// A grapheme as it is shown. A tab is two spaces; control characters are made visible.
  struct Piece {
    var bytes: Range<Int>
    var cells: Range<Int>
    var shown: String
  }

  /// From 1.
  let number: Int
  /// The bytes of the line in the text, without its line end.
  let bytes: Range<Int>
  let pieces: [Piece]

  var width: Int { pieces.last?.cells.upperBound ?? 0 }

  /// The line that holds a byte; for the end of a text that ends with line ends, its last line.
  init(holding offset: Int, of text: String) {
    let utf8 = Array(text.utf8)
    let isLineEnd: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
    let last = (utf8.lastIndex { !isLineEnd($0) } ?? -1) + 1
    let offset = min(max(0, offset), last)
    let start = (utf8[..<offset].lastIndex(of: 0x0A) ?? -1) + 1
    let end = utf8[offset...].firstIndex(of: 0x0A) ?? utf8.count
    bytes = start..<max(start, end > start && utf8[end - 1] == 0x0D ? end - 1 : end)
    number = utf8[..<start].count { $0 == 0x0A } + 1

    var pieces: [Piece] = []
    var byte = start
    var cell = 0
    for character in String(decoding: utf8[bytes], as: UTF8.self) {
      let shown = character == "\t" ? "  " : String(character).onOneLine
      let byteCount = character.utf8.count
      let width = displayWidth(shown)
      pieces.append(
        Piece(bytes: byte..<byte + byteCount, cells: cell..<cell + width, shown: shown))
      byte += byteCount
      cell += width
    }
    self.pieces = pieces
  }

  /// The cells under a range of bytes: whole graphemes, at least one cell, at most to the line's end.
  func cells(under range: TextRange) -> Range<Int> {
    let start = pieces.first { $0.bytes.upperBound > range.start }?.cells.lowerBound ?? width
    let end = pieces.last { $0.bytes.lowerBound < range.end }?.cells.upperBound ?? 0
    return start..<max(start + 1, end)
  }

  /// How many graphemes stand before a byte, and one.
  func column(of offset: Int) -> Int {
    pieces.count { $0.bytes.upperBound <= offset } + 1
  }

  /// The cells that hold nothing but a space.
  var blankCells: Set<Int> {
    Set(pieces.filter { $0.shown.allSatisfy { $0 == " " } }.flatMap { Array($0.cells) })
  }

  /// What is shown of the line in `room` cells: all of it, or a part around the cells of `focus` with
  /// a mark at every side where something is left out. `shift` is how many cells to the left its
  /// cells come to stand.
  func window(around focus: Range<Int>, room: Int, mark: String) -> (shown: String, shift: Int) {
    // A caret may stand behind the last cell.
    let total = max(width, focus.upperBound)
    if total <= room { return (pieces.map(\.shown).joined(), 0) }
    let markWidth = displayWidth(mark)
    var first = max(0, focus.lowerBound - room / 3)
    if total - first < room - markWidth { first = max(0, total - (room - markWidth)) }
    if first < markWidth { first = 0 }
    let kept = pieces.filter { $0.cells.lowerBound >= first }
    let start = kept.first?.cells.lowerBound ?? width
    let lead = start > 0 ? mark : ""
    let leadWidth = start > 0 ? markWidth : 0
    if total - start + leadWidth <= room {
      return (lead + kept.map(\.shown).joined(), start - leadWidth)
    }
    let end = start + room - leadWidth - markWidth
    let seen = kept.prefix { $0.cells.upperBound <= end }
    return (lead + seen.map(\.shown).joined() + mark, start - leadWidth)
  }
}
