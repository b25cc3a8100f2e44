import AlmanacImport
import AlmanacStore
import AlmanacTime
import Testing

@Test("a corpus and the same as JSON Lines give equal stores")
func sameStore() throws {
  let toml = """
    [[place]]
    id = "beijing"
    name = { en = "Beijing", zh = "北京" }
    alias = ["Peking"]
    kind = "city"

    [[organization]]
    id = "cast"
    name = "China Association"
    acronym = "CAST"

    [[event]]
    id = "a"
    name = { en = "A", fr = "L'été" }
    kind = "forum"
    mode = "hybrid"
    when = "2023-11-06/2023-11-07"
    place = { named = ["beijing"], more = { province = 11 } }
    organizer = ["cast"]
    theme = []
    edition = 3
    tag = ["x", "y"]
    figure = { attendance = "~60" }

    [[event]]
    id = "b"
    name = "B"
    when = "2021-12"
    part_of = "a"
    link = [{ kind = "alongside", to = "a" }]

    [[claim]]
    subject = "b"
    field = "attendance"
    value = ">20"
    verdict = "accepted"
    """
  let lines = #"""
    {"noun":"place","id":"beijing","name":{"en":"Beijing","zh":"北京"},"alias":["Peking"],"kind":"city"}
    {"noun":"org","id":"cast","name":"China Association","acronym":"CAST"}
    {"id":"a","name@en":"A","name@fr":"L\u0027\u00e9t\u00e9","kind":"forum","mode":"hybrid","when":"2023-11-06/2023-11-07","place":{"named":["beijing"],"more":{"province":11}},"organizer":"cast","theme":[],"edition":3,"tag":["x","y"],"participants":"~60"}
    {"id":"b","title":"B","start":"2021-12","parent":"a","link":{"kind":"alongside","to":"a"}}
    {"noun":"claim","subject":"b","field":"attendance","value":">20","verdict":"accepted"}
    """#
  #expect(storeText(try loaded(lines, "t.jsonl")) == storeText(try loaded(toml, "c.toml")))
  // An array of the same objects is the same again.
  let array = "[" + lines.split(separator: "\n").joined(separator: ",\n") + "]"
  #expect(storeText(try loaded(array, "t.json")) == storeText(try loaded(toml, "c.toml")))
}

/// Two spellings of the same record.
private let spellings: [(String, String)] = [
  (#"{"title":"A"}"#, #"{"name":"A"}"#),
  (#"{"summary":"A"}"#, #"{"name":"A"}"#),
  (#"{"id":1,"type":"forum"}"#, #"{"id":"1","kind":"forum"}"#),
  (#"{"uid":"x","organisers":["C"]}"#, #"{"id":"x","organizer":"C"}"#),
  (#"{"id":1,"startDate":"2023","endDate":"2024"}"#, #"{"id":1,"when":"2023/2024"}"#),
  (#"{"id":1,"Start Date":"2023-05-01"}"#, #"{"id":1,"when":"2023-05-01"}"#),
  (#"{"id":1,"start":2023}"#, #"{"id":1,"when":"2023"}"#),
  (#"{"id":1,"end":"2023"}"#, #"{"id":1,"when":"/2023"}"#),
  (#"{"id":1,"date":"2023-05-01 14:00"}"#, #"{"id":1,"when":"2023-05-01T14:00"}"#),
  (#"{"id":1,"tags":"a, b;c"}"#, #"{"id":1,"theme":["a","b","c"]}"#),
  (#"{"id":1,"keywords":["a, b"]}"#, #"{"id":1,"theme":["a, b"]}"#),
  (#"{"id":1,"online":true}"#, #"{"id":1,"mode":"online"}"#),
  (#"{"id":1,"mode":"In-person"}"#, #"{"id":1,"mode":"offline"}"#),
  (
    #"{"id":1,"eventAttendanceMode":"https://schema.org/MixedEventAttendanceMode"}"#,
    #"{"id":1,"mode":"hybrid"}"#
  ),
  (#"{"id":1,"attendees":">20"}"#, #"{"id":1,"figure":{"attendance":">20"}}"#),
  (#"{"id":1,"participants":["C"]}"#, #"{"id":1,"participant":["C"]}"#),
  (#"{"id":1,"country":"France","city":"Lyon"}"#, #"{"id":1,"city":"Lyon","country":"France"}"#),
  (#"{"id":1,"organizer":{"name":"C","url":"x"}}"#, #"{"id":1,"organizer":"C"}"#),
  (#"{"id":1,"motto":null}"#, #"{"id":1}"#),
  (#"{"noun":"organization","name":"C","homepage":"u"}"#, #"{"noun":"org","name":"C","url":"u"}"#),
]

@Test("fields are known by the spellings that people use", arguments: spellings)
func spelling(_ one: String, _ other: String) throws {
  #expect(storeText(try loaded(one, "t.jsonl")) == storeText(try loaded(other, "t.jsonl")))
}

@Test("cities lie in provinces and provinces in countries, named or not")
func placeColumns() throws {
  let store = try loaded(
    #"""
    {"id":1,"city":"Lyon","province":"Rhône","country":"France"}
    {"id":2,"city":"Lyon","province":"Ain","country":"France"}
    {"id":3,"country":"france"}
    {"noun":"organization","name":"C","country":"France"}
    """#, "t.jsonl")
  #expect(store.text(.event, "1") == "place: france/rhone/lyon")
  #expect(store.text(.event, "2") == "place: france/ain/lyon")
  #expect(store.text(.event, "3") == "place: france")
  #expect(store.text(.organization, "c").hasSuffix("country: france"))
  let europe = try #require(store[.place].row(id: "europe"))
  #expect(store[.place].forest?.subtree(of: europe).count == 6)
  #expect(store[.place].rowCount == 6)
}

@Test("unknown keys are kept under their own name, with dots where objects lie in each other")
func furtherKeys() throws {
  let store = try loaded(
    #"""
    {"id":1,"level":3,"location":{"room":"A","floor":{"number":2}},"seen":"2023-05","figure":7}
    {"id":2,"level":4.5,"colors":["red","blue"],"open":true}
    """#, "t.jsonl")
  let table = store[.event]
  #expect(
    table.furtherKeys == [
      "level", "location.room", "location.floor.number", "seen", "data.figure", "colors",
      "open",
    ])
  #expect(table.number("level")?[1]?.lower == 4_500_000)
  #expect(table.day("seen")?[0] != nil)
  #expect(table.text("open")?[1] == "true")
  #expect(store.text(.event, "2").contains("colors: red, blue"))
}

@Test("a record without an id gets one of its name, else of its number")
func madeIDs() throws {
  let store = try loaded(
    #"""
    {"title":"Fête de la Science"}
    {"title":"fête de la science"}
    {"kind":"forum"}
    {"noun":"theme","name":"AI"}
    {"id":"x","themes":["ai"]}
    """#, "t.jsonl")
  let ids = store[.event].dataOrder.map { store[.event].ids[$0] }
  #expect(ids == ["fete-de-la-science", "fete-de-la-science-2", "event-3", "x"])
  #expect(store.text(.event, "x") == "theme: ai")
  #expect(store[.theme].rowCount == 1)
}

@Test("plain ids belong to their file; the report tells of those that were renamed")
func idsOfFiles() throws {
  var importer = Importer()
  try importer.read(Array("{\"id\":1}\n{\"id\":2,\"parent\":1}".utf8), name: "a.jsonl")
  try importer.read(
    Array("{\"id\":3,\"parent\":1}\n{\"id\":1}\n{\"id\":\"doi:1\"}".utf8), name: "b.jsonl")
  try importer.read(Array("{\"id\":\"doi:1\"}".utf8), name: "c.jsonl")
  let (store, report) = importer.finish()
  #expect(
    report.notices.map(\.text) == [
      "b.jsonl:2:7: \"1\" is an event of a.jsonl:1 already; this one is \"1~b.jsonl\""
    ])
  #expect(report.faults.map(\.text) == [])
  #expect(report.merged == [MergeCount(noun: .event, reason: .globalID, count: 1)])
  #expect(report.mergedRecords.map(\.text) == ["c.jsonl:1:1: merged with b.jsonl:3: same id"])
  #expect(store.text(.event, "2") == "part_of: 1")
  #expect(store.text(.event, "3") == "part_of: 1~b.jsonl")
}

@Test("records as the benchmark generates them load whole")
func generatedRecords() throws {
  let events = #"""
    {"id":0,"title":"International Ocean Forum 2019: Méthodes & Idées","start":"2019-04-02","end":"2019-04-05","city":"Nanville","province":"Beijing Province","country":"Solgrad Republic","mode":"in-person","kind":"forum","organizers":["Nanjing Institute of Ocean 00007","Karton Museum of Data 00042"],"themes":["ocean-0006","data-0024"],"participants":1200}
    {"id":1,"title":"2019年科学大会","start":"2019-04","mode":"online","kind":"conference","organizers":["Karton Museum of Data 00042"],"themes":["science-0000"],"parent":0}
    {"id":2,"title":"Young Water Summit 2020: \"Open\" Labs","start":"2020","end":"2021","city":"Nanville","province":"Beijing Province","country":"Solgrad Republic","mode":"hybrid","kind":"summit","organizers":["Nobody Yet"],"themes":["ocean-0006"],"participants":17,"parent":1}
    """#
  let things = #"""
    {"noun": "theme", "name": "science-0000"}
    {"noun": "theme", "name": "ocean-0006", "parent": "science-0000"}
    {"noun": "theme", "name": "data-0024", "parent": "science-0000"}
    {"noun": "organization", "name": "Nanjing Institute of Ocean 00007", "country": "Solgrad Republic"}
    {"noun": "organization", "name": "Karton Museum of Data 00042", "country": "Solgrad Republic"}
    """#
  var importer = Importer()
  try importer.read(Array(events.utf8), name: "events.jsonl")
  try importer.read(Array(things.utf8), name: "things.jsonl")
  let (store, report) = importer.finish()
  #expect(report.faults.map(\.text) == [] && report.notices == [])
  #expect(report.read == [.event: 3, .theme: 3, .organization: 2])
  #expect(
    store.text(.event, "2") == """
      name name  Young Water Summit 2020: "Open" Labs
      attendance: 17000000..17000000
      ends: 18628..18992
      kind: summit
      mode: hybrid
      organizer: nobody-yet
      part_of: 1
      place: solgrad-republic/beijing-province/nanville
      starts: 18262..18627
      theme: ocean-0006
      as written: 2020/2021
      """)
  #expect(store[.theme].forest?.subtree(of: 0).count == 3)
  #expect(store[.place].rowCount == 3)
  #expect(store[.organization].reference("country")?.list[0].count == 1)
  let first = try #require(store[.event].row(id: "0"))
  #expect(store[.event].forest?.subtree(of: first).count == 3)
}
