/// The names of every record of a table, in all languages, in the order in which they were given.
public struct NameTable: Sendable {
  /// What sort of name it is.
  public enum Kind: UInt8, Sendable {
    /// A name proper: what the thing is called in that language.
    case name
    /// The short form in capitals.
    case acronym
    /// Any other form it is found by.
    case alias
  }

  /// One name of a record.
  public struct Name: Hashable, Sendable {
    /// As it is written.
    public var text: String
    /// BCP 47, empty when it was not said.
    public var language: String
    /// What sort of name it is.
    public var kind: Kind
  }

  /// How many rows the table has.
  public let rowCount: Int
  /// Names of row r: positions `offsets[r]..<offsets[r + 1]`; empty when each row has just one, and
  /// when no row has any.
  public let offsets: Block<UInt32>
  /// Every name.
  public let texts: TextPool
  /// Raw values of ``Kind``, beside each name; empty when all are names proper.
  let kinds: Block<UInt8>
  /// Codes into `languageTags`, beside each name; empty when it was not said of any.
  let languages: Block<UInt8>
  /// Each language once; the first is "not said".
  public let languageTags: [String]

  init(
    offsets: [UInt32], texts: TextPool, kinds: [UInt8], languages: [UInt8], languageTags: [String]
  ) {
    let isPlain =
      texts.count == 0
      || (1..<max(offsets.count, 1)).allSatisfy { offsets[$0] &- offsets[$0 - 1] == 1 }
    self.init(
      rowCount: offsets.count - 1, offsets: isPlain ? [] : Block(offsets), texts: texts,
      kinds: kinds.allSatisfy { $0 == Kind.name.rawValue } ? [] : Block(kinds),
      languages: languages.allSatisfy { $0 == 0 } ? [] : Block(languages),
      languageTags: languageTags)
  }

  init(
    rowCount: Int, offsets: Block<UInt32>, texts: TextPool, kinds: Block<UInt8>,
    languages: Block<UInt8>, languageTags: [String]
  ) {
    self.rowCount = rowCount
    self.offsets = offsets
    self.texts = texts
    self.kinds = kinds
    self.languages = languages
    self.languageTags = languageTags
  }

  /// What sort of name stands at a position.
  public func kind(at position: Int) -> Kind {
    kinds.isEmpty ? .name : Kind(rawValue: kinds[position]) ?? .alias
  }

  /// The language of the name at a position, BCP 47; empty when it was not said.
  public func language(at position: Int) -> String {
    let code = languages.isEmpty ? 0 : Int(languages[position])
    return code < languageTags.count ? languageTags[code] : ""
  }

  /// Where the names of a row stand.
  public func positions(of row: UInt32) -> Range<Int> {
    guard !offsets.isEmpty else {
      return Int(row)..<(texts.count == 0 ? Int(row) : Int(row) + 1)
    }
    let start = Int(offsets[Int(row)])
    return start..<max(start, Int(offsets[Int(row) + 1]))
  }

  /// The name at a position.
  public func name(at position: Int) -> Name {
    Name(
      text: texts[UInt32(truncatingIfNeeded: position)],
      language: language(at: position), kind: kind(at: position))
  }

  /// Every name of a row.
  public func names(of row: UInt32) -> [Name] { positions(of: row).map(name(at:)) }

  /// The first acronym, or nil.
  public func acronym(of row: UInt32) -> String? {
    for position in positions(of: row) where kind(at: position) == .acronym {
      return texts[UInt32(truncatingIfNeeded: position)]
    }
    return nil
  }

  /// What a record is called in that language, and in no other; nil where nobody says.
  ///
  /// - Parameter language: BCP 47, lower case; a narrower one falls back to a wider.
  public func name(of row: UInt32, language: String) -> String? {
    var range = language[...]
    while !range.isEmpty {
      for position in positions(of: row) where kind(at: position) == .name {
        if self.language(at: position).lowercased() == range {
          return texts[UInt32(truncatingIfNeeded: position)]
        }
      }
      range = range.lastIndex(of: "-").map { range[..<$0] } ?? ""
    }
    return nil
  }

  /// The name for a reader of `languages` (BCP 47, most wanted first), else the record's first name.
  ///
  /// Source: RFC 4647 §3.4, lookup: `zh-Hans-CN` falls back to `zh-Hans`, then `zh`.
  public func display(of row: UInt32, languages wanted: [String]) -> String? {
    let positions = positions(of: row)
    // There is nothing to choose from, or no language is said of any.
    let isOnly = positions.count == 1 || languages.isEmpty
    for tag in isOnly ? [] : wanted {
      var range = tag[...]
      while !range.isEmpty {
        for position in positions where kind(at: position) == .name {
          if language(at: position) == range {
            return texts[UInt32(truncatingIfNeeded: position)]
          }
        }
        range = range.lastIndex(of: "-").map { range[..<$0] } ?? ""
      }
    }
    for position in positions where kind(at: position) == .name {
      return texts[UInt32(truncatingIfNeeded: position)]
    }
    return positions.first.map { texts[UInt32(truncatingIfNeeded: $0)] }
  }
}
