import Foundation
import Testing

@testable import AlmanacShell

/// The page on the library, taken at its word.
@Suite("The page on the library")
struct LibraryPageTests {
  private func blocks(_ language: String) throws -> [String] {
    let page = root.appending(path: "Sources/Almanac/Almanac.docc/Library.md")
    return Stretch.split(try String(contentsOf: page, encoding: .utf8))
      .filter { $0.language == language }.map { $0.content.joined(separator: "\n") + "\n" }
  }

  @Test("its blocks are the program that is built")
  func program() throws {
    let built = root.appending(path: "Tests/LibraryExample/main.swift")
    let blocks = try blocks("swift")
    #expect(blocks.count >= 9)
    #expect(try String(contentsOf: built, encoding: .utf8) == blocks.joined(separator: "\n"))
  }

  @Test("what stands below them is what it prints")
  func prints() throws {
    let process = Process()
    process.executableURL = URL(filePath: try ProgramRun.path).deletingLastPathComponent()
      .appending(path: "library-example")
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let shown = try blocks("text").joined()
    // CSV ends its lines with CRLF.
    #expect(String(decoding: output, as: UTF8.self).replacing("\r\n", with: "\n") == shown)
  }
}
