import Almanac
import TestSupport
import Testing

/// The first candidates at `|` in a text, `label` or `label(count)`, and what they would replace.
private func offer(_ marked: String, limit: Int = 4) throws -> String {
  let bytes = Array(marked.utf8)
  let cursor = try #require(bytes.firstIndex(of: UInt8(ascii: "|")))
  let text = String(decoding: bytes[..<cursor] + bytes[(cursor + 1)...], as: UTF8.self)
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
  let completion = Catalog(store: FixtureStore.store).complete(text, at: cursor, context: context)
  let replaced = String(decoding: Array(text.utf8)[completion.range], as: UTF8.self)
  let shown = completion.candidates.prefix(limit).map { candidate in
    candidate.insert + (candidate.count.map { "(\($0))" } ?? "")
  }
  return "[\(replaced)] " + shown.joined(separator: " ")
}

@Test(
  "TAB offers what fits the place, by the rows so far",
  arguments: [
    ("eve|", "[eve] events(5)"),
    ("events wh|", "[wh] where"),
    ("events where orga|", "[orga] organizer"),
    (
      "events where organizer = |",
      "[] \"China Association for Science and Technology\"(3) \"World Federation of Engineering Organizations\"(2) any all"
    ),
    ("events where organizer = C|", "[C] CAST(3)"),
    ("events where organizer = 中|", "[中] 中国科协(3)"),
    (
      "events in Chongqing by |",
      "[] \"China Association for Science and Technology\"(0) \"World Federation of Engineering Organizations\"(0) any all"
    ),
    ("events in |", "[] China(4) Beijing(2) Chongqing(1) France(1)"),
    ("events in Bei|", "[Bei] Beijing(2)"),
    // All that the stage says counts, not the stages before it alone.
    (
      "events where in Beijing and organizer = |",
      "[] \"China Association for Science and Technology\"(2) \"World Federation of Engineering Organizations\"(0) any all"
    ),
    (
      "events where in Beijing or organizer = |",
      "[] \"World Federation of Engineering Organizations\"(4) \"China Association for Science and Technology\"(3) any all"
    ),
    (
      "events where not organizer = |",
      "[] \"World Federation of Engineering Organizations\"(2) \"China Association for Science and Technology\"(1) any all"
    ),
    (
      "events where not (in Beijing or organizer = |",
      "[] \"China Association for Science and Technology\"(0) \"World Federation of Engineering Organizations\"(0) any all"
    ),
    (
      "events where organizer != |",
      "[] \"World Federation of Engineering Organizations\"(2) \"China Association for Science and Technology\"(1) any all"
    ),
    ("events where organizer.country = |", "[] China(3) France(2) Beijing(0) Chongqing(0)"),
    ("organizations where country = |", "[] China(1) France(1) Beijing(0) Chongqing(0)"),
    ("events where kind = |", "[] conference(2) festival(1) month(1) session(1)"),
    // Dates that the data has: years, and what is in the year that was typed.
    ("events during |", "[] 2021(1) 2023(1) 2025(1) last year(1)"),
    ("events during 2023|", "[2023] 2023(1) 2023-11(1)"),
    ("events during 2023-|", "[2023-] 2023-11(1)"),
    ("events in Beijing before |", "[] 2025(1) 2021(0) today(2) this month(2)"),
    ("events where starts >= 20|", "[20] 2021(3) 2023(2) 2025(1)"),
    ("events in 202|", "[202] 2021(2) 2023(1) 2025(1) \"Open Month 2025\"(1)"),
    ("events about tech|", "[tech] technology(3)"),
    ("events where kind = con|", "[con] conference(2)"),
    ("events where organizer.co|", "[co] country"),
    ("events sort att|", "[att] attendance"),
    ("events count by ki|", "[ki] kind"),
    (
      "events where organizer = \"World F|",
      "[\"World F] \"World Federation of Engineering Organizations\"(2)"
    ),
    ("events about \"open|", "[\"open] @theme:open-1(1) @theme:open-2(0)"),
    ("events where attendance is |", "[] not known missing exact"),
    ("events where attendance is mis|", "[mis] missing"),
  ])
