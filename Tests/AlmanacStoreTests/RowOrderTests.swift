import AlmanacTime
import TestSupport
import Testing

@testable import AlmanacStore

/// Dates as vague as they come, some of them alike.
private func date(_ random: inout SeededGenerator) throws -> DateValue? {
  func day() -> String {
    "202\(Int.random(in: 0...3, using: &random))-0\(Int.random(in: 1...3, using: &random))"
      + "-0\(Int.random(in: 1...4, using: &random))"
  }
  switch Int.random(in: 0..<12, using: &random) {
  case 0: return nil
  case 1: return try readDate("202\(Int.random(in: 0...3, using: &random))")
  case 2: return try readDate("2021-0\(Int.random(in: 1...3, using: &random))")
  case 3: return try readDate("/" + day())
  case 4: return try readDate(day() + "/")
  case 5: return try readDate(day() + "/..")
  case 6: return try readDate(day() + "T0\(Int.random(in: 7...9, using: &random)):30")
  case 7:
    let (one, other) = (day(), day())
    return try readDate(min(one, other) + "/" + max(one, other))
  default: return try readDate(day())
  }
}

/// What the default order goes by, as its definition says it.
private func precedes(_ left: UInt32, _ right: UInt32, _ table: Table) -> Bool {
  func key(_ row: UInt32) -> [Int64] {
    let (starts, ends) = (table.day("starts")?[row], table.day("ends")?[row])
    let start = starts.map { [Int64($0.earliest.number), Int64($0.latest.number)] }
    let end = ends.map { [Int64($0.earliest.number), Int64($0.latest.number)] }
    let last = [Int64.max, .max]
    let first = table.day("starts")?.minutes[row] ?? 0
    let minute = table.day("ends")?.minutes[row] ?? 1_439
    return (start ?? (end == nil ? last : [.min, .min])) + (end ?? last)
      + [Int64(first), Int64(minute)]
  }
  let (one, other) = (key(left), key(right))
  if one != other { return one.lexicographicallyPrecedes(other) }
  let (id, otherID) = (table.ids[left], table.ids[right])
  switch (UInt64(id), UInt64(otherID)) {
  case (let number?, let otherNumber?) where number != otherNumber: return number < otherNumber
  case (_?, nil): return true
  case (nil, _?): return false
  default: return id.utf8.lexicographicallyPrecedes(otherID.utf8)
  }
}

/// Events with everything that leads to and from them.
private struct World {
  var store: Store
  /// By id: the date, the event above, the theme, the number and the note that were given.
  var given: [String: (date: DateValue?, parent: String?, themes: [String], number: Int?)] = [:]
  var ids: [String] = []

  init(_ count: Int, seed: UInt64, idsRise: Bool) throws {
    var random = SeededGenerator(seed: seed)
    var builder = StoreBuilder()
    var ids = (0..<count).map { idsRise ? "\($0 * 3 + 1)" : $0 % 5 == 0 ? "\($0)" : "e\($0)" }
    if !idsRise { ids.shuffle(using: &random) }
    for (place, id) in ids.enumerated() {
      let event = try builder.add(.event, id: id)
      let date = try date(&random)
      if let date { builder.setWhen(date, of: event) }
      builder.addName("name of \(id)", to: event)
      if place % 4 == 0 { builder.addName("other name of \(id)", language: "en", to: event) }
      let parent = place > 0 && place % 3 == 0 ? ids[place / 2] : nil
      if let parent { builder.addReference("part_of", to: .id(parent), noun: .event, of: event) }
      let themes = (0..<Int.random(in: 0...2, using: &random)).map { "theme \((place + $0) % 50)" }
      for theme in themes {
        builder.addReference("theme", to: .name(theme), noun: .theme, of: event)
      }
      if place % 9 == 0 {
        builder.markOpen("theme", more: [.init(unit: "theme", count: place)], of: event)
      }
      let number = place % 2 == 0 ? place : nil
      if let number { builder.noteFigure("attendance", Quantity(exactly: number), of: event) }
      if place % 10 == 0 {
        builder.setText("note", "note of \(id)", of: event)
        builder.addLink(kind: "alongside", to: .id(ids[place / 2]), of: event)
        builder.cite("note", source: "s", line: UInt32(place), of: event)
        builder.markOurs("note", of: event)
        builder.addFurther("color", "color of \(id)", of: event)
      }
      given[id] = (date, parent, themes, number)
    }
    _ = try builder.add(.source, id: "s")
    builder.addInlineFigures()
    let (store, faults) = builder.finish()
    #expect(faults.isEmpty)
    (self.store, self.ids) = (store, ids)
  }
}

