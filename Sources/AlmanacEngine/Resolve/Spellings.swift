internal import AlmanacStore
internal import AlmanacTime

/// The words or texts on the right of a test: those that are written, or the values of a query.
struct Spellings {
  /// Each with whether it surely belongs to them.
  private(set) var known: [(text: String, isSure: Bool)] = []
  /// Nobody tells all of them: a list goes on, or a value is missing.
  private(set) var mayBeMore = false

  /// None.
  init() {}

  /// Written in the query.
  init(_ texts: [String]) {
    known = texts.map { ($0, true) }
  }

  /// The texts among the values of a query.
  init(_ constant: Constant, folded: (String) -> String) {
    known = constant.members.compactMap { member in
      guard case .text(let text) = member.value else { return nil }
      return (folded(text), member.isSure)
    }
    mayBeMore = constant.goesOn || constant.isMissing
  }

  mutating func append(_ others: Spellings) {
    known += others.known
    mayBeMore = mayBeMore || others.mayBeMore
  }

  /// A test for each of them, and one that nobody can answer for those that are not told.
  func choices(_ test: (String) -> Predicate) -> [Resolver.Choice] {
    let choices = known.map { Resolver.Choice(test: test($0.text), isSure: $0.isSure) }
    return mayBeMore ? choices + [.untold] : choices
  }

  /// Whether a value is none of them: surely where it is not even one that may belong to them.
  func besides(_ test: ([String]) -> Predicate) -> Predicate {
    let possible = test(known.map(\.text)).unless(unsure: mayBeMore)
    let sure = known.filter(\.isSure).map(\.text)
    return sure.count == known.count ? possible : .or(possible, .and(test(sure), .constant(.maybe)))
  }
}
