import AlmanacImport
import AlmanacStore
import TestSupport
import Testing

private let corpusText = """
  [[source]]
  id = "001"
  title = "T"
  [[event]]
  id = "a"
  name = { en = "A", zh = "开放" }
  when = "2023-11-06/2023-11-07"
  place = { named = ["p"], more = { province = 11 } }
  figure = { attendance = "~60" }
  cite = { when = ["001:9"] }
  ours = ["name.en"]
  link = [{ kind = "announces", to = "p" }]
  part_of = "b"
  [[event]]
  id = "b"
  part_of = "a"
  [[place]]
  id = "p"
  [[claim]]
  subject = "b"
  field = "when"
  value = "2023"
  verdict = "disputed"
  """

private let tabular = #"""
  {"id":1,"title":"A","start":"2019-04-02","end":"2019-04","city":"N","country":"S","parent":2}
  {"id":2,"organizers":["O","P"],"themes":"a,b","participants":"~12","x":{"y":[1,{"z":null}]}}
  {"noun":"figure","subject":"1","measure":"m","value":"20..30"}
  """#

@Test("documents with random faults never trap, and what is kept is whole", arguments: 0..<64)
func mutatedDocuments(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  for _ in 0..<25 {
    var importer = Importer()
    let isClosed = Bool.random(using: &random)
    importer.read(
      mutated(Array(corpusText.utf8), &random), name: "c.toml", format: .toml, isClosed: isClosed)
    importer.read(
      mutated(Array(tabular.utf8), &random), name: "t.jsonl", format: .jsonLines,
      isClosed: isClosed)
    importer.read(
      mutated(Array("[\(tabular.split(separator: "\n").joined(separator: ","))]".utf8), &random),
      name: "t.json", format: .json)
    let (store, report) = importer.finish()
    for fault in report.faults + report.notices {
      #expect(fault.line > 0 && fault.column > 0 && !fault.message.isEmpty)
    }
    // Every code and row that is held is one that is there.
    #expect(!storeText(store).isEmpty || store[.event].rowCount == 0)
    for noun in Noun.allCases { #expect(Set(store[noun].order).count == store[noun].rowCount) }
  }
}
