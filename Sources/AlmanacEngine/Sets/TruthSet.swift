internal import AlmanacStore
internal import AlmanacTime

/// The answers of a test for rows of a table: *yes* is `certain`, *maybe* is `vague` or `blank`, *no*
/// is every other row (LANGUAGE §6.2).
///
/// Invariant: no row is in two of the three sets.
struct TruthSet: Sendable {
  var certain: Subset
  /// Maybes that rest on something stated but vague, open or disputed.
  var vague: Subset
  /// Maybes that rest only on fields that state nothing.
  var blank: Subset
  /// Rows that state nothing, field by field, in the order of the text; the blank ones are among
  /// them.
  var unstated: [Unstated]

  struct Unstated: Sendable {
    var field: String
    var rows: Subset
  }

  init(certain: Subset, vague: Subset, blank: Subset, unstated: [Unstated]) {
    self.certain = certain
    self.vague = vague
    self.blank = blank
    self.unstated = unstated
  }

  /// Two-valued: yes for those rows, no for all others.
  init(exactly rows: Subset) {
    let none = Subset.none(of: rows.rowCount)
    self.init(certain: rows, vague: none, blank: none, unstated: [])
  }

  /// The same answer for every row.
  init(_ truth: Truth, rowCount: Int) {
    self.init(exactly: truth == .yes ? .all(of: rowCount) : .none(of: rowCount))
    if truth == .maybe { vague = .all(of: rowCount) }
  }

  var rowCount: Int { certain.rowCount }

  /// Rows whose answer is maybe.
  var maybe: Subset { vague.union(blank) }

  /// Rows whose answer is not no.
  var possible: Subset { certain.union(vague).union(blank) }

  func truth(of row: UInt32) -> Truth {
    if certain[row] { return .yes }
    return vague[row] || blank[row] ? .maybe : .no
  }
}

extension TruthSet {
  func and(_ other: TruthSet) -> TruthSet {
    let none = Subset.none(of: rowCount)
    let isTwoValued = other.vague.isNone && other.blank.isNone
    if isTwoValued && vague.isNone && blank.isNone {
      return TruthSet(
        certain: certain.intersection(other.certain), vague: none, blank: none,
        unstated: unstated + other.unstated)
    }
    if isTwoValued {
      return TruthSet(
        certain: certain.intersection(other.certain), vague: vague.intersection(other.certain),
        blank: blank.intersection(other.certain), unstated: unstated + other.unstated)
    }
    let yesOrBlank = certain.union(blank)
    let otherYesOrBlank = other.certain.union(other.blank)
    let vague = self.vague.intersection(otherYesOrBlank.union(other.vague))
      .union(other.vague.intersection(yesOrBlank))
    let certain = self.certain.intersection(other.certain)
    return TruthSet(
      certain: certain, vague: vague,
      blank: yesOrBlank.intersection(otherYesOrBlank).subtracting(certain),
      unstated: unstated + other.unstated)
  }

  /// The same where the other was asked only about rows that this leaves possible.
  func and(askedOfPossible other: TruthSet) -> TruthSet {
    guard vague.isNone, blank.isNone else { return and(other) }
    // Its rows are all certain here: each answer is the other's.
    var answers = other
    answers.unstated = unstated + other.unstated
    return answers
  }

  func or(_ other: TruthSet) -> TruthSet {
    let certain = self.certain.union(other.certain)
    let vague = self.vague.union(other.vague).subtracting(certain)
    return TruthSet(
      certain: certain, vague: vague,
      blank: blank.union(other.blank).subtracting(certain).subtracting(vague),
      unstated: unstated + other.unstated)
  }

  /// The opposite of each answer.
  ///
  /// - Parameter domain: the rows that the answers are about.
  func negated(within domain: Subset) -> TruthSet {
    TruthSet(
      certain: domain.subtracting(certain).subtracting(vague).subtracting(blank), vague: vague,
      blank: blank, unstated: unstated)
  }

  /// The answers for some rows; no for all others.
  func among(_ rows: Subset?) -> TruthSet {
    guard let rows else { return self }
    return TruthSet(
      certain: certain.intersection(rows), vague: vague.intersection(rows),
      blank: blank.intersection(rows), unstated: unstated)
  }

  /// Every row states nothing of that field.
  static func unstated(_ field: String, rowCount: Int) -> TruthSet {
    let (none, all) = (Subset.none(of: rowCount), Subset.all(of: rowCount))
    return TruthSet(
      certain: none, vague: none, blank: all, unstated: [Unstated(field: field, rows: all)])
  }
}

extension Subset {
  /// Surely without a row, as far as can be told without looking.
  var isNone: Bool {
    if case .none = form { return true }
    return false
  }
}

/// Builds the answers of one test row by row of a column, in rising order.
struct TruthSetBuilder {
  private let rowCount: Int
  private var certain: [UInt32] = []
  private var vague: [UInt32] = []
  private var blank: [UInt32] = []

  init(rowCount: Int) {
    self.rowCount = rowCount
  }

  /// A row with a stated value.
  mutating func set(_ row: UInt32, _ truth: Truth) {
    if truth.isCertain {
      certain.append(row)
    } else if truth.isPossible {
      vague.append(row)
    }
  }

  /// A row that states nothing: it could be anything.
  mutating func setUnstated(_ row: UInt32) { blank.append(row) }

  func finish(field: String) -> TruthSet {
    func set(_ rows: [UInt32]) -> Subset { Subset(rising: rows, of: rowCount) }
    let blank = set(self.blank)
    return TruthSet(
      certain: set(certain), vague: set(vague), blank: blank,
      unstated: blank.isEmpty ? [] : [TruthSet.Unstated(field: field, rows: blank)])
  }
}
