internal import AlmanacStore
internal import AlmanacTime

/// The answers of a test for every row of a table at once.
///
/// *yes* is `certain`, *no* is outside `possible`, *maybe* is between them (LANGUAGE §6.2).
/// Invariants: `certain` ⊆ `possible`; `vague` ⊆ `possible` − `certain`.
struct TruthSet {
  var certain: Bitmap
  var possible: Bitmap
  /// Maybes that rest on something stated but vague, open or disputed.
  var vague: Bitmap
  /// Maybes that rest on a field that states nothing, field by field.
  var unstated: [Unstated]

  struct Unstated {
    var field: String
    var rows: Bitmap
  }

  /// Two-valued: yes for those rows, no for all others.
  init(exactly rows: Bitmap) {
    certain = rows
    possible = rows
    vague = Bitmap(rowCount: rows.rowCount)
    unstated = []
  }

  init(certain: Bitmap, possible: Bitmap, vague: Bitmap, unstated: [Unstated]) {
    self.certain = certain
    self.possible = possible
    self.vague = vague
    self.unstated = unstated
  }

  /// The same answer for every row.
  init(_ truth: Truth, rowCount: Int) {
    let all = Bitmap(allOf: rowCount)
    let none = Bitmap(rowCount: rowCount)
    certain = truth == .yes ? all : none
    possible = truth == .no ? none : all
    vague = truth == .maybe ? all : none
    unstated = []
  }

  var rowCount: Int { certain.rowCount }

  /// Rows whose answer is maybe.
  var maybe: Bitmap { possible.subtracting(certain) }

  func truth(of row: UInt32) -> Truth {
    Truth(isCertain: certain[row], isPossible: possible[row])
  }
}

extension TruthSet {
  func and(_ other: TruthSet) -> TruthSet {
    let certain = self.certain.intersection(other.certain)
    let possible = self.possible.intersection(other.possible)
    return TruthSet(
      certain: certain, possible: possible,
      vague: vague.union(other.vague).intersection(possible), unstated: unstated + other.unstated)
  }

  func or(_ other: TruthSet) -> TruthSet {
    let certain = self.certain.union(other.certain)
    return TruthSet(
      certain: certain, possible: possible.union(other.possible),
      vague: vague.union(other.vague).subtracting(certain), unstated: unstated + other.unstated)
  }

  var negated: TruthSet {
    TruthSet(
      certain: possible.complement, possible: certain.complement, vague: vague, unstated: unstated)
  }
}

/// Builds the answers of one test row by row of a column.
struct TruthSetBuilder {
  private var certain: Bitmap
  private var possible: Bitmap
  private var vague: Bitmap
  private var missing: Bitmap

  init(rowCount: Int) {
    certain = Bitmap(rowCount: rowCount)
    possible = certain
    vague = certain
    missing = certain
  }

  /// A row with a stated value.
  mutating func set(_ row: UInt32, _ truth: Truth) {
    if truth.isCertain {
      certain.insert(row)
      possible.insert(row)
    } else if truth.isPossible {
      possible.insert(row)
      vague.insert(row)
    }
  }

  /// A row that states nothing: it could be anything.
  mutating func setUnstated(_ row: UInt32) {
    possible.insert(row)
    missing.insert(row)
  }

  func finish(field: String) -> TruthSet {
    TruthSet(
      certain: certain, possible: possible, vague: vague,
      unstated: missing.isEmpty ? [] : [TruthSet.Unstated(field: field, rows: missing)])
  }
}