func offers(marked: String, expected: String) throws {
  let offered = try offer(marked)
  #expect(offered == expected)
}

/// The first candidates at `|` over the corpus: what is inserted, what the menu shows, how many more.
private func menu(_ marked: String, language: String) throws -> String {
  let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: [language])
  let completion = Asking.documents.catalog.complete(
    parts.joined(), at: parts[0].utf8.count, context: context)
  var lines = completion.candidates.prefix(4).map { candidate in
    [candidate.insert, candidate.label, candidate.detail].joined(separator: "   ")
  }
  if completion.total > lines.count { lines.append("… \(completion.total - lines.count) more") }
  return lines.isEmpty ? "nothing" : lines.joined(separator: "\n")
}

@Test("names are found in any script, by what is typed for them, and the menu says how")
func menus() throws {
  try Golden("completions.txt").check { language, marked in
    (try? menu(marked, language: language)) ?? ""
  }
}

@Test(
  "the number beside a candidate is the number of rows that the query then has",
  arguments: [
    ("events by |", ""), ("events in |", ""), ("events in China by |", ""), ("events about |", ""),
    ("events where in Beijing or organizer = |", ""), ("events where not in |", ""),
    ("events where not (in Beijing or about |", ")"), ("events where organizer != |", ""),
    ("events by CAST during |", ""), ("events during 2023-|", ""), ("events before |", ""),
    ("events where kind = |", ""), ("events where maybe in |", ""), ("events under |", ""),
    ("organizations where country = |", ""), ("events where organizer.country = |", ""),
    ("events limit 20 in |", ""), ("events where org = any (CAST, W|", ")"),
    ("places where parent = |", ""), ("events sort when desc limit 9 about |", ""),
  ])
func countsAreTrue(marked: String, rest: String) throws {
  let text = String(marked.dropLast())
  let asking = Asking.documents
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
  let completion = asking.catalog.complete(text, at: text.utf8.count, context: context)
  var countedCount = 0
  for candidate in completion.candidates {
    guard let count = candidate.count else { continue }
    countedCount += 1
    let query =
      String(decoding: Array(text.utf8)[..<completion.range.lowerBound], as: UTF8.self)
      + candidate.insert + rest
    #expect(try asking.answer(query).rowCount == count, "\(query)")
  }
  #expect(countedCount > 0, "\(completion.candidates.map(\.insert))")
}

@Test("dates without an end are no years to choose")
func openDates() throws {
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
  let completion = Asking.documents.catalog.complete("events during ", at: 14, context: context)
  let years = completion.candidates.map(\.insert).filter { $0.allSatisfy(\.isNumber) }
  #expect(!years.isEmpty && years.allSatisfy { $0.count == 4 }, "\(years)")
}

@Test("what there is no time to count comes without a count, and all of it comes")
func uncounted() throws {
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
  let catalog = Catalog(store: FixtureStore.store)
  let text = "events where organizer = "
  let counted = catalog.complete(text, at: text.utf8.count, context: context)
  var left = 1
  let hurried = catalog.complete(text, at: text.utf8.count, context: context) {
    left -= 1
    return left >= 0
  }
  #expect(counted.candidates.filter { $0.count != nil }.count == 2)
  #expect(hurried.candidates.filter { $0.count != nil }.count == 1)
  #expect(Set(hurried.candidates.map(\.insert)) == Set(counted.candidates.map(\.insert)))
}

@Test("no text makes completion trap, at any byte", arguments: 0..<64)
func anyByte(seed: Int) throws {
  let texts = [
    "events where organizer = any (CAST, \"中国科协\") and in Beijing sort when desc limit 3",
    "events by CAST in 2023..2025 about AI count by year(starts) where count > 1",
    "@@ $x \"open [ ( ～ ,, ..", "",
  ]
  let text = texts[seed % texts.count]
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["zh"])
  let catalog = Catalog(store: FixtureStore.store)
  for offset in stride(from: seed / texts.count, through: text.utf8.count, by: 16) {
    let completion = catalog.complete(text, at: offset, context: context)
    #expect(completion.range.upperBound <= text.utf8.count)
    #expect(completion.total >= completion.candidates.count)
  }
}
