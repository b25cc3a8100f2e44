/// A terminal as far as the editor needs one: a grid of cells that obeys the sequences that the
/// painter sends, and traps none it does not know: those are kept in `unknown`.
struct Screen {
  struct Place: Equatable {
    var cluster = " "
    var attributes = ""
    /// The right half of a wide cluster.
    var isTail = false
  }

  let columns: Int
  let rows: Int
  private(set) var grid: [[Place]]
  private(set) var row = 0
  private(set) var column = 0
  private(set) var modes: Set<String> = []
  private(set) var unknown: [String] = []
  private var hangs = false
  private var attributes = ""
  private var pending: [Unicode.Scalar] = []
  private var sequence: String?
  private let width: (String) -> Int

  init(columns: Int, rows: Int, width: @escaping (String) -> Int = testWidth) {
    self.columns = columns
    self.rows = rows
    self.width = width
    grid = Array(repeating: Array(repeating: Place(), count: columns), count: rows)
  }

  /// The rows as text, without the blanks at their ends.
  var lines: [String] {
    grid.map { row in
      var text = row.filter { !$0.isTail }.map(\.cluster).joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// The text down to the last row that is not empty.
  var text: String {
    var lines = lines
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The attributes of the first place where `text` stands.
  func attributes(of text: String) -> String? {
    for row in grid {
      for start in row.indices {
        let rest = row[start...].filter { !$0.isTail }.map(\.cluster).joined()
        if rest.hasPrefix(text) { return row[start].attributes }
      }
    }
    return nil
  }

  mutating func feed(_ bytes: [UInt8]) {
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { feed(scalar) }
    flush()
  }

  private mutating func feed(_ scalar: Unicode.Scalar) {
    if var sequence {
      sequence.unicodeScalars.append(scalar)
      self.sequence = sequence
      if sequence == "[" { return }
      if !sequence.hasPrefix("[") || (0x40...0x7E).contains(scalar.value) {
        self.sequence = nil
        obey(sequence)
      }
      return
    }
    guard scalar.value < 0x20 || scalar.value == 0x7F else {
      pending.append(scalar)
      return
    }
    flush()
    switch scalar {
    case "\u{1B}": sequence = ""
    case "\r": (column, hangs) = (0, false)
    case "\n": lineFeed()
    case "\u{8}":
      if !hangs { column = max(0, column - 1) }
      hangs = false
    case "\u{7}": break
    default: unknown.append("control \(scalar.value)")
    }
  }

  private mutating func flush() {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: pending)
    pending = []
    for cluster in String(text) { put(String(cluster)) }
  }

  private mutating func put(_ cluster: String) {
    let size = max(1, width(cluster))
    if hangs || column + size > columns {
      column = 0
      lineFeed()
    }
    // Half of a wide cluster that is painted over leaves a blank.
    for place in column..<(column + size) where grid[row][place].isTail {
      grid[row][place - 1].cluster = " "
    }
    if column + size < columns, grid[row][column + size].isTail {
      grid[row][column + size] = Place()
    }
    grid[row][column] = Place(cluster: cluster, attributes: attributes)
    if size == 2 {
      grid[row][column + 1] = Place(cluster: "", attributes: attributes, isTail: true)
    }
    column += size
    hangs = column == columns
    if hangs { column = columns - 1 }
  }

  private mutating func lineFeed() {
    hangs = false
    if row + 1 < rows {
      row += 1
    } else {
      grid.removeFirst()
      grid.append(Array(repeating: Place(), count: columns))
    }
  }

  private mutating func obey(_ sequence: String) {
    guard sequence.hasPrefix("["), let final = sequence.last else {
      unknown.append(sequence)
      return
    }
    let parameters = String(sequence.dropFirst().dropLast())
    let count = max(1, Int(parameters) ?? 1)
    if final != "m" && final != "h" && final != "l" && final != "J" && final != "K" {
      hangs = false
    }
    switch final {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "G": column = min(columns - 1, count - 1)
    case "H" where parameters.isEmpty: (row, column) = (0, 0)
    case "K" where parameters.isEmpty: erase(row, from: column)
    case "J" where parameters.isEmpty:
      erase(row, from: column)
      for below in (row + 1)..<max(rows, row + 1) { erase(below, from: 0) }
    case "J" where parameters == "2": for row in 0..<rows { erase(row, from: 0) }
    case "m": attributes = parameters.hasPrefix("0;") ? String(parameters.dropFirst(2)) : parameters
    case "h": modes.insert(parameters)
    case "l": modes.remove(parameters)
    default: unknown.append(sequence)
    }
  }

  private mutating func erase(_ row: Int, from column: Int) {
    for place in column..<columns { grid[row][place] = Place() }
  }
}

/// The width of the clusters that the tests use.
func testWidth(_ cluster: String) -> Int {
  guard let first = cluster.unicodeScalars.first else { return 0 }
  if first.properties.isEmojiPresentation { return 2 }
  switch first.value {
  case 0x300..<0x370, 0x200B, 0x200D: return 0
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xFF00...0xFF60: return 2
  default: return 1
  }
}
