public import Foundation
internal import Testing

/// A golden file: cases of a directive line, an input, `----`, and what is expected up to an empty
/// line; a case that holds empty lines closes with a second `----` in place of the first empty line.
///
/// With ALMANAC_REWRITE=1 the expected parts are written anew.
public struct Golden {
  /// One case of the file.
  public struct Case {
    /// Comment lines above it.
    public var comments: [String]
    /// Its first line.
    public var directive: String
    /// What stands between the directive and `----`.
    public var input: String
    /// What stands behind it.
    public var expected: String

    /// A case as the file would hold it.
    public init(comments: [String], directive: String, input: String, expected: String) {
      self.comments = comments
      self.directive = directive
      self.input = input
      self.expected = expected
    }
  }

  /// Where the file lies.
  public let url: URL
  /// In the order of the file.
  public var cases: [Case]

  /// The folder of golden files beside a test file.
  public static func folder(beside file: String = #filePath) -> URL {
    URL(filePath: file).deletingLastPathComponent().appending(path: "Golden")
  }

  /// - Parameter file: the test file, beside which the folder lies.
  public init(_ name: String, beside file: String = #filePath) throws {
    url = Self.folder(beside: file).appending(path: name)
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
  public func check(_ run: (_ directive: String, _ input: String) -> String) throws {
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

  /// Whether `ALMANAC_REWRITE=1` is set.
  public static var isRewriting: Bool {
    ProcessInfo.processInfo.environment["ALMANAC_REWRITE"] == "1"
  }
}
