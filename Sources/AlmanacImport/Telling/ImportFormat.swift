/// In which way a file holds records.
///
/// A new format is a case here, a row of ``FormatRow/table`` and a reader in
/// ``Importer/read(_:name:format:isClosed:)``; how files are named and refused follows from the row.
public enum ImportFormat: CaseIterable, Hashable, Sendable {
  /// A corpus: TOML, one table a record.
  case toml
  /// One JSON document: an object, or an array of them.
  case json
  /// One JSON object a line.
  case jsonLines
  /// Rows of cells below a header: CSV, TSV.
  case csv
  /// A calendar: iCalendar, RFC 5545.
  case calendar
  /// A page of the web with JSON-LD in its script blocks.
  case html

  /// What the bytes surely are, else what the name says, else what the bytes may be, else nil.
  ///
  /// Of a gzip file its content counts.
  ///
  /// - Parameter isGuessing: false where nobody has pointed to this file, such as in a folder: what
  ///   its bytes only may be does not count.
  public init?(name: String, bytes: [UInt8], isGuessing: Bool = true) {
    let plain = unzippedHead(of: bytes) ?? bytes
    let isWide = plain.starts(with: [0xFF, 0xFE]) || plain.starts(with: [0xFE, 0xFF])
    let head = FileHead(
      isWide ? utf8(fromUTF16: plain.prefix(ReadingLimits.lineBytes)) ?? plain : plain)
    let rows = FormatRow.table.map { (row: $0, likeness: $0.likeness(head)) }
    let ending = Ending(of: name)
    let named = rows.first { $0.row.endings.contains(ending.text) && $0.likeness != .no }
    let sure = rows.filter { $0.likeness == .surely }
    if let named, sure.isEmpty || named.likeness == .surely {
      self = named.row.format
    } else if let first = sure.first {
      self = first.row.format
    } else if isGuessing, let first = rows.first(where: { $0.likeness == .maybe }) {
      self = first.row.format
    } else {
      return nil
    }
  }

  /// As a report names it: `JSON Lines`.
  public var title: String { row.title }

  /// The ends of names that stand for it, the usual one first: `jsonl`, `ndjson`.
  public var endings: [String] { row.endings }

  private var row: FormatRow {
    for row in FormatRow.table where row.format == self { return row }
    preconditionFailure("every format has a row")
  }
}

/// What stands behind the last point of a file's name, in small letters; empty where none is.
struct Ending {
  let text: String

  init(of name: String) {
    let file = (name.split(separator: "/").last ?? "").withoutZipEnding
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    text = parts.count > 1 ? parts[parts.count - 1].lowercased() : ""
  }
}

extension Substring {
  /// A name without `.gz`: the name of what is packed in it.
  fileprivate var withoutZipEnding: Substring {
    count > 3 && suffix(3).lowercased() == ".gz" ? dropLast(3) : self
  }
}
