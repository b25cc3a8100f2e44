/// A word of the language. Reserved words stand for themselves unless quoted; the others mean
/// something only in their place.
public enum Keyword: String, CaseIterable, Hashable, Sendable {
  // Stages.
  case `where`
  case show
  case sort
  case limit
  case distinct
  case count
  case summarize
  case draw
  case export
  // Relations.
  case `in`
  case under
  case by
  case about
  case during
  case before
  case after
  case overlaps
  case contains
  case matches
  // Quantifiers.
  case any
  case all
  case none
  case only
  case exactly
  // Joining words.
  case and
  case or
  case not
  case maybe
  case possibly
  case `is`
  case `as`
  case asc
  case desc
  // Relative dates.
  case this
  case last
  case next
  case today
  case yesterday
  case tomorrow
  case day
  case week
  case month
  case quarter
  case year
  // Statements.
  case `let`
  case param
  case include
  case assert
  case print
  case explain
  case describe
  case why
  // States.
  case known
  case missing
  case exact
  case vague
  // Views.
  case table
  case cards
  case timeline
  case calendar
  case bars
  case tree
}

extension Keyword {
  /// What a word is for; the help lists them in this order.
  public enum Category: String, CaseIterable, Hashable, Sendable {
    case stage
    case relation
    case quantifier
    case joining
    case direction
    case relativeDate
    case unit
    case statement
    case state
    case view
  }

  /// The part that the word plays.
  public var category: Category {
    switch self {
    case .where, .show, .sort, .limit, .distinct, .count, .summarize, .draw, .export: .stage
    case .in, .under, .by, .about, .during, .before, .after, .overlaps, .contains, .matches:
      .relation
    case .any, .all, .none, .only, .exactly: .quantifier
    case .and, .or, .not, .maybe, .possibly, .is, .as: .joining
    case .asc, .desc: .direction
    case .this, .last, .next, .today, .yesterday, .tomorrow: .relativeDate
    case .day, .week, .month, .quarter, .year: .unit
    case .let, .param, .include, .assert, .print, .explain, .describe, .why: .statement
    case .known, .missing, .exact, .vague: .state
    case .table, .cards, .timeline, .calendar, .bars, .tree: .view
    }
  }

  /// Whether a thing of this name must be quoted. `this`, `last` and `next` are reserved before a
  /// unit only, so they are not counted here.
  public var isReserved: Bool {
    switch category {
    case .stage, .relation, .quantifier, .joining, .direction: true
    case .relativeDate, .unit, .statement, .state, .view: false
    }
  }

  /// One line for the help, for completion and for the manual.
  public var help: String {
    switch self {
    case .where: "keep the rows for which a test is yes"
    case .show: "choose the columns"
    case .sort: "put the rows in order: sort when desc, name"
    case .limit: "keep the first rows: limit 5"
    case .distinct: "one row for each different set of shown values"
    case .count: "how many, or how many for each: count by kind"
    case .summarize: "totals, by group: summarize sum(attendance) by kind"
    case .draw: "show the answer as a picture: draw timeline"
    case .export: "write the answer to a file: export \"answer.csv\""
    case .in: "at least partly in a place, a date or an event: in China, in 2023"
    case .under: "the thing or anything below it in its tree: under CAST"
    case .by: "organized by: by CAST"
    case .about: "with a theme or one below it: about AI"
    case .during: "wholly inside a date: during 2023-11"
    case .before: "ended before a date began: before 2022"
    case .after: "started after a date ended: after 2022"
    case .overlaps: "shares a day with a date: overlaps 2023-09-10..2023-09-20"
    case .contains: "has this text: contains \"metaverse\""
    case .matches: "fits a pattern with * and ?: matches \"*Conference*\""
    case .any: "at least one of these: = any (CAST, WFEO)"
    case .all: "every one of these: = all (CAST, WFEO)"
    case .none: "not one of these: = none (CAST, WFEO)"
    case .only: "some of these and nothing else: = only (CAST, WFEO)"
    case .exactly: "these, all of them, and nothing else: = exactly (CAST, WFEO)"
    case .and: "both tests"
    case .or: "either test"
    case .not: "yes where the test is no"
    case .maybe: "only the rows for which the answer is not sure"
    case .possibly: "the sure rows and the unsure ones"
    case .is: "ask about the record: is missing, is not known, is vague"
    case .as: "name a column: count(parts) as sessions"
    case .asc: "smallest first (as without it)"
    case .desc: "largest first"
    case .this: "the current calendar unit: this month"
    case .last: "the one before, or the days up to today: last year, last 30 days"
    case .next: "the one after, or the days from tomorrow: next month, next 7 days"
    case .today: "the current day"
    case .yesterday: "the day before today"
    case .tomorrow: "the day after today"
    case .day: "a day, for this, last and next"
    case .week: "a week from Monday, for this, last and next"
    case .month: "a calendar month, for this, last and next"
    case .quarter: "a quarter of a year, for this, last and next"
    case .year: "a calendar year, for this, last and next"
    case .let: "name a query or a value: let $x = events by CAST"
    case .param: "a value that the command line may change: param $year = 2023"
    case .include: "read another script: include \"common.alm\""
    case .assert: "check that a test is yes: assert count(events) > 0"
    case .print: "print values: print \"events:\", count(events)"
    case .explain: "how a query is understood and run"
    case .describe: "the fields of a noun, or the card of a thing"
    case .why: "what decided for a row: why X in QUERY, why not X in QUERY"
    case .known: "the record says something"
    case .missing: "the record says nothing"
    case .exact: "the value is one value"
    case .vague: "the value is a range, open, or doubtful"
    case .table: "rows and columns"
    case .cards: "one block for each row"
    case .timeline: "bars on a time axis"
    case .calendar: "month grids"
    case .bars: "bars of a count"
    case .tree: "by part_of or parent"
    }
  }

  /// The words of a category, in the order of the help.
  public static func words(in category: Category) -> [Keyword] {
    allCases.filter { $0.category == category }
  }

  /// The word that a text is, in any case and width.
  public init?(spelling text: String) {
    let bytes = Array(text.utf8)
    let entry = ReservedWords.entry(in: bytes, TextRange(0, bytes.count))
    guard let keyword = entry?.keyword else { return nil }
    self = keyword
  }
}

extension Keyword {
  var relation: Relation? { category == .relation ? Relation(rawValue: rawValue) : nil }
  var quantifier: Quantifier? { category == .quantifier ? Quantifier(rawValue: rawValue) : nil }
  var modifier: Modifier? { Modifier(rawValue: rawValue) }
  var isModifier: Bool { self == .not || self == .maybe || self == .possibly }
  var isStage: Bool { category == .stage }
  var isRelation: Bool { category == .relation }

  /// What a relation may have on its left: all but `by` and `about`.
  var isInfixRelation: Bool { isRelation && self != .by && self != .about }
}