@Suite("Events are numbered in the default order")
struct RowOrderTests {
  @Test(
    "whatever was given of an event is found under its new number",
    arguments: [(60, true), (60, false), (30_000, true), (30_000, false)])
  func numbering(count: Int, idsRise: Bool) throws {
    let world = try World(count, seed: UInt64(count), idsRise: idsRise)
    let (table, figures) = (world.store[.event], world.store[.figure])
    #expect(table.order.isByNumber && table.order.count == count)
    #expect(table.dataOrder.map { table.ids[$0] } == world.ids)
    for row in 1..<UInt32(count) { #expect(precedes(row - 1, row, table)) }
    let themes = try #require(table.reference("theme"))
    let (subjects, values) = try (
      #require(figures.entity("subject")), #require(figures.number("value"))
    )
    for (place, id) in world.ids.enumerated() {
      let row = try #require(table.row(id: id))
      let given = try #require(world.given[id])
      #expect(world.store.record(Entity(.event, UInt32(place))) == Entity(.event, row))
      #expect(table.ids[row] == id)
      #expect(
        table.names.names(of: row).map(\.text)
          == ["name of \(id)"] + (place % 4 == 0 ? ["other name of \(id)"] : []))
      #expect(table.forest.map { $0.parent[Int(row)] } == given.parent.flatMap(table.row) ?? .max)
      #expect(
        table.reference("part_of")?.list[row].map { table.ids[$0] } == given.parent.map { [$0] }
          ?? [])
      #expect(
        themes.list[row].map { world.store.displayName(of: Entity(.theme, $0), languages: []) }
          == given.themes)
      for theme in themes.list[row] { #expect(themes.postings[theme].contains(row)) }
      #expect((themes.list.openEntry(of: row)?.more.first?.count) == (place % 9 == 0 ? place : nil))
      #expect(table.number("attendance")?[row] == given.number.map { Quantity(exactly: $0) })
      #expect(table.day("starts")?.minutes[row] == given.date?.startMinute)
      let isTold = place % 10 == 0
      #expect(table.text("note")?[row] == (isTold ? "note of \(id)" : nil))
      #expect(table.text("color")?[row] == (isTold ? "color of \(id)" : nil))
      #expect(
        table.links.links(of: row).map(\.target)
          == (isTold ? table.row(id: world.ids[place / 2]).map { [Entity(.event, $0)] } ?? [] : []))
      #expect(
        table.citations.entries(row: row, field: "note").map(\.line)
          == (isTold ? [UInt32(place)] : []))
      #expect(table.citations.ours(row: row) == (isTold ? ["note"] : []))
    }
    for figure in 0..<UInt32(figures.rowCount) {
      let subject = try #require(subjects[figure])
      #expect(
        values[figure] == world.given[table.ids[subject.row]]?.number.map { Quantity(exactly: $0) })
      #expect(figures.reference("event")?.list[figure].first == subject.row)
      #expect(figures.reference("event")?.postings[subject.row].map { $0 } == [figure])
    }
  }

  @Test("what is below an event is told in the order of the data")
  func children() throws {
    var builder = StoreBuilder()
    let top = try builder.add(.event, id: "top")
    for (id, day) in [
      ("late", "2024-03-01"), ("early", "2024-01-01"), ("none", ""), ("middle", "2024-02-01"),
    ] {
      let event = try builder.add(.event, id: id)
      if !day.isEmpty { builder.setWhen(try readDate(day), of: event) }
      builder.addReference("part_of", to: .record(top), noun: .event, of: event)
    }
    let table = builder.finish().store[.event]
    let row = try #require(table.row(id: "top"))
    #expect(table.order.map { table.ids[$0] } == ["early", "middle", "late", "none", "top"])
    #expect(
      table.forest?.descendants(of: row).map { table.ids[$0] } == [
        "late", "early", "none", "middle",
      ])
  }

  @Test("events that come in the default order keep their numbers, and nothing is kept of it")
  func alreadyInOrder() throws {
    var builder = StoreBuilder()
    for number in 0..<2_000 {
      let event = try builder.add(.event, id: "\(number)")
      let day = Day(number: 18_000 + Int32(number / 3))
      builder.setWhen(try readDate(day.text), of: event)
    }
    let table = builder.finish().store[.event]
    #expect(table.order.isByNumber && table.dataOrder.isByNumber)
    #expect((0..<2_000).allSatisfy { table.row(id: "\($0)") == UInt32($0) })
  }

  @Test("rows can be copies of rows in any order, some several times", arguments: 0..<20)
  func gathering(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let table = try World(200, seed: seed, idsRise: seed % 2 == 0).store[.event]
    let sources = (0..<300).map { _ in UInt32.random(in: 0..<200, using: &random) }
    let gather = RowGather(sources: sources)
    let columns = table.columns.mapValues { gather.column($0) }
    let (ids, names) = (gather.pool(table.ids.texts), gather.names(table.names))
    let dateTexts = gather.sparse(table.dateTexts)
    for (index, source) in sources.enumerated() {
      let row = UInt32(index)
      #expect(ids[row] == table.ids[source] && dateTexts[row] == table.dateTexts[source])
      #expect(names.names(of: row) == table.names.names(of: source))
      for (field, column) in table.columns {
        switch (column, columns[field]) {
        case (.text(let column), .text(let copy)?): #expect(copy[row] == column[source])
        case (.number(let column), .number(let copy)?): #expect(copy[row] == column[source])
        case (.day(let column), .day(let copy)?):
          #expect(copy[row] == column[source] && copy.minutes[row] == column.minutes[source])
          #expect(copy.bounds(of: row) == column.bounds(of: source))
        case (.code(let column), .code(let copy)?):
          #expect(copy.list[row].elementsEqual(column.list[source]))
          for code in copy.list[row] { #expect(copy.postings[code].contains(row)) }
        case (.reference(let column), .reference(let copy)?):
          #expect(copy.list[row].elementsEqual(column.list[source]))
          #expect(copy.list.stated[row] == column.list.stated[source])
          #expect(copy.list.openEntry(of: row)?.more == column.list.openEntry(of: source)?.more)
          for target in copy.list[row] { #expect(copy.postings[target].contains(row)) }
        default: Issue.record("another column of \(field)")
        }
      }
    }
  }
}
