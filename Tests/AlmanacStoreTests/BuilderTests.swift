import AlmanacStore
import AlmanacTime
import Testing

extension Store {
  /// The ids that a reference field of a record holds.
  func references(_ field: String, _ noun: Noun, _ id: String) -> [String] {
    guard let row = self[noun].row(id: id), let column = self[noun].reference(field) else {
      return []
    }
    return column.list[row].map { self[column.target].ids[$0] }
  }

  /// The words that a code field of a record holds.
  func words(_ field: String, _ noun: Noun, _ id: String) -> [String] {
    guard let row = self[noun].row(id: id), let column = self[noun].code(field) else { return [] }
    return column.list[row].map { column.dictionary[$0] }
  }

  func quantity(_ field: String, _ noun: Noun, _ id: String) -> Quantity? {
    self[noun].row(id: id).flatMap { self[noun].number(field)?[$0] }
  }
}

@Test("references may be said before their records, each once in a list, in the order given")
func references() throws {
  var builder = StoreBuilder()
  let event = try builder.add(.event, id: "e")
  for id in ["b", "a", "b", "c"] {
    builder.addReference("organizer", to: .id(id), noun: .organization, of: event)
  }
  for id in ["a", "b", "c"] { _ = try builder.add(.organization, id: id) }
  let (store, faults) = builder.finish()
  #expect(faults.isEmpty)
  #expect(store.references("organizer", .event, "e") == ["b", "a", "c"])
  let column = try #require(store[.event].reference("organizer"))
  for row in 0..<3 { #expect(Array(column.postings[UInt32(row)]) == [0]) }
}

@Test("an id that no record has is a fault at its place, wherever it is used")
func unknownIDs() throws {
  var builder = StoreBuilder()
  let event = try builder.add(.event, id: "e")
  builder.place = 1
  builder.addReference("place", to: .id("nowhere"), noun: .place, of: event)
  builder.place = 2
  builder.addLink(kind: "announces", to: .id("nothing"), of: event)
  builder.place = 3
  builder.cite("when", source: "009", line: 4, of: event)
  builder.place = 4
  _ = try builder.addFigure(
    id: "f", subject: .id("nobody"), measure: "attendance", value: Quantity(exactly: 3))
  let (store, faults) = builder.finish()
  #expect(
    faults.sorted { $0.place < $1.place }.map(\.kind) == [
      .unknownReference(field: "place", noun: .place, id: "nowhere"),
      .unknownReference(field: "link", noun: nil, id: "nothing"),
      .unknownReference(field: "cite", noun: .source, id: "009"),
      .unknownReference(field: "subject", noun: nil, id: "nobody"),
    ])
  #expect(store.references("place", .event, "e") == [])
  #expect(store[.event].links.entries.isEmpty)
}

@Test("an id that a noun has already is refused with the record that has it")
func duplicates() throws {
  var builder = StoreBuilder()
  _ = try builder.add(.event, id: "other")
  builder.place = 7
  let first = try builder.add(.event, id: "e")
  #expect(throws: DuplicateRecord(noun: .event, id: "e", existing: first)) {
    try builder.add(.event, id: "e")
  }
  #expect(builder.place(of: first) == 7)
  // Another noun may have it.
  _ = try builder.add(.place, id: "e")
}

@Test("what is only named comes into being once, whatever way its name is written")
func namedRecords() throws {
  var builder = StoreBuilder()
  let cast = try builder.add(.organization, id: "cast")
  builder.addName("China Association for Science", to: cast)
  let event = try builder.add(.event, id: "e")
  for name in ["CHINA association for science", "cast", "New Body", "new-body", "Élan"] {
    builder.addReference("organizer", to: .name(name), noun: .organization, of: event)
  }
  let (store, faults) = builder.finish()
  #expect(faults.isEmpty)
  #expect(store.references("organizer", .event, "e") == ["cast", "new-body", "elan"])
  #expect(
    store.displayName(of: Entity(.organization, 1), languages: []) == "New Body")
}

@Test("a chain of places is one place inside the other, and namesakes stay apart")
func placeChains() throws {
  var builder = StoreBuilder()
  let chains = [
    ["Lyon", "Rhône", "France"], ["Lyon", "Ain", "France"], ["lyon", "rhone", "FRANCE"],
    ["France"], ["", "Rhône", "France"],
  ]
  for (number, chain) in chains.enumerated() {
    let event = try builder.add(.event, id: "\(number)")
    let steps = zip(chain, ["city", "province", "country"]).map {
      StoreBuilder.PlaceStep(name: $0, kind: $1)
    }
    builder.addReference("place", to: .places(steps), noun: .place, of: event)
  }
  let (store, faults) = builder.finish()
  #expect(faults.isEmpty)
  #expect(
    (0..<5).map { store.references("place", .event, "\($0)") } == [
      ["france/rhone/lyon"], ["france/ain/lyon"], ["france/rhone/lyon"], ["france"],
      ["france/rhone"],
    ])
  #expect(store[.place].rowCount == 5)
  #expect(store.references("parent", .place, "france/rhone/lyon") == ["france/rhone"])
  #expect(store.words("kind", .place, "france/rhone/lyon") == ["city"])
}

