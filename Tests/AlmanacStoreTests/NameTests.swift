import AlmanacStore
import AlmanacText
import Testing

private func cities() throws -> Table {
  var builder = StoreBuilder()
  for (id, names) in [
    ("beijing", [("Beijing", "en"), ("北京", "zh"), ("Pékin", "fr")]),
    ("berlin", [("Berlin", "en")]), ("pekin-il", [("Pekin", "en")]),
  ] {
    let place = try builder.add(.place, id: id)
    for (text, language) in names { builder.addName(text, language: language, to: place) }
  }
  return builder.finish().store[.place]
}

@Test("names are found by their folded key, and by its beginning")
func nameIndex() throws {
  let table = try cities()
  #expect(table.nameIndex.rows(forKey: foldedKey("PEKIN")) == [0, 2])
  #expect(table.nameIndex.rows(forKey: foldedKey("北京")) == [0])
  #expect(table.nameIndex.rows(forKey: "nowhere") == [])
  let range = table.nameIndex.range(ofPrefix: foldedKey("Be"))
  #expect(range.map { table.nameIndex.key(at: $0) } == ["beijing", "berlin"])
  #expect(table.nameIndex.range(ofPrefix: "").count == 5)
  #expect(table.nameIndex.range(ofPrefix: "zz").isEmpty)
}

@Test("a name is shown in the reader's language, else as the record's first")
func displayNames() throws {
  let names = try cities().names
  #expect(names.display(of: 0, languages: ["fr-CA", "en"]) == "Pékin")
  #expect(names.display(of: 0, languages: ["ru"]) == "Beijing")
  #expect(names.display(of: 1, languages: ["zh"]) == "Berlin")
}
