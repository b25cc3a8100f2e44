/// References to records of whatever noun, one a row: the subject of a figure or a claim.
public struct EntityColumn: Sendable {
  /// Raw values of ``Noun``.
  public let nouns: Block<UInt8>
  /// `UInt32.max` where there is none.
  public let rows: Block<UInt32>

  init(nouns: [UInt8], rows: [UInt32]) {
    self.init(nouns: Block(nouns), rows: Block(rows))
  }

  init(nouns: Block<UInt8>, rows: Block<UInt32>) {
    self.nouns = nouns
    self.rows = rows
  }

  /// The record that a row names, or nil.
  public subscript(row: UInt32) -> Entity? {
    guard rows[Int(row)] != .max, let noun = Noun(rawValue: nouns[Int(row)]) else { return nil }
    return Entity(noun, rows[Int(row)])
  }
}