@Test("a place that a record defines is found in whatever lies around it")
func definedPlaces() throws {
  var builder = StoreBuilder()
  for (id, name, parent) in [
    ("china", "China", ""), ("zhejiang", "Zhejiang", "china"), ("hangzhou", "Hangzhou", "zhejiang"),
  ] {
    let place = try builder.add(.place, id: id)
    builder.addName(name, to: place)
    if !parent.isEmpty {
      builder.addReference("parent", to: .id(parent), noun: .place, of: place)
    }
  }
  let event = try builder.add(.event, id: "e")
  for chain in [["Hangzhou", "China"], ["hangzhou"], ["Hangzhou", "Zhejiang", "China"]] {
    let steps = chain.map { StoreBuilder.PlaceStep(name: $0, kind: "") }
    builder.addReference("place", to: .places(steps), noun: .place, of: event)
  }
  let (store, _) = builder.finish()
  #expect(store.references("place", .event, "e") == ["hangzhou"])
  #expect(store[.place].rowCount == 3)
}

@Test("open lists keep how many more there are, an empty one is stated, an absent one is not")
func openLists() throws {
  var builder = StoreBuilder()
  let more = [ListColumn.More(unit: "province", count: 11)]
  for id in ["open", "none", "absent", "both"] {
    let event = try builder.add(.event, id: id)
    switch id {
    case "open": builder.markOpen("place", more: more, of: event)
    case "none": builder.markNone("place", of: event)
    case "both":
      builder.addReference("place", to: .name("Paris"), noun: .place, of: event)
      builder.markOpen("place", more: [], of: event)
    default: break
    }
  }
  let (store, _) = builder.finish()
  let list = try #require(store[.event].reference("place")).list
  let rows = Array(store[.event].dataOrder)
  #expect(rows.map { list.stated[$0] } == [true, true, false, true])
  #expect(list.openEntry(of: rows[0])?.more == more)
  #expect(list.openEntry(of: rows[1]) == nil)
  #expect(list.openEntry(of: rows[3])?.more == [])
  #expect(list[rows[3]].count == 1)
}

@Test("a long list keeps each value once")
func longLists() throws {
  var builder = StoreBuilder()
  let event = try builder.add(.event, id: "e")
  for number in 0..<500 {
    builder.addReference(
      "theme", to: .name("t\(number % 100)"), noun: .theme, of: event, isDoubtful: number < 100)
  }
  let (store, _) = builder.finish()
  let list = try #require(store[.event].reference("theme")).list
  #expect(list[0].count == 100)
  // Every doubt was settled by a later mention.
  #expect(list.doubtful.isEmpty)
}

@Test("a period with one unknown end states the other, and bounds the unknown one by it")
func unknownEnds() throws {
  var builder = StoreBuilder()
  let texts = ["/2021-12-03", "2023-11-06/", "2023-11-06/2023-11-07", "2021-12"]
  for text in texts {
    let event = try builder.add(.event, id: text)
    builder.setWhen(try readDate(text), of: event)
  }
  let (store, _) = builder.finish()
  let (starts, ends) = try (
    #require(store[.event].day("starts")), #require(store[.event].day("ends"))
  )
  let rows = Array(store[.event].dataOrder)
  #expect(rows.map { starts.stated[$0] } == [false, true, true, true])
  #expect(rows.map { ends.stated[$0] } == [true, false, true, true])
  #expect(starts[rows[0]] == nil)
  #expect(starts.bounds(of: rows[0]).latest == ends[rows[0]]?.latest)
  #expect(ends.bounds(of: rows[1]).earliest == starts[rows[1]]?.earliest)
  #expect(
    rows.map { store[.event].dateTexts[$0] } == ["/2021-12-03", "2023-11-06/", nil, nil])
}

@Test("the default order is starts, ends, id, with unknown starts last and numbers by value")
func defaultOrder() throws {
  var builder = StoreBuilder()
  for (id, text) in [
    ("10", "2023"), ("9", "2023"), ("x", ""), ("a", "2022-05-01/2022-05-03"),
    ("b", "2022-05-01/2022-05-02"), ("late", "2024"), ("2", ""),
  ] {
    let event = try builder.add(.event, id: id)
    if !text.isEmpty { builder.setWhen(try readDate(text), of: event) }
  }
  let (store, _) = builder.finish()
  let table = store[.event]
  #expect(table.order.map { table.ids[$0] } == ["b", "a", "9", "10", "late", "2", "x"])
}

