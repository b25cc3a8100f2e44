internal import AlmanacText

/// What pictures in a terminal are made of. Each says by its form what colour only repeats.
struct Glyphs {
  /// A stretch that is certain, and one that may be.
  let full: String
  let soft: String
  /// What is shorter than a cell: certain, and perhaps.
  let point: String
  let softPoint: String
  /// It has no beginning, no end.
  let before: String
  let after: String
  /// Today, zero.
  let line: String
  /// The axis, and a mark on it.
  let axis: String
  let tick: String
  /// Branches of a tree.
  let branch: String
  let lastBranch: String
  let trunk: String
  /// From nothing to the most there is.
  let shades: [String]
  /// Between two remarks.
  let dot: String

  init(_ style: Style) {
    if style.isASCII {
      (full, soft, point, softPoint) = ("#", "-", "*", "o")
      (before, after, line, axis, tick) = ("<", ">", "|", "-", "+")
      (branch, lastBranch, trunk) = ("|-- ", "`-- ", "|   ")
      shades = [".", "-", "+", "*", "#"]
      dot = "-"
    } else {
      (full, soft, point, softPoint) = ("█", "░", "◆", "◇")
      (before, after, line, axis, tick) = ("←", "→", "│", "─", "┬")
      (branch, lastBranch, trunk) = ("├── ", "└── ", "│   ")
      shades = ["·", "░", "▒", "▓", "█"]
      dot = "·"
    }
  }

  /// A bar of a length in eighths of cells; ASCII knows whole ones.
  func bar(eighths: Int) -> String {
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return full == "█"
      ? repeated(full, count: eighths / 8) + parts[eighths % 8]
      : repeated(full, count: (eighths + 7) / 8)
  }
}

/// A line of cells that is filled piece by piece, and its paints.
struct CellRow {
  private var cells: [(text: String, paint: Paint?)]

  init(count: Int) { cells = Array(repeating: (" ", nil), count: max(0, count)) }

  var count: Int { cells.count }

  /// Puts something of one cell at a place; beyond the ends nothing.
  mutating func put(_ text: String, at place: Int, _ paint: Paint? = nil) {
    guard cells.indices.contains(place) else { return }
    cells[place] = (text, paint)
  }

  /// Fills a stretch.
  mutating func fill(_ range: Range<Int>, _ text: String, _ paint: Paint? = nil) {
    for place in range.clamped(to: cells.indices) { cells[place] = (text, paint) }
  }

  /// Writes ASCII letters from a place on, if they all fit and nothing stands there or next to them.
  mutating func write(_ text: String, at place: Int, _ paint: Paint? = nil) -> Bool {
    let range = place..<(place + text.utf8.count)
    guard range.lowerBound >= 0, range.upperBound <= cells.count else { return false }
    let around = max(0, range.lowerBound - 1)..<min(cells.count, range.upperBound + 1)
    guard around.allSatisfy({ cells[$0].text == " " }) else { return false }
    for (offset, character) in text.enumerated() {
      cells[place + offset] = (String(character), paint)
    }
    return true
  }

  /// Whether nothing is there.
  func isFree(_ place: Int) -> Bool { cells.indices.contains(place) && cells[place].text == " " }

  /// The line, without spaces at its end.
  func text(_ style: Style) -> String {
    let last = cells.lastIndex { $0.text != " " } ?? -1
    var line = ""
    var index = 0
    while index <= last {
      let paint = cells[index].paint
      var run = ""
      while index <= last, cells[index].paint == paint {
        run += cells[index].text
        index += 1
      }
      line += paint.map { style.paint(run, $0) } ?? run
    }
    return line
  }
}
