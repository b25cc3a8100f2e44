import Foundation
import Testing

/// A golden file: sections that begin with `==== title`, each with the text that is expected.
///
/// `ALMANAC_REWRITE=1` writes what came out instead of comparing.
func expectGolden(
  _ file: String, sections: [(title: String, text: String)],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = goldenFolder.appending(path: file)
  let written = sections.map { "==== \($0.title)\n\($0.text)" }.joined()
  if ProcessInfo.processInfo.environment["ALMANAC_REWRITE"] == "1" {
    try Data(written.utf8).write(to: url)
    return
  }
  let expected = try String(contentsOf: url, encoding: .utf8)
  var sectionsExpected: [String: String] = [:]
  var title = ""
  for line in expected.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("==== ") {
      title = String(line.dropFirst(5))
      sectionsExpected[title] = ""
    } else {
      sectionsExpected[title, default: ""] += line + "\n"
    }
  }
  // The text after the last line end of the file is no line.
  if expected.hasSuffix("\n") { sectionsExpected[title]?.removeLast() }
  for (title, text) in sections {
    #expect(
      sectionsExpected[title] == text, "\(file), \(title):\n\(text)",
      sourceLocation: sourceLocation)
  }
  #expect(sectionsExpected.count == sections.count, sourceLocation: sourceLocation)
}

/// The text of a golden file as it stands.
func golden(_ file: String) throws -> String {
  try String(contentsOf: goldenFolder.appending(path: file), encoding: .utf8)
}

private let goldenFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "Golden")
