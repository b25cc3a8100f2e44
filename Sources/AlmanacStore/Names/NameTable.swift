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

  /// Names of row r: positions `offsets[r]..<offsets[r + 1]`.
  public let offsets: [UInt32]
  /// Every name.
  public let texts: TextPool
  /// Raw values of ``Kind``, beside each name.
  public let kinds: [UInt8]
  /// Codes into `languageTags`.
  public let languages: [UInt8]
  /// Each language once; the first is "not said".
  public let languageTags: [String]

  /// How many rows the table has.
  public var rowCount: Int { offsets.count - 1 }

  /// Where the names of a row stand.
  public func positions(of row: UInt32) -> Range<Int> {
    Int(offsets[Int(row)])..<Int(offsets[Int(row) + 1])
  }

  /// The name at a position.
  public func name(at position: Int) -> Name {
    Name(
      text: texts[UInt32(truncatingIfNeeded: position)],
      language: languageTags[Int(languages[position])],
      kind: Kind(rawValue: kinds[position]) ?? .alias)
  }

  /// Every name of a row.
  public func names(of row: UInt32) -> [Name] { positions(of: row).map(name(at:)) }

  /// The first acronym, or nil.
  public func acronym(of row: UInt32) -> String? {
    for position in positions(of: row) where kinds[position] == Kind.acronym.rawValue {
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
      for position in positions(of: row) where kinds[position] == Kind.name.rawValue {
        if languageTags[Int(languages[position])].lowercased() == range {
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
    for tag in wanted {
      var range = tag[...]
      while !range.isEmpty {
        for position in positions where kinds[position] == Kind.name.rawValue {
          if languageTags[Int(languages[position])] == range {
            return texts[UInt32(truncatingIfNeeded: position)]
          }
        }
        range = range.lastIndex(of: "-").map { range[..<$0] } ?? ""
      }
    }
    for position in positions where kinds[position] == Kind.name.rawValue {
      return texts[UInt32(truncatingIfNeeded: position)]
    }
    return positions.first.map { texts[UInt32(truncatingIfNeeded: $0)] }
  }
}
