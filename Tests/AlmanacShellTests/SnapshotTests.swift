import Foundation
import Testing

@Suite("Snapshots")
struct SnapshotTests {
  private static let records = """
    {"id": "fair", "name": "Fair", "when": "2024-05", "organizer": "Club", "place": "Lyon"}
    {"id": "talk", "name": "Talk", "part_of": "fair", "participants": 40, "level": 3}

    """

  /// A folder with a snapshot of two events in it.
  private func folder() throws -> (folder: TemporaryFolder, snapshot: String) {
    let folder = try TemporaryFolder()
    let data = try folder.file("e.jsonl", SnapshotTests.records)
    let snapshot = folder.path + "/big.almanac"
    let run = try ProgramRun(["convert", data, snapshot])
    #expect(run.exitCode == 0, "\(run.messages)")
    #expect(run.messages.hasPrefix("wrote 2 events · 1 organization · 1 place"))
    return (folder, snapshot)
  }

  @Test("what convert writes is asked, checked and not written over")
  func convert() throws {
    let (folder, snapshot) = try folder()
    let data = folder.path + "/e.jsonl"
    for query in ["events", "events where level = 3", "figures", "events in Lyon by Club"] {
      let own = try ProgramRun(["query", query, "--json", "--data", data])
      let run = try ProgramRun(["query", query, "--json", "--data", snapshot])
      #expect(run.output == own.output && run.exitCode == 0)
    }
    let check = try ProgramRun(["check", snapshot])
    #expect(check.exitCode == 0 && check.messages.isEmpty)
    #expect(try ProgramRun(["convert", data, snapshot]).exitCode == 73)
    #expect(try ProgramRun(["convert", "--replace", data, snapshot]).exitCode == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test("a command line that can't be is explained")
  func usage() throws {
    let (folder, snapshot) = try folder()
    let data = folder.path + "/e.jsonl"
    #expect(try ProgramRun(["convert", data]).exitCode == 64)
    let other = try ProgramRun(["convert", data, folder.path + "/e.xls"])
    #expect(other.exitCode == 64 && other.messages.contains(".almanac"))
    let both = try ProgramRun(["query", "events", "--data", snapshot, "--data", data])
    #expect(both.exitCode == 65 && both.messages.contains("is a snapshot, which is asked alone"))
    let missing = try ProgramRun(["query", "events", "--data", folder.path + "/none.almanac"])
    #expect(missing.exitCode == 66)
  }

  @Test("damage ends the query with the name of the block, and the session goes on")
  func damage() throws {
    let (folder, snapshot) = try folder()
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: snapshot)))
    bytes[65_600] ^= 0x40
    try Data(bytes).write(to: URL(filePath: snapshot))
    let check = try ProgramRun(["check", snapshot])
    #expect(check.exitCode == 65)
    #expect(check.messages.contains("big.almanac is damaged: block 1 of 1 is not what was written"))
    let query = try ProgramRun(["query", "events", "--data", snapshot])
    #expect(query.exitCode == 65 && query.output.isEmpty)
    #expect(query.messages.contains("block 1 of 1 is not what was written"))
    try Data(bytes.dropLast(9)).write(to: URL(filePath: snapshot))
    let short = try ProgramRun(["query", "events", "--data", snapshot])
    #expect(short.exitCode == 65 && short.messages.contains("is cut short"))
    withExtendedLifetime(folder) {}
  }

  @Test(".snapshot writes what is loaded")
  func command() throws {
    let folder = try TemporaryFolder()
    let run = try ProgramRun([], input: ".snapshot \(folder.path)/all\n")
    #expect(run.exitCode == 0 && run.messages.contains("all.almanac"), "\(run.messages)")
    let own = try ProgramRun(["query", "claims", "--json"])
    let asked = try ProgramRun(
      ["query", "claims", "--json", "--data", folder.path + "/all.almanac"])
    #expect(asked.output == own.output)
  }
}
