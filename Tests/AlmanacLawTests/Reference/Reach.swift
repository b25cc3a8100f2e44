import AlmanacTime

/// Counts what decided rows, so that a generator that no longer reaches a construct is seen.
final class Reach {
  private(set) var decisions: [String: [Truth: Int]] = [:]
  private(set) var totals: [String: Int] = [:]
  private(set) var filterCount = 0
  /// Tests that kept some rows and dropped some.
  private(set) var dividingCount = 0
  private var notes: [(construct: String, truth: Truth)] = []

  func begin() { notes = [] }

  func note(_ construct: String, _ truth: Truth) { notes.append((construct, truth)) }

  /// A construct has decided a row when its answer is the row's.
  func decide(_ truth: Truth) {
    decisions["row", default: [:]][truth, default: 0] += 1
    for construct in Set(notes.filter { $0.truth == truth }.map(\.construct)) {
      decisions[construct, default: [:]][truth, default: 0] += 1
    }
  }

  func filtered(kept: Int, of count: Int) {
    filterCount += 1
    if kept > 0 && kept < count { dividingCount += 1 }
  }

  func total(_ aggregate: String, _ rowCount: Int) { totals[aggregate, default: 0] += rowCount }

  func count(of construct: String) -> Int {
    decisions[construct].map { $0.values.reduce(0, +) } ?? totals[construct] ?? 0
  }
}
