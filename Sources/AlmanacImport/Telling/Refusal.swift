extension ImportFormat {
  /// Why a file of no known format is not read: what it is, where that can be told, and what is.
  static func refusal(of bytes: [UInt8], name: String) -> String {
    if ["yml", "yaml"].contains(Ending(of: name).text) {
      return "YAML, which is not read; write its records as JSON"
    }
    let head = bytes.prefix(16)
    for (start, sentence) in unreadable where head.starts(with: start) { return sentence }
    return "no known format; what is read is " + listed(FormatRow.table.map(\.listing))
  }

  private static let unreadable: [(start: [UInt8], sentence: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a spreadsheet or an archive (ZIP); save the sheet as CSV"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old office file; save the sheet as CSV"),
    (Array("%PDF".utf8), "a PDF, which holds pages and no records"),
    (Array("SQLite format 3".utf8), "an SQLite database; write its table to a CSV file"),
    ([0xFF, 0xFE, 0, 0], "text in UTF-32; save it as UTF-8"),
    (
      Array("<?xml".utf8),
      "XML, a feed perhaps; what is read of the web is calendars (.ics) and JSON-LD in pages (.html)"
    ),
    (Array("<rss".utf8), "a feed in XML; ask its site for a calendar (.ics)"),
    (Array("<feed".utf8), "a feed in XML; ask its site for a calendar (.ics)"),
  ]
}

extension FormatRow {
  /// `JSON Lines (.jsonl)`
  fileprivate var listing: String {
    endings.first.map { "\(description) (.\($0))" } ?? description
  }
}

/// `a, b and c`
private func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}
