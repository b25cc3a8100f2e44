internal import AlmanacText

/// Words of an open vocabulary: each distinct word once, rows hold its code.
public struct CodeColumn: Sendable {
  public let dictionary: TextPool
  public let list: ListColumn
  public let postings: Postings

  /// The code of the word that folds to `key`, or nil.
  public func code(ofKey key: String) -> UInt32? {
    (0..<UInt32(dictionary.count)).first { foldedKey(dictionary[$0]) == key }
  }
}
