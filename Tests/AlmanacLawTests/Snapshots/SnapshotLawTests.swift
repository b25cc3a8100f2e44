import Almanac
import TestSupport
import Testing

@Suite("a snapshot answers like the store that it is of")
struct SnapshotLawTests {
  @Test("every query of the laws", arguments: 1...12)
  func sameAnswers(seed: Int) throws {
    let run = try Run(seed: seed + 900)
    let file = MemoryFile(run.engine.catalog.store)
    let snapshot = EngineDoor(try Store(snapshot: file.file), today: Run.today)
    var generator = QueryGenerator(world: run.world, seed: run.seed)
    var wording = Wording(world: run.world, seed: run.seed)
    for _ in 0..<60 {
      let text = wording.text(generator.query())
      #expect(try snapshot.outcome(of: text) == run.engine.outcome(of: text), "\(text)")
    }
    #expect(snapshot.catalog.store.damage(since: 0) == nil)
  }

  @Test("every field of every record of the corpus, sources and claims and links too")
  func corpus() throws {
    let catalog = Catalog.builtIn().catalog
    let file = MemoryFile(catalog.store)
    let opened = try Catalog(snapshot: file.file)
    for question in Questions.everything(of: catalog) {
      #expect(Questions.answer(question, opened) == Questions.answer(question, catalog))
    }
    #expect(MemoryFile(opened.store).bytes == file.bytes, "a snapshot of a snapshot is the same")
    #expect(opened.store.damages().isEmpty)
  }

  @Test("dates of a series are added to a snapshot as to what was loaded")
  func occurrences() throws {
    let store = Catalog.builtIn().catalog.store
    let opened = try Store(snapshot: MemoryFile(store).file)
    let dates = (1...3).map { day in
      Occurrence(
        series: UInt32(day * 5), id: "date/\(day)",
        start: CivilTime(day: Run.today.adding(days: day)))
    }
    let (added, same) = (
      Catalog(store: store.adding(dates, hiding: [5])),
      Catalog(store: opened.adding(dates, hiding: [5]))
    )
    for question in Questions.everything(of: added) {
      #expect(Questions.answer(question, same) == Questions.answer(question, added))
    }
    #expect(same.store[.event].row(id: "date/2") == added.store[.event].row(id: "date/2"))
  }

  @Test("a store without records")
  func empty() throws {
    let opened = try Catalog(snapshot: MemoryFile(Store.empty).file)
    #expect(Questions.answer("events", opened) == "")
  }
}

/// Questions that between them touch every section of a snapshot, and their answers as text.
enum Questions {
  static let context = QueryContext(today: Run.today, languages: ["en"])

  /// Every field of every noun, then what goes by indexes.
  static func everything(of catalog: Catalog) -> [String] {
    let nouns = Noun.allCases.map { noun -> String in
      let table = catalog.store[noun]
      let fields = Schema.fields(of: noun).map(\.name) + table.measures + table.furtherKeys
      return "\(noun.plural) show \(fields.joined(separator: ", "))"
    }
    return nouns + byIndexes
  }

  static let byIndexes = [
    "events by CAST", "events in China", "@org:cast",
    "events where name contains \"science\" sort starts",
    "events where starts = 2023 count by kind", "events where part_of is known show ancestors",
    "organizations show events", "events where any theme under science",
  ]

  static func answer(_ text: String, _ catalog: Catalog) -> String {
    do throws(QueryError) {
      let answer = try catalog.answer(text, context: context)
      return (0..<answer.rowCount).map { row in
        answer.columns.indices.map { "\(answer.value(row: row, column: $0))" }
          .joined(separator: " | ")
      }.joined(separator: "\n")
    } catch {
      return error.diagnostics.map(\.message).joined(separator: "\n")
    }
  }
}
