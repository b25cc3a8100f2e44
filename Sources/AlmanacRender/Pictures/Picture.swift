public import AlmanacEngine
public import AlmanacLanguage
internal import AlmanacStore
public import AlmanacTime

/// An answer as something to look at, laid out on a true scale and not yet drawn: the terminal and the
/// files draw the same one.
public struct Picture: Sendable {
  enum Content: Sendable {
    case timeline(Timeline)
    case calendar(Calendar)
    case bars(BarChart)
    case tree(Tree)
  }

  var content: Content

  /// Lays an answer out.
  ///
  /// - Parameters:
  ///   - view: a picture; tables and cards are none.
  ///   - today: the day that is marked, if any.
  public init(_ answer: Answer, as view: View, today: Day?) throws(PictureRefusal) {
    switch view {
    case .timeline: content = .timeline(try Timeline(answer, today: today))
    case .calendar: content = .calendar(try Calendar(answer))
    case .bars: content = .bars(try BarChart(answer))
    case .tree: content = .tree(try Tree(answer))
    case .table, .cards: throw .isNone
    }
  }

  /// The picture that says most of an answer, or nil when none does.
  public static func best(of answer: Answer) -> View? {
    [View.bars, .timeline, .tree].first { (try? Picture(answer, as: $0, today: nil)) != nil }
  }
}

/// Why an answer can't be drawn in some way.
public enum PictureRefusal: Error, Hashable, Sendable {
  /// It is a table or cards.
  case isNone
  /// Its rows have no date, or no row states one.
  case noDates
  /// Its rows have no number.
  case noNumbers
  /// Its rows form no tree.
  case noTree
}

extension Answer {
  /// What a row is called: the record's name, else its cells but the left-out columns.
  func label(row: Int, without left: Set<Int> = []) -> String {
    if let entity = entity(row: row) { return name(of: entity).onOneLine }
    let texts = columns.indices.filter { !left.contains($0) }.map {
      text(of: value(row: row, column: $0)).onOneLine
    }
    return texts.joined(separator: " · ")
  }

  /// Whether a row is in the answer only because it may be.
  func isMaybe(row: Int) -> Bool { row < truths.count && truths[row] == .maybe }

  /// The dates of rows: of a record its own, else those of the first column that has one.
  func dates() throws(PictureRefusal) -> (column: Int?, dates: [DateValue?]) {
    for field in ["when", "published", "released"]
    where rowCount > 0 && value(ofField: field, row: 0) != nil {
      return (nil, (0..<rowCount).map { value(ofField: field, row: $0)?.date })
    }
    for column in columns.indices {
      let dates = (0..<rowCount).map { value(row: $0, column: column).date }
      if dates.contains(where: { $0 != nil }) { return (column, dates) }
    }
    throw .noDates
  }
}

extension Value {
  /// The date that it is, if it is one; one that only disputed claims support is a guess.
  var date: DateValue? {
    switch self {
    case .date(let date): return date
    case .doubtful(.date(var date)):
      date.isGuess = true
      return date
    default: return nil
    }
  }
}
