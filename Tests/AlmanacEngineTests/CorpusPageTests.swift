import Almanac
import Foundation
import Testing

/// The page of the manual on writing a corpus, taken at its word.
@Suite("the page on writing a corpus")
struct CorpusPageTests {
  /// The lines of every fenced block of that language.
  private func blocks(_ language: String) throws -> [String] {
    let page = root.appending(path: "Sources/Almanac/Almanac.docc/Corpus.md")
    var lines: [String] = []
    var isInside = false
    for line in try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        isInside = line == "```\(language)"
      } else if isInside {
        lines.append(line)
      }
    }
    return lines
  }

  private func corpus() throws -> (name: String, bytes: [UInt8]) {
    ("river.toml", Array(try blocks("toml").joined(separator: "\n").utf8))
  }

  @Test("its corpus has no fault, and none is left to remark on")
  func isSound() throws {
    let report = try Catalog.check([corpus()])
    #expect(report.readCount == 9)
    #expect(report.faults.map(\.text) == [])
    #expect(report.notices.map(\.text) == [])
  }

  @Test("its corpus answers each of its queries as the page says")
  func answers() throws {
    let asking = Asking(catalog: try Catalog.load([corpus()], includingCorpus: false).catalog)
    let queries = try blocks("almanac")
    #expect(queries.count > 8)
    for line in queries {
      let parts = line.components(separatedBy: "# ")
      try #require(parts.count == 2, "\(line)")
      let isShown = line.contains(" show ")
      let given = try isShown ? asking.texts(parts[0]) : asking.ids(parts[0])
      #expect(given.joined(separator: ", ") == parts[1], "\(line)")
    }
  }
}
