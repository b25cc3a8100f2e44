import Almanac
import LineEditor
import Testing

@testable import AlmanacShell

/// One letter for each style that a query can have, under the text: `k` for keywords.
private func colours(_ text: String, in session: Session) -> String {
  var marks = Array(repeating: "-", count: text.utf8.count)
  for range in Colouring(of: text, in: session).ranges where range.style != .plain {
    for byte in range.bytes { marks[byte] = String("\(range.style)".prefix(1)) }
  }
  return marks.joined()
}

@Suite("The colours of what is typed")
struct ColouringTests {
  private let session = Session(
    loading: Loading(catalog: Catalog.builtIn().catalog, choice: DataChoice()),
    context: QueryContext(today: Day(number: 20_000), languages: ["en"]))

  @Test(
    "words, names, numbers and text by what they are, names that nothing has by themselves",
    arguments: [
      ("events by CAST", "nnnnnn-kk-nnnn"), ("events by CSAT", "nnnnnn-kk-uuuu"),
      // The beginning of a name, of a noun, of a field is no fault while it is typed.
      ("events by CA", "nnnnnn-kk-nn"), ("even", "nnnn"), ("evnt", "uuuu"),
      // A stage that is whole is looked at, whatever follows.
      ("events by CSAT in ", "nnnnnn-kk-uuuu-kk-"), ("events in $no", "nnnnnn-kk-uuu"),
      (#"events about "AI""#, "nnnnnn-kkkkk-ssss"), (#"events by "no one""#, "nnnnnn-kk-uuuuuuuu"),
      ("events during 2023-11", "nnnnnn-kkkkkk-nnnnnnn"),
      ("events in 2023-13 count", "nnnnnn-kk-eeeeeee-kkkkk"),
      ("events # why", "nnnnnn-ccccc"), (".mode json", "kkkkkkkkkk"),
      ("events where organiser = CAST", "nnnnnn-kkkkk-uuuuuuuuu-s-nnnn"),
      // All that is wrong is seen, not the first alone.
      ("events where by CSAT or in Bejing", "nnnnnn-kkkkk-kk-uuuu-kk-kk-uuuuuu"),
      ("events by any (CSAT, CAST, CSTA)", "nnnnnn-kk-kkk-suuuus-nnnns-uuuus"),
      ("events by CSAT in Bejing count by knd", "nnnnnn-kk-uuuu-kk-uuuuuu-kkkkk-kk-uuu"),
      ("events show nam, knd sort nam", "nnnnnn-kkkk-uuus-uuu-kkkk-nnn"),
      ("assert count(events by CSAT) > 1", "kkkkkk-kkkkksnnnnnn-kk-uuuus-s-n"),
      ("assert count(events by CSAT", "kkkkkk-kkkkksnnnnnn-kk-uuuu"),
      ("assert count(events by CSAT) ", "kkkkkk-kkkkksnnnnnn-kk-uuuus-"),
      (
        #"print "in", count(events by CSAT), count(events in Bejing)"#,
        "kkkkk-sssss-kkkkksnnnnnn-kk-uuuuss-kkkkksnnnnnn-kk-uuuuuus"
      ),
      ("describe CSAT", "kkkkkkkk-uuuu"), ("describe CAST", "kkkkkkkk-nnnn"),
      ("describe events.kind", "kkkkkkkk-nnnnnns----"),
      ("why CSAT in events by CTSA", "kkk-uuuu-kk-nnnnnn-kk-uuuu"),
      ("SELECT x FROM events", "eeeeee-n-nnnn-nnnnnn"), ("'CAST'", "eeeeee"), ("", ""),
    ])
  func styles(text: String, expected: String) {
    #expect(colours(text, in: session) == expected)
  }

  @Test("a line that goes on with the last statement is coloured as the whole that they make")
  func refinement() {
    var session = session
    _ = session.submit("events in China")
    #expect(colours("by CSAT", in: session) == "kk-uuuu")
    #expect(colours("where kind = launch", in: session) == "kkkkk------s-nnnnnn")
  }

  @Test("TAB offers the names that were defined, and the files of include and export, quoted")
  func completion() {
    var session = session
    _ = session.submit("let $cast = events by CAST")
    #expect(session.complete("events in $c", at: 12).candidates.map(\.insert) == ["$cast"])
    session.surroundings.paths = { ["\($0)x/", "\($0)y z.alm"] }
    let line = #"include "a"#
    let completion = session.complete(line, at: line.utf8.count)
    #expect(completion.candidates.map(\.insert) == [#""ax/"#, #""ay z.alm""#])
    #expect(completion.range == 8..<10)
    let load = session.complete(".load a", at: 7)
    #expect(load.candidates.map(\.insert) == ["ax/", #""ay z.alm""#])
  }
}
