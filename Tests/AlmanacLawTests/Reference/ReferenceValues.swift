import AlmanacTime

/// The answer of a test on one row, and whether a maybe rests on something stated.
struct Verdict: Hashable {
  var truth: Truth
  var isVague = false

  static let yes = Verdict(truth: .yes)
  static let no = Verdict(truth: .no)
  /// Something is stated, and it allows both.
  static let vague = Verdict(truth: .maybe, isVague: true)
  /// Nothing is stated.
  static let unstated = Verdict(truth: .maybe)

  init(truth: Truth, isVague: Bool = false) {
    self.truth = truth
    self.isVague = isVague && truth == .maybe
  }

  /// An answer about something that is stated.
  init(_ truth: Truth) { self.init(truth: truth, isVague: true) }
  init(_ holds: Bool) { self = holds ? .yes : .no }

  static func && (left: Verdict, right: Verdict) -> Verdict {
    Verdict(truth: left.truth & right.truth, isVague: left.isVague || right.isVague)
  }
  static func || (left: Verdict, right: Verdict) -> Verdict {
    Verdict(truth: left.truth | right.truth, isVague: left.isVague || right.isVague)
  }
  static prefix func ! (verdict: Verdict) -> Verdict {
    Verdict(truth: !verdict.truth, isVague: verdict.isVague)
  }
}

/// What stands in a cell of an answer, told in plain values.
indirect enum Cell: Hashable {
  case missing
  case none
  case text(String)
  case amount(Amount)
  case date(DayBounds, DayBounds, isGuess: Bool)
  case thing(Kind, String)
  case truth(Truth)
  case list([Cell], more: [Int]?)
  case doubtful(Cell)
  case notStated
  case notNamed(Int?)

  /// The same for equal cells; the members of a list in any order.
  var description: String {
    switch self {
    case .missing: "missing"
    case .none: "none"
    case .text(let text): "\"\(text)\""
    case .amount(let amount): "\(amount.low)..\(amount.high)" + (amount.isGuess ? "?" : "")
    case .date(let starts, let ends, let isGuess):
      "\(starts.earliest.text) \(starts.latest.text)/\(ends.earliest.text) \(ends.latest.text)"
        + (isGuess ? "?" : "")
    case .thing(let kind, let id): "@\(kind.identityWord):\(id)"
    case .truth(let truth): truth == .yes ? "yes" : truth == .no ? "no" : "maybe"
    case .list(let cells, let more):
      "[" + cells.map(\.description).sorted().joined(separator: ", ") + "]"
        + (more.map { "+\($0.reduce(0, +))" } ?? "")
    case .doubtful(let cell): cell.description + "?"
    case .notStated: "(not stated)"
    case .notNamed(let count): "(+\(count.map(String.init) ?? "") not named)"
    }
  }

  /// The single values of a cell; none for what is missing.
  var flattened: [Cell] {
    switch self {
    case .missing, .none, .notStated, .notNamed: []
    case .list(let cells, _): cells
    default: [self]
    }
  }
}

/// What an answer is held against: rows, cells and the counts of its footer.
struct Outcome: Hashable {
  /// Of records, in order; empty for rows that a count made.
  var ids: [String] = []
  var columns: [String] = []
  /// A text for each row.
  var rows: [String] = []
  var maybeCount = 0
  var unstatedCount = 0
}
