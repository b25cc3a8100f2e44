import AlmanacShell
import ArgumentParser
import Testing

@testable import almanac_cli

@Suite("The command line")
struct CommandLineTests {
  /// What ArgumentParser makes of a command line; nil where it refuses or only prints.
  static func longWay(_ words: [String]) -> Invocation? {
    let command = try? AlmanacCommand.parseAsRoot(words)
    return (command as? any InvocationCommand)?.invocation
  }

  @Test(
    "the short way in understands what the long way understands",
    arguments: [
      "", "--corpus", "--data a.csv", "--data a.csv --data b.csv --corpus", "--lang zh",
      "--no-corrections", "--today 2023-11-06 --color never", "query events", "query events --json",
      "query events --format csv", "query --format csv events", "query events --exit-status",
      "query --timing events --exit-status --json", "--data a.csv query events --lang ru",
      "query --data a.csv events", "--lang ru query events --corpus --data a.csv", "run a.alm",
      "run - --data b.csv", "--today 2023-11-06 run a.alm --no-corrections",
      "query -", "--data - query events", "query events --color always", "--safe",
      "query events --safe", "run --tap a.alm", "run a.alm --tap --lang ru",
      "run --timing a.alm --tap",
      "run a.alm --y 2024 --lang ru", "run a.alm --y=2024", "format a.alm b.alm -i",
      "convert a.csv b.jsonl", "convert a.csv --replace - --format ics --data c.csv",
    ])
  func agreement(line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let long = try #require(CommandLineTests.longWay(words), "the long way takes it")
    if let short = ShortWay.invocation(words) { #expect(short == long) }
  }

  @Test(
    "what is typed a hundred times a day goes the short way",
    arguments: [
      "", "query events", "query events --json", "query events --format csv --exit-status",
      "--data a.csv query events", "run a.alm", "run --tap --timing a.alm --safe",
      "query events --data a.csv --data b.csv",
    ])
  func short(line: String) {
    #expect(ShortWay.invocation(line.split(separator: " ").map(String.init)) != nil)
  }

  @Test(
    "what the short way takes the long way takes too, for any order of words", arguments: 0..<40)
  func randomAgreement(seed: UInt64) {
    let vocabulary = [
      "query", "run", "events", "a.alm", "--json", "--format", "csv", "--data", "b.csv", "--corpus",
      "--lang", "ru", "--timing", "--", "-", "--help", "--version", "--exit-status", "--format=csv",
      "--safe", "--tap",
    ]
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xDA94_2042_E4DD_58B5
    func next(below limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    for _ in 0..<50 {
      let words = (0..<next(below: 7)).map { _ in vocabulary[next(below: vocabulary.count)] }
      if let short = ShortWay.invocation(words) {
        #expect(short == CommandLineTests.longWay(words), "\(words)")
      }
    }
  }

  @Test("a misspelt subcommand is answered with the nearest, a query with how to ask it")
  func misspelt() throws {
    let close = try #require(AlmanacCommand.misspeltSubcommand(in: ["--lang", "zh", "qurey", "x"]))
    #expect(close.contains("almanac query"))
    let query = try #require(AlmanacCommand.misspeltSubcommand(in: ["events by CAST"]))
    #expect(query.contains("almanac query 'events by CAST'"))
    #expect(AlmanacCommand.misspeltSubcommand(in: ["query", "--formt"]) == nil)
    #expect(AlmanacCommand.misspeltSubcommand(in: ["--formt"]) == nil)
  }
}
