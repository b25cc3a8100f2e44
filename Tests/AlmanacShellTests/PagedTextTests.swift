import Almanac
import Testing

@testable import AlmanacShell

@Test("a table that is longer than the screen has its header at the top of every screen")
func pagedHeaders() throws {
  var session = try recordedSession(widthColumns: 80)
  _ = session.submit(".limit all")
  let reply = session.submit("themes show name, kind")
  let size = TerminalSize(columns: 80, rows: 11)
  let lines = reply.paged(for: size).split(separator: "\n", omittingEmptySubsequences: false)
  let header = reply.output.split(separator: "\n").prefix(2)
  var pages = 0
  for start in stride(from: 0, to: lines.count - 3, by: 10) {
    #expect(Array(lines[start..<(start + 2)]) == Array(header))
    pages += 1
  }
  #expect(pages > 8)
  // Without the headers that were added it is the reply.
  let rest = lines.enumerated().filter { $0.offset < 10 || $0.offset % 10 > 1 }.map(\.element)
  #expect(
    rest.filter { $0 != header[0] && $0 != header[1] }.count
      == reply.text.split(separator: "\n", omittingEmptySubsequences: false).count - 2)
}

@Test("what is no table is paged as it stands, and a rule in the data is none")
func pagedTexts() throws {
  var reply = Reply()
  reply.print((0..<40).map { "line \($0)" }.joined(separator: "\n"))
  reply.say("done")
  #expect(reply.paged(for: TerminalSize(columns: 80, rows: 10)) == reply.text)
}
