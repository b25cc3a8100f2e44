import AlmanacImport
import AlmanacStore
import Testing

/// The store and report of one file without a fault.
func loaded(_ text: String, _ name: String, isClosed: Bool = false) throws -> Store {
  var importer = Importer()
  try importer.read(Array(text.utf8), name: name, isClosed: isClosed)
  let (store, report) = importer.finish()
  #expect(report.faults.map(\.text) == [])
  return store
}

private let month = """
  [[source]]
  id = "001"
  title = { zh = "开放", en = "Openness" }
  published = "2025-10-05T12:05"

  [[organization]]
  id = "cast"
  name = { en = "China Association", zh = "中国科协" }
  acronym = "CAST"

  [[place]]
  id = "beijing"
  name = { en = "Beijing" }

  [[event]]
  id = "im-2025"
  source = ["001:14", "001:30"]
  kind = "month"
  name = { en = "The Month", zh = "开放合作月" }
  alias = ["Month 2025"]
  when = "2025-10"
  organizer = ["cast"]
  place = { named = ["beijing"], more = { province = 11, country = 3 } }
  participant = { named = [], more = true }
  theme = []
  motto = { en = "Bridges", zh = "科技为舟" }
  figure = { activities = "~60", provinces = 15 }
  link = [{ kind = "announces", to = "cast" }]
  cite = { when = ["001:9"] }
  ours = ["name.en"]
  venue_size = 3

  [[figure]]
  subject = "im-2025"
  measure = "activities"
  value = 61
  printed = "61"
  """

@Test("a record of a corpus becomes what it says")
func corpusRecord() throws {
  let store = try loaded(month, "c.toml")
  #expect(
    store.text(.event, "im-2025") == """
      name name en The Month
      name name zh 开放合作月
      name alias  Month 2025
      activities: 54000000..66000000
      ends: 20362..20392
      kind: month
      link: announces
      motto: Bridges
      organizer: cast
      participant:  and more
      place: beijing and more 11 province 3 country
      provinces: 15000000..15000000
      source: 001, 001
      starts: 20362..20392
      theme: 
      venue_size: 3000000..3000000
      as written: 2025-10
      """)
  #expect(store[.event].reference("source")?.lines == [14, 30])
  #expect(store[.event].citations.entries(row: 0, field: "when").map(\.line) == [9])
  #expect(store[.event].citations.ours(row: 0) == ["name.en"])
  #expect(store[.event].links.entries.map(\.target) == [Entity(.organization, 0)])
  #expect(store[.event].furtherKeys == ["venue_size"])
  #expect(store[.organization].names.acronym(of: 0) == "CAST")
  #expect(store[.source].day("published")?.minutes[0] == 725)
  #expect(store.displayName(of: Entity(.source, 0), languages: ["en"]) == "Openness")
}

@Test("the numbers within a record become figures with its sources, beside written ones")
func inlineFigures() throws {
  let store = try loaded(month, "c.toml")
  let table = store[.figure]
  #expect(
    (0..<3).map { table.ids[$0] } == [
      "im-2025-activities", "im-2025-activities-2", "im-2025-provinces",
    ])
  #expect(
    store.text(.figure, "im-2025-activities-2") == """
      event: im-2025
      measure: activities
      source: 001, 001
      subject: event:im-2025
      value: ~60
      """)
}

@Test("a key that is no field and near none is kept, with a notice")
func ownKeys() throws {
  var importer = Importer()
  try importer.read(Array("[[place]]\nid = \"a\"\nelevation = 8".utf8), name: "c.toml")
  let (store, report) = importer.finish()
  #expect(report.faults.isEmpty)
  #expect(
    report.notices.map(\.text) == [
      "c.toml:3:1: a place has no field `elevation`; it is kept under that name"
    ])
  #expect(store.text(.place, "a") == "elevation: 8000000..8000000")
}

@Test("a list that a closed file does not write is empty, and in an open file unknown")
func closedFiles() throws {
  let text = "[[event]]\nid = \"a\"\norganizer = { named = [], more = true }\n[[event]]\nid = \"b\""
  let open = try loaded(text, "c.toml")
  #expect(open.text(.event, "b") == "")
  let closed = try loaded(text, "c.toml", isClosed: true)
  #expect(closed.text(.event, "b").contains("organizer: \n"))
  #expect(closed.text(.event, "a").contains("organizer:  and more"))
  #expect(closed.text(.event, "a").contains("theme: "))
}

@Test("files of a corpus speak of each other's records, in any order")
func severalFiles() throws {
  var importer = Importer()
  try importer.read(Array("[[event]]\nid = \"a\"\nplace = \"p\"".utf8), name: "a.toml")
  try importer.read(Array("[[place]]\nid = \"p\"".utf8), name: "b.toml")
  try importer.read(Array("[[place]]\nid = \"p\"".utf8), name: "d.toml")
  let (store, report) = importer.finish()
  #expect(
    report.faults.map(\.text) == ["d.toml:2:7: the place \"p\" is already defined at b.toml:1"])
  #expect(store.text(.event, "a") == "place: p")
}