@Test("further keys are numbers, dates, words or text by all their values")
func furtherKeys() throws {
  var builder = StoreBuilder()
  let first = try builder.add(.event, id: "1")
  let second = try builder.add(.event, id: "2")
  builder.addFurther("level", "3", of: first)
  builder.addFurther("level", "~60", of: second)
  builder.addFurther("opened", "2021-12", of: first)
  builder.addFurther("room", "A", of: first)
  builder.addFurther("room", "7", of: second)
  builder.addFurther("color", "red", of: first)
  builder.addFurther("color", "blue", of: first)
  let (store, _) = builder.finish()
  let table = store[.event]
  #expect(table.furtherKeys == ["level", "opened", "room", "color"])
  #expect(table.number("level")?[1]?.text == "~60")
  #expect(table.day("opened")?[0]?.isExact == false)
  #expect(table.text("room")?[1] == "7")
  #expect(store.words("color", .event, "1") == ["red", "blue"])
}

@Test("a text said in several languages is shown in the reader's, else in the first")
func translations() throws {
  var builder = StoreBuilder()
  let event = try builder.add(.event, id: "e")
  builder.setText("motto", "Bridges", language: "en", of: event)
  builder.setText("motto", "科技为舟", language: "zh", of: event)
  let (store, _) = builder.finish()
  let column = try #require(store[.event].text("motto"))
  #expect(column[0] == "Bridges")
  #expect(column.display(of: 0, languages: ["zh-Hans-CN"]) == "科技为舟")
  #expect(column.display(of: 0, languages: ["ru"]) == "Bridges")
}

@Test("links keep their kind and target in the order of their records")
func links() throws {
  var builder = StoreBuilder()
  let first = try builder.add(.event, id: "1")
  let second = try builder.add(.event, id: "2")
  builder.addLink(kind: "announces", to: .id("declaration"), of: second)
  builder.addLink(kind: "alongside", to: .id("2"), of: first)
  builder.addLink(kind: "award of", to: .id("1"), of: second)
  let outcome = try builder.add(.outcome, id: "declaration")
  let (store, _) = builder.finish()
  let links = store[.event].links
  #expect(links.links(of: 0).map(\.target) == [second])
  #expect(links.links(of: 1).map(\.kind) == ["announces", "award of"])
  #expect(links.links(of: 1).map(\.target) == [outcome, first])
  #expect(store.words("link", .event, "2") == ["announces", "award of"])
}

@Test("a figure is a number of its subject; two of one measure leave their hull")
func figures() throws {
  var builder = StoreBuilder()
  let event = try builder.add(.event, id: "e")
  _ = try builder.addFigure(
    id: "f", subject: .id("e"), measure: "participants", value: try #require(Quantity("~60")))
  _ = try builder.addFigure(
    id: "g", subject: .record(event), measure: "attendance", value: Quantity(exactly: 100))
  let (store, faults) = builder.finish()
  #expect(faults.isEmpty)
  #expect(store[.event].measures == ["attendance"])
  let hull = try #require(store.quantity("attendance", .event, "e"))
  #expect(hull.lower == 54_000_000 && hull.upper == 100_000_000 && hull.text == nil)
  #expect(store.references("event", .figure, "f") == ["e"])
  #expect(store[.figure].entity("subject")?[1] == event)
}

@Test("an id renamed in one file is so in that file only")
func renamedIDs() throws {
  var builder = StoreBuilder()
  builder.file = 0
  _ = try builder.add(.event, id: "1")
  let first = try builder.add(.event, id: "2")
  builder.addReference("part_of", to: .id("1"), noun: .event, of: first)
  builder.file = 1
  builder.rename(.event, id: "1", to: "1~b")
  _ = try builder.add(.event, id: "1~b")
  let second = try builder.add(.event, id: "3")
  builder.addReference("part_of", to: .id("1"), noun: .event, of: second)
  let (store, _) = builder.finish()
  #expect(store.references("part_of", .event, "2") == ["1"])
  #expect(store.references("part_of", .event, "3") == ["1~b"])
}

@Test("a table may have many more fields than the schema")
func manyKeys() throws {
  var builder = StoreBuilder()
  let events = try (0..<3).map { try builder.add(.event, id: "\($0)") }
  for number in 0..<100 {
    for (row, event) in events.enumerated() {
      builder.addFurther("key\(number)", "\(number * 10 + row)", of: event)
    }
  }
  let (store, _) = builder.finish()
  #expect(store[.event].furtherKeys == (0..<100).map { "key\($0)" })
  for number in 0..<100 {
    for row in 0..<3 {
      #expect(
        store.quantity("key\(number)", .event, "\(row)")
          == Quantity(exactly: number * 10 + row))
    }
  }
}
