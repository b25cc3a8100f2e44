/// References to records of whatever noun, one a row: the subject of a figure or a claim.
public struct EntityColumn: Sendable {
  /// Raw values of ``Noun``.
  public let nouns: Block<UInt8>
  /// `UInt32.max` where there is none.
  public let rows: Block<UInt32>
  /// How many records each noun has, where that is to be held against what is read; else empty.
  private let rowCounts: [Int]

  init(nouns: [UInt8], rows: [UInt32]) {
    self.init(nouns: Block(nouns), rows: Block(rows), rowCounts: [])
  }

  init(nouns: Block<UInt8>, rows: Block<UInt32>, rowCounts: [Int]) {
    self.nouns = nouns
    self.rows = rows
    self.rowCounts = rowCounts
  }

  /// The record that a row names, or nil.
  public subscript(row: UInt32) -> Entity? {
    guard rows[Int(row)] != .max, let noun = Noun(rawValue: nouns[Int(row)]) else { return nil }
    let target = rows[Int(row)]
    guard rowCounts.isEmpty || target < rowCounts[Int(noun.rawValue)] else { return nil }
    return Entity(noun, target)
  }
}
