import Almanac
import AlmanacStore
import Synchronization
import Testing

@testable import AlmanacImport

private func events(_ count: Int) -> [UInt8] {
  var text = ""
  for number in 0..<count {
    text += "{\"id\":\(number),\"title\":\"Forum \(number)\",\"start\":\"2024-05\","
    text += "\"participants\":\(number % 90)"
    text += number > 0 ? ",\"parent\":\(number / 2)}\n" : "}\n"
  }
  return Array(text.utf8)
}

@Test("the last phase of a load asks whether anybody waits, and stops when nobody does")
func stoppedAtTheEnd() throws {
  let bytes = events(30_000)
  let asked = Atomic(0)
  func load(upTo limit: Int) throws -> Catalog {
    asked.store(0, ordering: .relaxed)
    let watch = LoadWatch { progress in
      guard progress.bytes == bytes.count else { return true }
      return asked.add(1, ordering: .relaxed).newValue <= limit
    }
    let files = [(name: "events.jsonl", bytes: bytes)]
    return try Catalog.load(files, includingCorpus: false, watch: watch).catalog
  }
  let store = try load(upTo: .max).store
  #expect(store[.event].rowCount == 30_000)
  #expect(store[.figure].rowCount == 30_000)
  // Once for the last bytes that are read; all others are the last phase's.
  let often = asked.load(ordering: .relaxed)
  #expect(often > 2)
  let stopped = ImportError(
    file: "events.jsonl", message: "reading was stopped; nothing was loaded")
  #expect(throws: stopped) { try load(upTo: 2) }
  #expect(asked.load(ordering: .relaxed) == 3)
}

@Test("what is finished beside whoever waits is what is finished at once")
func finishedBeside() throws {
  func importer() throws -> Importer {
    var importer = Importer(watch: LoadWatch { _ in true })
    try importer.read(events(500), name: "events.jsonl")
    return importer
  }
  let beside = try #require(try importer().finishUnlessStopped(fewRecords: 10))
  let atOnce = try importer().finish()
  #expect(storeText(beside.store) == storeText(atOnce.store))
  #expect(beside.report.read == atOnce.report.read)
}
