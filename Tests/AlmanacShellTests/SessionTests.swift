import Almanac
import Testing

@testable import AlmanacShell

@Suite("A session")
struct SessionTests {
  @Test("a line that begins with a stage or relation word goes on with the last statement")
  func refining() {
    let journal = Journal()
    var session = fakeSession(journal: journal)
    _ = session.submit("events by CAST")
    let reply = session.submit("in Beijing")
    _ = session.submit("| count by kind")
    #expect(
      journal.asked == [
        "events by CAST", "events by CAST in Beijing", "events by CAST in Beijing | count by kind",
      ])
    #expect(reply.messages.hasPrefix("events by CAST in Beijing\n"), "the whole query is echoed")
  }

  @Test("a statement that begins anew is not joined to the last")
  func anew() {
    let journal = Journal()
    var session = fakeSession(journal: journal)
    _ = session.submit("events by CAST;")
    _ = session.submit("count(events in China)")
    #expect(journal.asked == ["events by CAST", "count(events in China)"])
  }

  @Test("dot-commands, comments and blank lines between do not count")
  func between() {
    let journal = Journal()
    var session = fakeSession(journal: journal)
    for line in ["events by CAST", ".timer off", "# a remark", "", "in Beijing"] {
      #expect(!session.submit(line).isFailure, "\(line)")
    }
    #expect(journal.asked.last == "events by CAST in Beijing")
  }

  @Test("a request with a noun of its own is a query, whatever was asked before")
  func request() {
    let journal = Journal()
    var session = fakeSession(journal: journal)
    for line in ["events in China", "show events", "count organizations", "show name"] {
      _ = session.submit(line)
    }
    #expect(
      journal.asked == [
        "events in China", "show events", "count organizations", "count organizations show name",
      ])
  }

  @Test(
    "a command without its point is told how it is written, and .fix does it",
    arguments: [("help", ".help"), ("quit", ".quit"), ("exit", ".quit"), ("Nouns;", ".nouns")])
  func commandsWithoutPoint(line: String, command: String) {
    var session = fakeSession { _ in .fault(fix: nil) }
    let reply = session.submit(line)
    #expect(reply.messages.contains("begin with a point"))
    #expect(reply.suggestion == command)
    let done = session.submit(".fix")
    #expect(!done.isFailure)
    #expect(done.isFinished == (command == ".quit"))
    var pipe = fakeSession(isInteractive: false) { _ in .fault(fix: nil) }
    #expect(pipe.submit(line).messages.contains("N02"), "a script is no conversation")
  }

  @Test("`fix` without its point does not forget what is to be fixed")
  func fixWithoutPoint() {
    let journal = Journal()
    var session = fakeSession(journal: journal) {
      $0.contains("CAST") ? .rows(1) : .fault(fix: "events by CAST")
    }
    for line in ["events by CSAT", "fix", ".fix"] { _ = session.submit(line) }
    #expect(journal.asked.last == "events by CAST")
  }

  @Test("a comment at the end of the last statement does not swallow the next line")
  func comment() {
    #expect(Session.joined("events # all", "in China") == "events # all\n  in China")
    #expect(Session.joined("events ; ", "in China") == "events in China")
  }

  @Test("after an error there is nothing to refine, and the fix goes on from the last good one")
  func refiningAfterError() {
    let journal = Journal()
    var session = fakeSession(journal: journal) {
      $0.contains("CSAT") ? .fault(fix: nil) : .rows(1)
    }
    _ = session.submit("events in China")
    _ = session.submit("events by CSAT")
    let reply = session.submit("in Beijing")
    #expect(reply.messages.contains("S01"))
    #expect(reply.exitCode == .badData)
    #expect(reply.suggestion == "events in China in Beijing")
    #expect(journal.asked.count == 2)
    _ = session.submit(".fix")
    #expect(journal.asked.last == "events in China in Beijing")
  }

  @Test("with nothing asked yet, refining is the language's error S01")
  func refiningNothing() {
    var session = fakeSession()
    session.surroundings.run = Surroundings.process.run
    let reply = session.submit("where organizer = CAST")
    #expect(reply.messages.contains("S01"))
    #expect(reply.output.isEmpty)
  }

  @Test("an error proposes a fix, and .fix runs it")
  func fix() {
    let journal = Journal()
    var session = fakeSession(journal: journal) {
      $0.contains("CSAT") ? .fault(fix: "events by CAST") : .rows(2)
    }
    let reply = session.submit("events by CSAT")
    #expect(reply.isFailure)
    #expect(reply.output.isEmpty, "errors are no data")
    #expect(reply.messages.contains("events by CAST"))
    #expect(reply.suggestion == "events by CAST")
    #expect(session.submit(".fix").rowCount == 2)
    #expect(journal.asked.last == "events by CAST")
    #expect(session.submit(".fix").messages.contains("no error to fix"))
  }

  @Test("a fix can be refined")
  func refineFix() {
    let journal = Journal()
    var session = fakeSession(journal: journal) {
      $0.contains("CSAT") ? .fault(fix: "events by CAST") : .rows(2)
    }
    for line in ["events by CSAT", ".fix", "in China"] { _ = session.submit(line) }
    #expect(journal.asked.last == "events by CAST in China")
  }

  @Test(".back undoes refinements one by one, and says when there are no more")
  func back() {
    let journal = Journal()
    var session = fakeSession(journal: journal)
    for line in ["events", "in China", "count by kind", ".back", ".back"] {
      _ = session.submit(line)
    }
    #expect(journal.asked.suffix(2) == ["events in China", "events"])
    #expect(session.submit(".last").output == "events\n")
    #expect(session.submit(".back").isFailure)
  }

  @Test("after an error .back returns to the last good statement")
  func backAfterError() {
    let journal = Journal()
    var session = fakeSession(journal: journal) {
      $0.contains("CSAT") ? .fault(fix: nil) : .rows(1)
    }
    for line in ["events", "in China", "by CSAT", ".back"] { _ = session.submit(line) }
    #expect(journal.asked.last == "events in China")
  }

  @Test("a hint of one kind is shown three times, and never when hints are off")
  func hints() {
    var session = fakeSession { _ in .hint("H1") }
    let shown = (0..<5).map { _ in session.submit("events").messages.contains("worth knowing") }
    #expect(shown == [true, true, true, false, false])
    var quiet = fakeSession { _ in .hint("H1") }
    _ = quiet.submit(".hints off")
    #expect(!quiet.submit("events").messages.contains("worth knowing"))
  }

  @Test("a terminal shows forty rows and says how many more there are; a pipe shows all")
  func limit() {
    var session = fakeSession { _ in .rows(1274) }
    let reply = session.submit("events")
    #expect(reply.output.contains("row 39") && !reply.output.contains("row 40"))
    #expect(reply.messages.contains("1,234 more: .limit all"))
    _ = session.submit(".limit all")
    #expect(session.submit("events").output.contains("row 1273"))
    _ = session.submit(".set limit 3")
    #expect(session.submit("events").messages.contains("1,271 more"))

    var pipe = fakeSession(isInteractive: false) { _ in .rows(1274) }
    #expect(pipe.submit("events").output.contains("row 1273"))
  }

  @Test("machine formats are never cut and carry nothing but data")
  func machineFormats() {
    var session = fakeSession { _ in .rows(60) }
    _ = session.submit(".mode jsonl")
    let reply = session.submit("events")
    #expect(reply.output.split(separator: "\n").count == 60)
    #expect(reply.messages.isEmpty)
  }

  @Test("several statements that were pasted are done in order, up to the first that fails")
  func pasted() {
    let journal = Journal()
    var session = fakeSession(journal: journal) {
      $0.contains("CSAT") ? .fault(fix: nil) : .rows(1)
    }
    let reply = session.submit(
      "events\n  in China\n.timer off\norganizations; events by CSAT\nthemes")
    #expect(journal.asked == ["events\n  in China", "organizations", "events by CSAT"])
    #expect(reply.exitCode == .badData)
    #expect(!session.settings.showsTime)
  }

  @Test("an empty line is nothing", arguments: ["", "   ", "\n\n", "# only a comment", ";"])
  func empty(line: String) {
    let journal = Journal()
    var session = fakeSession(journal: journal)
    #expect(session.submit(line) == Reply())
    #expect(journal.asked.isEmpty)
  }

  @Test("noise is answered with a message, never with a trap", arguments: 0..<24)
  func noise(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let bytes = (0..<4000).map { _ -> UInt8 in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 32)
    }
    var session = fakeSession()
    session.surroundings.run = Surroundings.process.run
    let reply = session.submit("x " + String(decoding: bytes, as: UTF8.self))
    #expect(reply.isFailure)
    #expect(!reply.messages.isEmpty)
    #expect(!reply.messages.contains("\u{1B}"), "control characters are shown, not obeyed")
  }
}
