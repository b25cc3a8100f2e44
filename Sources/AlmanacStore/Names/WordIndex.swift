internal import AlmanacText

/// The words of a table's names, folded, and the rows that have them: what names contain is looked for
/// among the words, which are far fewer than the names.
///
/// A word is what stands between spaces. Cost: all names folded once, on two threads, and four
/// bytes for each word of each name.
public struct WordIndex: Sendable {
  /// Each word once.
  public let words: TextPool
  /// The rows of each word.
  public let postings: Postings

  init(_ names: NameTable) {
    let middle = names.texts.count > Table.manyNames ? names.rowCount / 2 : 0
    let halves = results(
      of: [0..<middle, middle..<names.rowCount].map { rows in { Draft(names, rows: rows) } },
      onTwoThreads: middle > 0)
    self.init(halves[0], halves[1])
  }

  /// - Parameter second: of rows behind those of the first.
  private init(_ first: Draft, _ second: Draft) {
    var words = first.words
    let codes = (0..<second.words.count).map { code in
      words.insert(second.words.texts.span(of: UInt32(truncatingIfNeeded: code))).code
    }
    var ends = [UInt32](repeating: 0, count: words.count + 1)
    for code in first.codes { ends[Int(code) + 1] += 1 }
    for code in second.codes { ends[Int(codes[Int(code)]) + 1] += 1 }
    for code in 0..<words.count { ends[code + 1] += ends[code] }
    let offsets = ends
    var rows = [UInt32](repeating: 0, count: first.rows.count + second.rows.count)
    // What are the ends of the words before are the places of the next rows.
    for (code, row) in zip(first.codes, first.rows) {
      rows[Int(ends[Int(code)])] = row
      ends[Int(code)] += 1
    }
    for (code, row) in zip(second.codes, second.rows) {
      let code = Int(codes[Int(code)])
      rows[Int(ends[code])] = row
      ends[code] += 1
    }
    self.words = words.texts
    postings = Postings(
      codeCount: words.count, .lists(offsets: Block(offsets), rows: Block(rows)))
  }

  /// The words of some rows.
  private struct Draft {
    var words = KeyTable()
    /// A word and its row, side by side, each row once for a word, by rows.
    var codes: [UInt32] = []
    var rows: [UInt32] = []
    /// The row that had a word last.
    private var latest: [UInt32] = []

    init(_ names: NameTable, rows range: Range<Int>) {
      var text: [UInt8] = []
      for number in range {
        let row = UInt32(truncatingIfNeeded: number)
        for position in names.positions(of: row) {
          text.removeAll(keepingCapacity: true)
          appendFoldedText(
            of: names.texts.span(of: UInt32(truncatingIfNeeded: position)), to: &text)
          add(text.span, row)
        }
      }
    }

    private mutating func add(_ text: Span<UInt8>, _ row: UInt32) {
      var start = 0
      for end in 0...text.count where end == text.count || text[end] == 0x20 {
        if end > start {
          let (code, isNew) = words.insert(text.extracting(start..<end))
          if isNew { latest.append(.max) }
          if latest[Int(code)] != row {
            latest[Int(code)] = row
            codes.append(code)
            rows.append(row)
          }
        }
        start = end + 1
      }
    }
  }
}
