/// References to the records of one noun, with the way back.
public struct ReferenceColumn: Sendable {
  /// The noun whose records are named.
  public let target: Noun
  /// Rows of the target, row by row.
  public let list: ListColumn
  /// Rows of this table, by row of the target.
  public let postings: Postings
  /// Lines of the document beside each value, 0 where none is given; empty unless `target` is
  /// ``Noun/source``.
  public let lines: Block<UInt32>

  init(target: Noun, list: ListColumn, targetCount: Int, lines: Block<UInt32> = []) {
    self.target = target
    self.list = list
    self.lines = lines
    postings = list.inverted(codeCount: targetCount)
  }

  init(target: Noun, list: ListColumn, postings: Postings, lines: Block<UInt32>) {
    self.target = target
    self.list = list
    self.postings = postings
    self.lines = lines
  }

  /// Whether a row names a record only in doubt.
  public func isDoubtful(row: UInt32, naming target: UInt32) -> Bool {
    for position in list.range(of: row)
    where list.values[position] == target && !list.isDoubtful(position: position) {
      return false
    }
    return true
  }
}
