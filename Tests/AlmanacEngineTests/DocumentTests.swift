import Almanac
import Foundation
import Testing

/// The five documents, where they are: the environment variable ALMANAC_DOCUMENTS names their
/// folder. They are not part of the package, so without it what needs them is skipped.
enum Documents {
  static let folder = ProcessInfo.processInfo.environment["ALMANAC_DOCUMENTS"]
  static let comment: Comment =
    "needs the five documents: set ALMANAC_DOCUMENTS to the folder that holds them"

  /// The lines of a document, by the first three digits of its file's name.
  static func lines(of id: String) throws -> [String] {
    let folder = try #require(folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let name = try #require(names.first { $0.hasPrefix(id) && $0.hasSuffix(".txt") })
    let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    return text.components(separatedBy: "\n")
  }
}

/// A record of the corpus as its file has it.
struct WrittenRecord: Sendable, CustomTestStringConvertible {
  var file: String
  var noun: String
  var id: String
  /// `001:14`, those of the record and those of its fields.
  var lines: Set<String> = []
  var printed: String?
  /// The forms that a document is said to have: names, aliases, acronyms, mottos.
  var forms: [String] = []

  var testDescription: String { "\(file): \(noun) \(id)" }

  init(file: String, noun: String, _ table: ValueTree.Value) {
    self.file = file
    self.noun = noun
    id =
      table["id"]?.text
      ?? "\(table["subject"]?.text ?? "").\(table["field"]?.text ?? "")"
    lines.formUnion(WrittenRecord.texts(of: table["source"]))
    for member in table["cite"]?.children.map({ $0 }) ?? [] {
      lines.formUnion(WrittenRecord.texts(of: member))
    }
    printed = table["printed"]?.text
    let isOurs = table["ours"]?.boolean == true
    let ours = Set(WrittenRecord.texts(of: table["ours"]))
    guard !isOurs else { return }
    for key in ["name", "title", "motto"] where !ours.contains(key) {
      guard let value = table[key] else { continue }
      if let text = value.text { forms.append(text) }
      for form in value.kind == .table ? value.children.map({ $0 }) : [] {
        if let text = form.text, !ours.contains("\(key).\(form.key ?? "")") { forms.append(text) }
      }
    }
    for key in ["alias", "acronym"] where !ours.contains(key) {
      forms += WrittenRecord.texts(of: table[key]).filter { !ours.contains("\(key).\($0)") }
    }
  }

  private static func texts(of value: ValueTree.Value?) -> [String] {
    guard let value else { return [] }
    return value.text.map { [$0] } ?? value.children.compactMap(\.text)
  }

  /// Every record of `seeds`.
  static let all: [WrittenRecord] = {
    let folder = root.appending(path: "seeds")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".toml") }.sorted().flatMap { file in
      let bytes = (try? Data(contentsOf: folder.appending(path: file))).map { Array($0) } ?? []
      return readTOML(bytes).tree.root.children.flatMap { records in
        records.children.map { WrittenRecord(file: file, noun: records.key ?? "", $0) }
      }
    }
  }()
}

@Suite(
  "the corpus and the documents", .enabled(if: Documents.folder != nil, Documents.comment))
struct DocumentTests {
  static let documents: [String: [String]] = {
    var documents: [String: [String]] = [:]
    for id in ["000", "001", "002", "003", "004"] { documents[id] = try? Documents.lines(of: id) }
    return documents
  }()

  /// The text of `001:14`, or nil where there is no such line or nothing on it.
  private func text(of line: String) -> String? {
    let parts = line.split(separator: ":")
    guard parts.count == 2, let number = Int(parts[1]),
      let lines = DocumentTests.documents[String(parts[0])], lines.indices.contains(number - 1)
    else { return nil }
    let text = lines[number - 1]
    return text.trimmingCharacters(in: .whitespaces).isEmpty ? nil : text
  }

  @Test("all five documents and all records are there to be held against each other")
  func areRead() {
    #expect(DocumentTests.documents.count == 5)
    #expect(WrittenRecord.all.count > 250)
    #expect(WrittenRecord.all.reduce(0) { $0 + $1.forms.count } > 250)
  }

  @Test("each cited line is there, and says what is printed", arguments: WrittenRecord.all)
  func lines(record: WrittenRecord) {
    for line in record.lines {
      let text = text(of: line)
      #expect(text != nil, "\(line) has no text")
      if let printed = record.printed {
        #expect(text?.contains(printed) == true, "\(line) does not print “\(printed)”")
      }
    }
  }

  @Test("each name that is not ours stands in a cited line", arguments: WrittenRecord.all)
  func names(record: WrittenRecord) {
    let texts = record.lines.compactMap(text(of:)).map { foldedKey($0) }
    for form in record.forms {
      #expect(
        texts.contains { $0.contains(foldedKey(form)) },
        "“\(form)” is in none of \(record.lines.sorted())")
    }
  }
}

@Suite("what the corpus says of itself")
struct OwnWordsTests {
  @Test("only what comes from outside is without a source, and nothing else is from outside")
  func sources() {
    for record in WrittenRecord.all where record.lines.isEmpty && record.noun != "source" {
      let isOurs = ["space-exploration", "development", "science"].contains(record.id)
      #expect(isOurs || record.file == "corrections.toml", "\(record.testDescription)")
    }
  }

  @Test("everything has a name in English for readers of nothing else")
  func english() throws {
    for noun in Noun.allCases where ![.figure, .claim].contains(noun) {
      let table = Asking.documents.catalog.store[noun]
      for row in 0..<UInt32(table.rowCount) {
        let names = table.names.names(of: row)
        #expect(
          names.contains { $0.kind == .name && $0.language == "en" },
          "the \(noun.word) \(table.ids[row])")
      }
    }
  }
}
