internal import AlmanacStore

/// Where the cells of an answer come from: tuples that were made, or records looked up when asked.
struct CellSource: Sendable {
  var tuples: [[Value]] = []

  func value(row: Int, column: Int) -> Value { tuples[row][column] }

  func entity(row: Int) -> Entity? { nil }

  func allFields(of answer: Answer) -> Answer { answer }
}

extension Answer {
  /// An answer of made rows, for what has no query behind it, and for tests of renderers.
  public init(
    shape: Shape = .groups, columns: [Column], rows: [[Value]], truths: [Truth] = [],
    footer: Footer = Footer()
  ) {
    self.init(
      shape: shape, columns: columns, rowCount: rows.count, truths: truths, footer: footer,
      hints: [], cells: CellSource(tuples: rows))
  }
}
