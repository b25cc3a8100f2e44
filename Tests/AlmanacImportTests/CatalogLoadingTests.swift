import Almanac
import Foundation
import Testing

/// The folder of the built-in corpus.
private let seeds = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "seeds")

@Test("the built-in corpus loads without a fault")
func builtInCorpus() throws {
  let (catalog, report) = Catalog.builtIn()
  #expect(report.faults.map(\.text) == [])
  #expect(report.refusedCount == 0)
  #expect(report.bytes > 0)
  #expect(catalog.store[.event].rowCount == report.read[.event] ?? 0)
}

@Test("the built-in corpus has as many records as Python's tomllib counts in its files")
func builtInCounts() throws {
  let program = """
    import collections, pathlib, sys, tomllib
    counts = collections.Counter()
    for file in pathlib.Path(sys.argv[1]).glob("*.toml"):
        for noun, records in tomllib.loads(file.read_text()).items():
            counts[noun] += len(records)
    print(" ".join(f"{noun}={counts[noun]}" for noun in sorted(counts)))
    """
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3", "-c", program, seeds.path]
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let text = String(
    decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    print("skipped: no python3 with tomllib here")
    return
  }
  let read = Catalog.builtIn().report.read.map { "\($0.key.word)=\($0.value)" }.sorted()
  #expect(read.joined(separator: " ") == text.trimmingCharacters(in: .newlines))
}

@Test("every file of seeds is in the program as it stands")
func embeddedFiles() throws {
  let files = try FileManager.default.contentsOfDirectory(atPath: seeds.path)
    .filter { $0.hasSuffix(".toml") }
  let report = Catalog.builtIn().report
  #expect(report.files.sorted() == files.sorted())
  let bytes = try files.reduce(0) {
    try $0 + Data(contentsOf: seeds.appending(path: $1)).count
  }
  #expect(report.bytes == bytes)
}

@Test("without corrections that file is not read")
func withoutCorrections() {
  let report = Catalog.builtIn(corrections: false).report
  #expect(!report.files.contains("corrections.toml"))
  #expect(report.faults.map(\.text) == [])
}

@Test("a user's file stands beside the corpus and speaks of its records")
func userFiles() throws {
  let line = #"{"id":"mine","title":"Mine","start":"2024-05-01"}"#
  let files = [(name: "mine.jsonl", bytes: Array(line.utf8))]
  let (both, report) = try Catalog.load(files)
  #expect(report.faults.map(\.text) == [])
  #expect(both.store[.event].rowCount == Catalog.builtIn().catalog.store[.event].rowCount + 1)
  let alone = try Catalog.load(files, includingCorpus: false).catalog
  #expect(alone.store[.event].rowCount == 1)
  #expect(throws: ImportError.self) {
    try Catalog.load([(name: "a.vcf", bytes: Array("BEGIN:VCARD".utf8))])
  }
}
