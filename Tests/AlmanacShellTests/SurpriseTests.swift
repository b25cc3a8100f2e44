import Almanac
import Foundation
import Testing

@testable import AlmanacShell

private let context = QueryContext(today: Day(number: 20_778), languages: ["en"])
private let corpus = Catalog.builtIn().catalog

private func surprise(of catalog: Catalog, _ seed: Int) throws -> Surprise {
  var maker = SurpriseMaker(catalog, context: context, seed: UInt64(seed))
  let found = maker.surprise()
  return try #require(found)
}

/// Whether an assertion is surely so.
private func holds(_ test: String, of catalog: Catalog, index: Bool = true) -> Bool {
  var context = context
  context.tuning.usesIndexes = index
  let text = "assert \(test)"
  guard
    case .held? = try? catalog.run(parseStatement(text), text: text, context: context)
  else { return false }
  return true
}

/// The cells of the first rows of an answer, as they are written.
private func cells(of query: String, _ catalog: Catalog) throws -> [[String]] {
  let answer = try catalog.answer(query, context: context)
  return (0..<min(answer.rowCount, 4)).map { row in
    answer.columns.indices.map { text(of: answer.value(row: row, column: $0)) }
  }
}

@Suite("Surprises")
struct SurpriseTests {
  @Test("each of 500 is so, with indexes and without, and its query shows it")
  func areTrue() throws {
    var seen: [Surprise.Kind: Set<String>] = [:]
    for seed in 0..<500 {
      let surprise = try surprise(of: corpus, seed)
      #expect(holds(surprise.test, of: corpus, index: false), "\(surprise)")
      try expectShown(surprise, of: corpus)
      seen[surprise.kind, default: []].insert(surprise.sentence)
    }
    for kind in Surprise.Kind.allCases { #expect(seen[kind] != nil, "\(kind)") }
    // Nothing is a sentence that was written beforehand.
    #expect(seen.values.reduce(0) { $0 + $1.count } > 200)
  }

  /// That the numbers, names and days of a sentence are those of its query's answer.
  private func expectShown(_ surprise: Surprise, of catalog: Catalog) throws {
    let rows = try cells(of: surprise.query, catalog)
    let first = try #require(rows.first, "\(surprise)")
    let shown: [String] =
      switch surprise.kind {
      case .weekday, .greatest, .earliest, .mostFrequent, .vague: first
      case .length: [first[0], first[2]]
      case .share, .unstated: first
      case .figure: [first[1], first[2]]
      case .readings: rows.map { $0[0] }
      case .name: []
      case .field: [first[1]]
      case .together: rows.count == 1 ? [first[0]] : []
      case .parts, .sameDay: [first[0]]
      }
    for cell in shown { #expect(surprise.sentence.contains(cell), "\(surprise)") }
  }

  @Test("what is said of the corpus is not so of other data")
  func canBeFalse() throws {
    let variant = Catalog(store: StoreVariant.made(of: corpus.store, seed: 1, keepingNamesIn: ""))
    var falseCount = 0
    for seed in 0..<100 {
      let surprise = try surprise(of: corpus, seed)
      if !holds(surprise.test, of: variant) { falseCount += 1 }
    }
    #expect(falseCount > 60)
  }

  @Test(
    "they are found in data of one's own, and true there",
    arguments: [["examples/talks.jsonl"], ["examples/conferences"]])
  func ownData(files: [String]) throws {
    #expect(FileManager.default.changeCurrentDirectoryPath(root.path))
    let own = try Loading(DataChoice(files: files, includesCorpus: false)).catalog
    var kinds: Set<Surprise.Kind> = []
    var sourcedCount = 0
    for seed in 0..<100 {
      let surprise = try surprise(of: own, seed)
      #expect(holds(surprise.test, of: own, index: false), "\(surprise)")
      try expectShown(surprise, of: own)
      if surprise.kind == .unstated || !surprise.sources.isEmpty { sourcedCount += 1 }
      kinds.insert(surprise.kind)
    }
    #expect(kinds.count >= 6, "\(kinds)")
    // Of a country or continent the program itself knows where it lies.
    #expect(sourcedCount >= 80)
  }

  @Test("the shell says it with proof and source; the proof runs, by Up and by .fix")
  func shell() throws {
    var session = try documentedSession(widthColumns: 80)
    let reply = session.submit(".surprise 7")
    #expect(reply.output == session.submit(".surprise 7").output)
    #expect(reply.output.contains("\nproof:   ") && reply.output.contains("\nsource:  "))
    let query = try #require(reply.suggestion)
    #expect(reply.output.contains("proof:   \(query)\n"))
    #expect((session.submit(".fix").rowCount ?? 0) > 0)
    #expect(session.submit(".surprise seven").messages.contains(".surprise takes a number"))
    for line in session.submit(".surprise 3").output.split(separator: "\n")
    where !line.hasPrefix("proof:") {
      #expect(displayWidth(line) <= 80)
    }
    session.loading.catalog = Catalog(store: .empty)
    #expect(session.submit(".surprise").messages.contains("nothing can be said"))
  }

  @Test("how to see the proof is said three times a session")
  func advice() throws {
    var session = try documentedSession(widthColumns: 80)
    let said = (0..<5).map { session.submit(".surprise \($0)").messages.contains("Up brings") }
    #expect(said == [true, true, true, false, false])
  }
}
