import Almanac
import TestSupport
import Testing

/// What a query that fails says, for a reader of a language: `error N02: …`, and below it what it
/// says when its fix is taken.
private func complaint(_ query: String, language: String, over catalog: Catalog) throws -> String {
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: [language])
  do throws(QueryError) {
    _ = try catalog.answer(query, context: context)
    return "answered"
  } catch {
    var text = render(error.diagnostics, text: query, style: .plain, width: 100)
    guard let fix = error.diagnostics.first?.fixes.first else { return text + "no fix" }
    let answer = try? catalog.answer(fix.statement, context: context)
    text += answer == nil ? "the fix fails" : "the fix runs"
    return text
  }
}

@Suite("Names that nobody has")
struct NameTests {
  @Test("what is near is shown with the reason, what is ambiguous with the ids, and fixes run")
  func complaints() throws {
    try Golden("names.txt").check { language, query in
      (try? complaint(query, language: language, over: Asking.documents.catalog)) ?? ""
    }
  }

  /// `=` never widens: what is typed for a name finds it nowhere but in completion.
  @Test(
    "a name's pinyin, initials and Latin letters are names of nothing",
    arguments: [Asking.documents, Asking.corrected])
  func neverWidens(asking: Asking) throws {
    var checkedCount = 0
    for noun in [Noun.event, .organization, .person, .place, .theme, .outcome] {
      let table = asking.catalog.store[noun]
      for position in 0..<table.names.texts.count {
        let name = table.names.name(at: position).text
        let spellings = pinyinSpellings(of: name)
        let typed =
          spellings.flatMap { [$0.joined, $0.initials] } + latinKeys(ofCyrillic: name)
        for text in Set(typed)
        where text.count > 1 && table.nameIndex.rows(forKey: foldedKey(text)).isEmpty {
          let faults = asking.faults("\(noun.plural) where name = \"\(text)\"")
          #expect(faults == ["N02"] || faults == ["N04"], "\(text) for \(name): \(faults)")
          checkedCount += 1
        }
      }
    }
    #expect(checkedCount > 200)
  }

  @Test("what was typed as a whole for a name proposes its record, in a query that runs")
  func proposed() throws {
    let catalog = Asking.documents.catalog
    let table = catalog.store[.organization]
    for row in 0..<UInt32(table.rowCount) {
      let names = table.names.names(of: row).map(\.text)
      for spelling in names.flatMap({ pinyinSpellings(of: $0).prefix(1) })
      where table.nameIndex.rows(forKey: spelling.joined).isEmpty {
        let said = try complaint("events by \(spelling.joined)", language: "zh", over: catalog)
        #expect(names.contains { said.contains($0) }, "\(names): \(said)")
        #expect(said.hasSuffix("the fix runs"), "\(said)")
      }
    }
  }

  @Test("of many that bear a name three are shown with what tells them apart, and how to list all")
  func ambiguousNames() throws {
    var builder = StoreBuilder()
    let france = try builder.add(.place, id: "france")
    builder.addName("France", language: "en", to: france)
    for index in 1...9 {
      let place = try builder.add(.place, id: "sm-\(index)")
      builder.addName("Saint-Martin", language: "fr", to: place)
      if index == 1 { builder.addName("St Martin's", language: "en", to: place) }
      if index == 2 { builder.addCode("kind", "island", of: place) }
      builder.addReference("parent", to: .id("france"), noun: .place, of: place)
    }
    let catalog = Catalog(store: builder.finish().store)
    let said = try complaint("events in \"saint martin\"", language: "en", over: catalog)
    #expect(
      said == """
        error N03: "saint martin" names 9 things
          events in "saint martin"
                    ^^^^^^^^^^^^^^
          @place:sm-1   a place: St Martin's under France
          @place:sm-2   island under France
          @place:sm-3   a place under France
          and 6 more: places where name = "saint martin" show id, name
          try:   events in @place:sm-1
        the fix runs
        """)
    #expect(catalog.store[.place].nameIndex.rows(forKey: "saint martin").count == 9)
  }
}
