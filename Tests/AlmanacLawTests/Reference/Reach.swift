import AlmanacTime

/// Counts what decided rows, so that a generator that no longer reaches a construct is seen.
final class Reach {
  /// What was counted.
  struct Counts: Sendable {
    /// How many rows each construct decided, by their answer; `row` counts them all.
    fileprivate(set) var decisions: [String: [Truth: Int]] = [:]
    /// How many rows each aggregate was made of.
    fileprivate(set) var totals: [String: Int] = [:]
    fileprivate(set) var filterCount = 0
    /// Tests that kept some rows and dropped some.
    fileprivate(set) var dividingCount = 0

    func count(of construct: String) -> Int {
      decisions[construct].map { $0.values.reduce(0, +) } ?? totals[construct] ?? 0
    }
  }

  private(set) var counts = Counts()
  private var notes: [(construct: String, truth: Truth)] = []

  func begin() { notes = [] }

  func note(_ construct: String, _ truth: Truth) { notes.append((construct, truth)) }

  /// A construct has decided a row when its answer is the row's.
  func decide(_ truth: Truth) {
    counts.decisions["row", default: [:]][truth, default: 0] += 1
    for construct in Set(notes.filter { $0.truth == truth }.map(\.construct)) {
      counts.decisions[construct, default: [:]][truth, default: 0] += 1
    }
  }

  func filtered(kept: Int, of count: Int) {
    counts.filterCount += 1
    if kept > 0 && kept < count { counts.dividingCount += 1 }
  }

  func total(_ aggregate: String, _ rowCount: Int) {
    counts.totals[aggregate, default: 0] += rowCount
  }
}
