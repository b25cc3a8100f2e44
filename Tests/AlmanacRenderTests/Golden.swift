import Foundation
import Testing

/// A golden file: cases of a directive line, an input, `----`, and what is expected up to an empty
/// line; a case that holds empty lines closes with a second `----` in place of the first empty line.
///
/// With ALMANAC_REWRITE=1 the expected parts are written anew.
struct Golden {
  struct Case {
    /// Comment lines above it.
    var comments: [String]
    var directive: String
    var input: String
    var expected: String
  }

  let url: URL
  var cases: [Case]

  static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  }

  init(_ name: String) throws {
    url = Self.folder.appending(path: name)
    cases = []
    var lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")[...]
    var comments: [String] = []
    while let line = lines.popFirst() {
      if line.hasPrefix("#") || line.isEmpty {
        comments.append(line)
        continue
      }
      var input: [String] = []
      while let next = lines.popFirst(), next != "----" { input.append(next) }
      var expected: [String] = []
      if lines.first == "----" {
        lines.removeFirst()
        while let next = lines.popFirst(), next != "----" || lines.first != "----" {
          expected.append(next)
        }
        lines.removeFirst()
      } else {
        while let next = lines.first, !next.isEmpty {
          expected.append(next)
          lines.removeFirst()
        }
      }
      cases.append(
        Case(
          comments: comments, directive: line, input: input.joined(separator: "\n"),
          expected: expected.joined(separator: "\n")))
      comments = []
    }
  }

  /// Holds every case against what `run` makes of it.
  func check(_ run: (_ directive: String, _ input: String) -> String) throws {
    #expect(!cases.isEmpty)
    var written = ""
    for test in cases {
      let found = run(test.directive, test.input)
      for comment in test.comments { written += comment + "\n" }
      written += "\(test.directive)\n\(test.input)\n----\n"
      if found.contains("\n\n") || found.hasPrefix("\n") {
        written += "----\n\(found)\n----\n----\n"
      } else {
        written += "\(found)\n"
      }
      if !Self.isRewriting {
        #expect(found == test.expected, "\(test.directive)\n\(test.input)")
      }
    }
    if Self.isRewriting { try written.write(to: url, atomically: true, encoding: .utf8) }
  }

  static var isRewriting: Bool { ProcessInfo.processInfo.environment["ALMANAC_REWRITE"] == "1" }
}
