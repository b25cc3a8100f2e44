import AlmanacLanguage
import AlmanacTime

/// A row: a thing, or the cells that a count made, by the folded names of their columns.
enum Row {
  case thing(Thing)
  case made([String: Cell])
}

/// What a test asks: to compare so, or to stand in a relation.
enum Asking {
  case sign(Comparator)
  case relation(Relation)

  /// Days are asked so; `=` falls inside.
  var ofDays: DaySign {
    switch self {
    case .sign(let sign): DaySign(sign)
    case .relation(let relation): DaySign(relation)
    }
  }
  /// Of two dates `=` asks whether they are surely the same.
  var ofTwoDates: DaySign {
    if case .sign(.equal) = self { return .same }
    return ofDays
  }
  /// Numbers are asked so: without a tree `in` is `=`.
  var ofNumbers: Comparator {
    if case .sign(let sign) = self { return sign }
    return .equal
  }
  var ofTexts: Relation? {
    if case .relation(let relation) = self { return relation }
    return nil
  }
  var isTime: Bool {
    [.before, .after, .during, .overlaps].contains(ofTexts)
  }
}

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

/// When something starts and ends, as far as that is known, and at which minutes if that is told.
struct Dates: Hashable {
  /// From the first to the last that it can be.
  typealias Span = (low: Int64, high: Int64)

  var starts: DayBounds
  var ends: DayBounds
  var startMinute: Int16?
  var endMinute: Int16?
  var isGuess = false

  var hasTime: Bool { startMinute != nil || endMinute != nil }

  /// Start and end in days or in minutes; of a point without a time any minute of its day counts.
  func spans(byMinute: Bool, isPoint: Bool) -> (start: Span, end: Span) {
    func span(_ bounds: DayBounds, _ first: Int16, _ last: Int16) -> Span {
      let scale: Int64 = byMinute ? 1_440 : 1
      let low = Int64(bounds.earliest.number) * scale
      let high = Int64(bounds.latest.number) * scale
      return byMinute ? (low + Int64(first), high + Int64(last)) : (low, high)
    }
    if isPoint {
      let point = span(starts, startMinute ?? 0, startMinute ?? 1_439)
      return (point, point)
    }
    let (first, last) = (startMinute ?? 0, endMinute ?? 1_439)
    return (span(starts, first, first), span(ends, last, last))
  }

  var description: String {
    "\(starts.earliest.text) \(starts.latest.text)/\(ends.earliest.text) \(ends.latest.text)"
      + (startMinute.map { " from \($0)" } ?? "") + (endMinute.map { " to \($0)" } ?? "")
      + (isGuess ? "?" : "")
  }
}

/// What stands in a cell of an answer, told in plain values.
indirect enum Cell: Hashable {
  case missing
  case none
  case text(String)
  case amount(Amount)
  case date(Dates)
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
    case .date(let dates): dates.description
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
