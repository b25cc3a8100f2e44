internal import AlmanacText

/// Words of an open vocabulary: each distinct word once, rows hold its code.
public struct CodeColumn: Sendable {
  /// Each word once.
  public let dictionary: TextPool
  /// Codes, row by row.
  public let list: ListColumn
  /// Rows, by code.
  public let postings: Postings

  /// The code of the word that folds to `key`, or nil.
  public func code(ofKey key: String) -> UInt32? {
    (0..<UInt32(dictionary.count)).first { foldedKey(dictionary[$0]) == key }
  }
}
