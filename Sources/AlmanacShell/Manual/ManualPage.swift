/// A page of the manual.
struct ManualPage {
  /// As its file is called, `Time`.
  let name: String
  let blocks: [MarkdownBlock]

  init(name: String, text: String) {
    self.name = name
    blocks = MarkdownBlock.read(text)
  }

  /// What one asks for: `time`.
  var topic: String { name.lowercased() }

  /// The heading of the page.
  var title: String { blocks.first?.asHeading?.text ?? name }

  /// The first paragraph.
  var abstract: String {
    for case .paragraph(let text) in blocks { return text }
    return ""
  }

  /// The words that its headings explain, in order.
  var topics: [String] { blocks.flatMap { $0.topicWords } }

  /// The same with what the headings say of them.
  var index: [(topic: String, gloss: String)] {
    blocks.flatMap { block in
      let gloss = block.asHeading.map { ManualPage.row(of: $0.text).last ?? "" } ?? ""
      return block.topicWords.map { ($0, gloss) }
    }
  }

  /// The page as it is read; of headings that explain a word only these, in a table, for the words
  /// are topics of their own.
  var overview: [MarkdownBlock] {
    var overview: [MarkdownBlock] = []
    var isInTopic = false
    for block in blocks {
      if let heading = block.asHeading {
        isInTopic = !block.topicWords.isEmpty
        if isInTopic {
          let row = ManualPage.row(of: heading.text)
          if case .table(let header, let rows)? = overview.last {
            overview[overview.count - 1] = .table(header: header, rows: rows + [row])
          } else {
            overview.append(.table(header: [], rows: [row]))
          }
          continue
        }
      }
      if !isInTopic { overview.append(block) }
    }
    return overview
  }

  /// The heading that explains a word, with what stands below it.
  func section(about word: String) -> ArraySlice<MarkdownBlock> {
    guard
      let start = blocks.firstIndex(where: { block in
        block.topicWords.contains { $0.lowercased() == word }
      })
    else { return [] }
    let end = blocks[(start + 1)...].firstIndex { $0.asHeading != nil } ?? blocks.endIndex
    return blocks[start..<end]
  }

  /// ``"`where`: keep the rows"`` as two cells.
  private static func row(of heading: String) -> [String] {
    guard let end = heading.range(ofFirst: "`: ") else { return [heading] }
    return [
      heading[..<end.lowerBound].filter { $0 != "`" }, String(heading[end.upperBound...]),
    ]
  }
}

extension MarkdownBlock {
  /// The words that a heading explains: those in code at its beginning. Of `.load FILE` it is the
  /// first word, of `sum(x)` what stands before the bracket.
  var topicWords: [String] {
    guard var rest = asHeading?.text[...] else { return [] }
    var words: [String] = []
    while rest.hasPrefix("`"), let end = rest.dropFirst().firstIndex(of: "`") {
      words.append(String(rest[..<end].dropFirst().prefix { $0 != " " && $0 != "(" }))
      rest = rest[end...].dropFirst()
      guard rest.hasPrefix(", ") else { break }
      rest = rest.dropFirst(2)
    }
    return words
  }
}

extension String {
  /// Where a text first occurs.
  fileprivate func range(ofFirst text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
