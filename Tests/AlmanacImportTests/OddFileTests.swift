import Almanac
import Foundation
import TestSupport
import Testing

private let folder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures/odd")

/// What is read in a file, and what is said of it.
private func reading(_ name: String) throws -> String {
  let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
  var lines: [String] = []
  do throws(ImportError) {
    let (catalog, report) = try Catalog.load([(name, bytes)], includingCorpus: false)
    lines += report.faults.map { "fault \($0.text)" } + report.notices.map { "note \($0.text)" }
    lines.append(storeText(catalog.store, [.event]))
  } catch {
    lines.append("refused \(error.text)")
  }
  let text = lines.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
  return text.map { "  \($0)\n".replacing("\r", with: "⏎") }.joined()
}

@Test("files as programs write them are read, or refused with the reason")
func oddFiles() throws {
  let golden = folder.appending(path: "expected.txt")
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    .filter { !["ORIGIN.md", "expected.txt"].contains($0) }
  #expect(names.count > 50)
  let found = try names.map { "\($0)\n\(try reading($0))" }.joined()
  if Golden.isRewriting { try found.write(to: golden, atomically: true, encoding: .utf8) }
  let expected = try String(contentsOf: golden, encoding: .utf8)
  #expect(found.split(separator: "\n") == expected.split(separator: "\n"))
}

@Test("a file without a line end is looked at no further than it need be, and is told of")
func boundedFiles() throws {
  for (mark, name) in [
    ("{", "a.jsonl"), ("[", "a.json"), ("\"", "a.csv"), ("B", "a.ics"), ("<", "a.html"),
  ] {
    let bytes = [UInt8](repeating: mark.utf8.first ?? 0, count: 8_000_000)
    let loaded = try Catalog.load([(name, bytes)], includingCorpus: false)
    #expect(loaded.catalog.store[.event].rowCount == 0, "\(name)")
    #expect(loaded.report.faults.count + loaded.report.notices.count > 0, "\(name)")
  }
}
