import Almanac
import Foundation
import Testing

@testable import AlmanacShell

/// The page on the command line, and the same for the program `man`.
@Suite("The page of man")
struct ManPageTests {
  @Test("every option of the program is on the page, and no other")
  func options() throws {
    let dump = try ProgramRun(["--experimental-dump-help"])
    #expect(dump.exitCode == 0)
    let known = Set(dump.output.matches(of: /"name" ?: ?"([a-z]+(?:-[a-z]+)*)"/).map { $0.1 })
    let page = try #require(Manual.page("program"))
    var documented: Set<Substring> = []
    for case .table(_, let rows) in page.blocks {
      for row in rows {
        for match in (row.first ?? "").matches(of: /--([a-z-]+)/) { documented.insert(match.1) }
      }
    }
    #expect(documented.count > 15)
    #expect(documented.subtracting(known) == [])
    let options = try optionNames(in: dump.output)
    #expect(options.subtracting(documented.map(String.init)) == [])
    for command in ["query", "run", "check", "convert", "format", "learn", "manual"] {
      #expect(
        page.blocks.contains { block in
          guard case .table(_, let rows) = block else { return false }
          return rows.contains { $0[0].hasPrefix("`almanac \(command)") }
        }, "\(command)")
    }
  }

  /// The long names of all options, of the JSON in which ArgumentParser tells of a program.
  private func optionNames(in json: String) throws -> Set<String> {
    var names: Set<String> = []
    func visit(_ value: Any) {
      if let object = value as? [String: Any] {
        if object["kind"] as? String == "long", let name = object["name"] as? String {
          names.insert(name)
        }
        object.values.forEach(visit)
      } else if let list = value as? [Any] {
        list.forEach(visit)
      }
    }
    visit(try JSONSerialization.jsonObject(with: Data(json.utf8)))
    return names
  }

  @Test(
    "every page can be written for man, by requests that man knows",
    arguments: Manual.pages.map(\.topic))
  func requests(topic: String) throws {
    let page = try #require(Manual.page(topic))
    let text = ManPage(page).text
    #expect(text.hasPrefix(".TH \"ALMANAC"))
    let known = ["TH", "SH", "SS", "PP", "TP", "IP", "RS", "RE", "nf", "fi"]
    for line in text.split(separator: "\n") where line.hasPrefix(".") {
      #expect(known.contains(String(line.dropFirst().prefix { $0.isLetter })), "\(line)")
    }
    for line in text.split(separator: "\n") { #expect(!line.hasPrefix("'"), "\(line)") }
    for mark in ["``", "<doc:", "**", "]("] { #expect(!text.contains(mark), "\(mark)") }
    // What one types keeps its hyphens.
    #expect(topic != "program" || text.contains("\\fBquery\\ \\-\\-exit\\-status\\fR"))
  }

  @Test("the program writes it, and says which pages there are")
  func program() throws {
    let page = try #require(Manual.page("program"))
    #expect(try ProgramRun(["manual", "--man"]).output == ManPage(page).text)
    let time = try #require(Manual.page("time"))
    #expect(try ProgramRun(["manual", "--man", "time"]).output == ManPage(time).text)
    let wrong = try ProgramRun(["manual", "--man", "where"])
    #expect(wrong.exitCode == 64 && wrong.messages.contains("program"))
  }
}

/// `almanac manual card`.
@Suite("The card")
struct CardTests {
  @Test("it fits 80 cells and 60 lines")
  func fits() throws {
    let card = try ProgramRun(["manual", "card"]).output
    #expect(card.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count <= 60)
    for line in card.split(separator: "\n") { #expect(displayWidth(line) <= 80, "\(line)") }
  }

  @Test("every word of the language and every function is on it, or one of its kind")
  func complete() throws {
    let card = try ProgramRun(["manual", "card"]).output
    let words = Set(card.split { !($0.isLetter || $0 == "_") }.map(String.init))
    // Units stand for each other, as in `last 2 years`.
    let units: Set<String> = ["day", "week", "month", "quarter", "year"]
    for word in Keyword.allCases.map(\.rawValue) where !units.contains(word) {
      #expect(words.contains(word), "\(word)")
    }
    for noun in Noun.allCases { #expect(words.contains(noun.plural), "\(noun)") }
    let functions = try #require(Manual.pages.first { $0.name == "Words" }).topics
      .filter { $0.allSatisfy { $0.isLetter || $0 == "_" } }
    for word in functions where !units.contains(word) {
      #expect(words.contains(word), "\(word)")
    }
  }
}
