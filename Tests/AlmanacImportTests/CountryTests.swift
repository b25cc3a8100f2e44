import Almanac
import AlmanacStore
import Testing

private func store(_ lines: String) throws -> Store {
  try Catalog.load([(name: "t.jsonl", bytes: Array(lines.utf8))], includingCorpus: false)
    .catalog.store
}

@Test(
  "a country is one place, however it is called",
  arguments: [
    ("CN", "CN,CHN,China,中国,Китай,Chine,الصين,PRC,People’s Republic of China,КНР"),
    ("US", "U.S.A.,USA,US,United States,the United States of America,美国,США,États-Unis"),
    ("GB", "UK,U.K.,GBR,Great Britain,United Kingdom,英国,Великобритания,Royaume-Uni"),
    ("NL", "Holland,The Netherlands,Netherlands,NL,Нидерланды,Pays-Bas,荷兰"),
    ("KR", "South Korea,Korea,Republic of Korea,KOR,대한민국,韩国,Corée du Sud"),
    ("CZ", "Czechia,Czech Republic,Česko,捷克,Tchéquie"),
    ("DE", "Germany,Deutschland,Allemagne,Alemania,Германия,德国,DEU"),
    ("TR", "Turkey,Türkiye,土耳其"), ("RU", "Russia,Russian Federation,Россия,РФ,俄罗斯"),
  ])
func countryNames(code: String, names: String) throws {
  let lines = names.split(separator: ",").map { "{\"country\":\"\($0)\"}" }
  let store = try store(lines.joined(separator: "\n"))
  let places = store[.place]
  let column = try #require(store[.event].reference("place"))
  let rows = Set((0..<UInt32(lines.count)).flatMap { column.list[$0] })
  #expect(rows.count == 1)
  let iso = try #require(places.code("iso"))
  #expect(rows.map { iso.list[$0].map { iso.dictionary[$0] } } == [[code]])
}

@Test("a chain ends in its country, a city alone stays itself, an address is taken apart")
func chains() throws {
  let store = try store(
    #"""
    {"id":1,"venue":"Palais","city":"Lyon","country":"Francia"}
    {"id":2,"location":"Lyon, France"}
    {"id":3,"location":"Lyon"}
    {"id":4,"city":"Singapore","country":"Singapore"}
    {"id":5,"location":"San Francisco, CA"}
    {"id":6,"location":"Saint-Denis, Réunion, France"}
    {"id":7,"city":"Boston","country":"Atlantis"}
    """#)
  let expected = [
    "france/lyon/palais", "france/lyon", "france/lyon", "singapore", "san-francisco-ca",
    "france/reunion/saint-denis", "atlantis/boston",
  ]
  for (index, id) in expected.enumerated() {
    #expect(store.text(.event, "\(index + 1)") == "place: \(id)")
  }
}

@Test("countries that a record defines get their code and their continent, and keep what they say")
func definedCountries() throws {
  let store = try store(
    #"""
    {"noun":"place","id":"p","name":"Perú","kind":"country"}
    {"noun":"place","id":"g","name":"Georgia","kind":"state"}
    {"id":1,"country":"Peru"}
    {"id":2,"country":"Georgia"}
    """#)
  #expect(store.text(.event, "1") == "place: p")
  #expect(store.text(.event, "2") == "place: georgia")
  #expect(
    store.text(.place, "p") == "name name  Perú\niso: PE\nkind: country\nparent: south-america")
}

@Test("the built-in corpus alone has the places of its documents and no others")
func corpusPlaces() {
  let store = Catalog.builtIn().catalog.store
  #expect(store[.place].code("iso") == nil)
  #expect(!store[.place].nameIndex.rows(forKey: "china").isEmpty)
  #expect(store[.place].nameIndex.rows(forKey: "asia").isEmpty)
}

@Test(
  "every line of the table has six names and a continent that is there, and no two share a name")
func table() throws {
  let codes = ["CN", "FR", "XK", "GB-SCT", "142", "005"]
  for code in codes {
    let country = try #require(Countries.table.country(code: code))
    #expect(country.names.count == 6 && country.names.allSatisfy { !$0.text.isEmpty })
    for name in country.names.map(\.text) {
      #expect(Countries.table.country(named: name)?.code == code, "\(name)")
    }
    if !country.isContinent {
      #expect(Countries.table.country(code: country.above) != nil)
    }
  }
  #expect(Countries.table.country(named: "IN") == nil)
  #expect(Countries.table.country(named: "IN", allowsCodes: true)?.code == "IN")
}
