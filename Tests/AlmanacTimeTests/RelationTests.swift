import AlmanacTime
import Testing

private typealias Period = (start: Int, end: Int)

private let points = Array(0..<5)
private let bounds = points.flatMap { low in
  points.filter { $0 >= low }.map { Bounds(earliest: low, latest: $0) }
}

/// Whether two exact periods stand in a relation, said with nothing but their days.
private func holds(_ relation: PeriodRelation, _ one: Period, _ other: Period) -> Bool {
  let mine = Set(one.start...one.end)
  let theirs = Set(other.start...other.end)
  return switch relation {
  case .before: mine.allSatisfy { day in theirs.allSatisfy { day < $0 } }
  case .after: mine.allSatisfy { day in theirs.allSatisfy { day > $0 } }
  case .during: mine.isSubset(of: theirs)
  case .overlaps: !mine.isDisjoint(with: theirs)
  case .contains: mine.isSuperset(of: theirs)
  }
}

/// Every period that starts and ends within bounds.
private func periods(_ starts: Bounds<Int>, _ ends: Bounds<Int>) -> [Period] {
  (starts.earliest...starts.latest).flatMap { start in
    (ends.earliest...ends.latest).filter { $0 >= start }.map { (start, $0) }
  }
}

/// Bounds of start and end as tight as "starts before it ends" makes them.
private let vaguePeriods = bounds.flatMap { starts in
  bounds.filter { starts.earliest <= $0.earliest && starts.latest <= $0.latest }
    .map { (starts: starts, ends: $0) }
}

@Test("the formulas say what trying every day says", arguments: PeriodRelation.allCases)
func formulasAreExact(relation: PeriodRelation) {
  for (starts, ends) in vaguePeriods {
    let readings = periods(starts, ends)
    for first in points {
      for last in points where last >= first {
        let answers = readings.map { holds(relation, $0, (first, last)) }
        let expected = Truth(
          isCertain: answers.allSatisfy { $0 }, isPossible: answers.contains(true))
        let truth = relation.truth(
          starts: starts, ends: ends, first: Bounds(first), last: Bounds(last))
        #expect(truth == expected, "\(starts) \(ends) \(relation) \(first)...\(last)")
      }
    }
  }
}

@Test("against a vague period, certain needs every reading and possible some")
func vagueAgainstVague() {
  for (starts, ends) in vaguePeriods where starts.latest < 3 {
    let mine = periods(starts, ends)
    for (first, last) in vaguePeriods where first.earliest > 0 {
      let theirs = periods(first, last)
      for relation in PeriodRelation.allCases {
        let answers = mine.flatMap { one in theirs.map { holds(relation, one, $0) } }
        let expected = Truth(
          isCertain: answers.allSatisfy { $0 }, isPossible: answers.contains(true))
        let truth = relation.truth(starts: starts, ends: ends, first: first, last: last)
        guard truth != expected else { continue }
        Issue.record("\(starts) \(ends) \(relation) \(first) \(last)")
        return
      }
    }
  }
}

@Test("before, overlaps and after part all exact periods between them")
func partition() {
  for one in periods(Bounds(earliest: 0, latest: 4), Bounds(earliest: 0, latest: 4)) {
    for first in points {
      for last in points where last >= first {
        let answers = [PeriodRelation.before, .overlaps, .after].map {
          $0.truth(
            starts: Bounds(one.start), ends: Bounds(one.end), first: Bounds(first),
            last: Bounds(last))
        }
        #expect(answers.count { $0 == .yes } == 1)
        #expect(answers.count { $0 == .no } == 2)
      }
    }
  }
}

@Test("comparisons of points say what trying every day says", arguments: PointComparison.allCases)
func comparisonsAreExact(comparison: PointComparison) {
  for point in bounds {
    for first in points {
      for last in points where last >= first {
        let answers = (point.earliest...point.latest).map { day in
          switch comparison {
          case .less: (first...last).allSatisfy { day < $0 }
          case .lessOrEqual: (first...last).contains { day <= $0 }
          case .greater: (first...last).allSatisfy { day > $0 }
          case .greaterOrEqual: (first...last).contains { day >= $0 }
          case .equal: (first...last).contains(day)
          }
        }
        let expected = Truth(
          isCertain: answers.allSatisfy { $0 }, isPossible: answers.contains(true))
        #expect(comparison.truth(of: point, first: first, last: last) == expected)
      }
    }
  }
}

@Test(
  "dates and ranges meet as the language says",
  arguments: [
    ("2023-11-06/2023-11-07", PeriodRelation.during, "2023", Truth.yes),
    ("2021-12", .during, "2021-12-10..2021-12-20", .maybe),
    ("2021-12", .during, "2021", .yes),
    ("2023?", .during, "2023", .maybe),
    ("2023?", .during, "2022", .maybe),
    ("2004/..", .overlaps, "2010", .yes),
    ("2004/", .overlaps, "2010", .maybe),
    ("/2021-12-03", .after, "2022", .no),
    ("XXXX-11-06/XXXX-11-07", .before, "2022", .maybe),
    ("2023-11-06", .overlaps, "2023-11-06T14:00", .yes),
    ("2023-11-06T13:00/2023-11-06T13:30", .overlaps, "2023-11-06T14:00", .no),
    ("2023-11-06T13:00", .before, "2023-11-06T14:00", .yes),
    ("2023-11-06T13:00", .before, "2023-11-06", .no),
  ])
func datesAgainstRanges(
  date: String, relation: PeriodRelation, range: String, truth: Truth
) throws {
  #expect(relation.truth(of: try readDate(date), try readDateRange(range)) == truth)
}

@Test("three-valued logic is Kleene's")
func kleene() {
  #expect(!Truth.maybe == .maybe)
  #expect(!Truth.yes == .no)
  #expect(Truth.maybe & .no == .no)
  #expect(Truth.maybe & .yes == .maybe)
  #expect(Truth.maybe | .yes == .yes)
  #expect(Truth.maybe | .no == .maybe)
}
