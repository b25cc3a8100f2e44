import Almanac
import Foundation
import Testing

@testable import AlmanacShell

/// A session that records what it is told into a file of that name, and the file after each line.
private func recorded(_ lines: [String], in name: String) throws -> (text: String, after: [String])
{
  let journal = Journal()
  var session = try recordedSession(widthColumns: 100)
  session.settings.showsTime = true
  session.surroundings.isThere = { journal.files[$0] != nil }
  session.surroundings.writeText = { (text, path, mayReplace) throws(ShellError) in
    if journal.files[path] != nil, !mayReplace { throw .alreadyThere(path: path) }
    journal.files[path] = text
  }
  #expect(!session.submit(".record \(name)").isFailure)
  var after: [String] = []
  for line in lines {
    _ = session.submit(line)
    after.append(journal.files[name] ?? "")
  }
  return (journal.files[name] ?? "", after)
}

private let conversation = [
  ".note What CAST does, in <b>short</b>:", "events by CAST", "in 2025 show name, when",
  "events by CSAT", "events in 2023 draw timeline", "events count by kind draw bars", "CAST",
  "let $cast = events by CAST", "print \"in all:\", count($cast)",
  "events where countries is known show name, countries", "assert count(events) = 3, \"three\"",
]

@Suite("Recordings")
struct RecordTests {
  @Test(
    "what was said lies in the file before the next line is asked", arguments: ["s.md", "s.html"])
  func asItHappens(name: String) throws {
    let (_, after) = try recorded(conversation, in: name)
    #expect(after[0].contains("What CAST does"))
    for (line, text) in zip(conversation, after).dropFirst() {
      let word = line.split(separator: "\"").first?.split(separator: " ").last ?? ""
      #expect(text.contains(word), "\(line)")
    }
    for (earlier, later) in zip(after, after.dropFirst()) {
      #expect(later.utf8.count > earlier.utf8.count)
    }
  }

  @Test("queries, answers, errors, pictures and notes are there, and nothing of the machine")
  func content() throws {
    for name in ["s.md", "s.html"] {
      let text = try recorded(conversation, in: name).text
      for part in [
        "events by CAST in 2025 show name, when", "no organization is called", "2025-10", "in all:",
        "assertion is no", "1 event of 50", "#!/usr/bin/env -S almanac run",
      ] {
        #expect(text.contains(part), "\(name): \(part)")
      }
      for trace in [" ms", "/home", "/work", "/tmp", "\u{1B}", "2026"]
      where trace != "2026" || name == "s.md" {
        #expect(!text.contains(trace), "\(name): \(trace)")
      }
      #expect(text.contains(name == "s.md" ? "\\<b>short" : "&lt;b&gt;short"))
    }
  }

  @Test("the script inside asks all of it again")
  func script() throws {
    let text = try recorded(conversation, in: "s.md").text
    let script =
      text.components(separatedBy: "```almanac\n#!").last?
      .components(separatedBy: "\n```").first ?? ""
    var session = try recordedSession(widthColumns: nil)
    let reply = session.run(Script("#!" + script, name: "s.alm"))
    #expect(!reply.isFailure, "\(reply.messages)")
    #expect(reply.output.contains("in all:"))
  }

  @Test("a file that is there stays, another ending is refused, and off ends it")
  func refusals() throws {
    let journal = Journal()
    journal.files["there.md"] = "mine"
    var session = fakeSession(journal: journal)
    #expect(session.submit(".record there.md").messages.contains("there already"))
    #expect(journal.files["there.md"] == "mine")
    let refused = session.submit(".record session.txt")
    #expect(refused.messages.contains("neither") && refused.suggestion == ".record session.html")
    #expect(session.submit(".note x").messages.contains(".record session.html"))
    #expect(session.submit(".record").output == "nothing is recorded\n")
    _ = session.submit(".record new.md")
    #expect(session.submit(".record").output == "recording to new.md\n")
    _ = session.submit("events")
    let before = journal.files["new.md"]
    #expect(before?.contains("events") == true)
    #expect(session.submit(".record off").messages.contains("new.md"))
    _ = session.submit("places")
    #expect(journal.files["new.md"] == before)
  }

  @Test("a disk that is full ends the recording and says so, and the answer is there")
  func unwritable() throws {
    let journal = Journal()
    var session = fakeSession(journal: journal)
    _ = session.submit(".record new.md")
    session.surroundings.writeText = { (_, path, _) throws(ShellError) in
      throw .unwritableFile(path: path, reason: "No space left on device")
    }
    let reply = session.submit("events")
    #expect(reply.output.contains("row 0") && reply.messages.contains("No space left"))
    #expect(session.submit(".record").output == "nothing is recorded\n")
  }

  @Test(
    "a browser opens it without an error or a request, sorts by a click, and prints it",
    .enabled(if: browser != nil, "no chromium here: the recorded page was not opened in a browser"))
  func inBrowser() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "almanac-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appending(path: "s.html")
    let probe = """
      <script>
      const told = [];
      addEventListener("error", event => told.push(String(event.message || event.target)), true);
      addEventListener("securitypolicyviolation", event => told.push(event.blockedURI));
      </script>
      """
    let click = """
      <script>
      const table = [...document.querySelectorAll("table")].find(table =>
        [...table.tHead.rows[0].cells].some(head => head.textContent === "when"));
      const first = () => table.tBodies[0].rows[0].cells[0].textContent;
      const heads = table.tHead.rows[0].cells;
      heads[0].querySelector("button").click();
      const up = [...table.tBodies[0].rows].map(row => row.cells[0].textContent);
      heads[0].querySelector("button").click();
      const down = [...table.tBodies[0].rows].map(row => row.cells[0].textContent);
      const isSorted = up.length > 1 && up.join() === [...down].reverse().join() && up[0] < up[up.length - 1];
      document.title = JSON.stringify({
        told, isSorted, requests: performance.getEntriesByType("resource").length,
        sort: heads[0].getAttribute("aria-sort"), pictures: document.querySelectorAll("svg[role=img]").length });
      </script>
      """
    let text = try recorded(conversation, in: "s.html").text
    let probed = text.replacing("<head>", with: "<head>" + probe)
      .replacing("</body>", with: click + "</body>")
    try probed.write(to: page, atomically: true, encoding: .utf8)
    let document = try browse(["--dump-dom", page.absoluteString], folder)
    let title =
      document.components(separatedBy: "<title>").dropFirst().first?
      .components(separatedBy: "</title>").first ?? ""
    let found =
      try JSONSerialization.jsonObject(with: Data(title.replacing("&quot;", with: "\"").utf8))
      as? [String: Any]
    #expect((found?["told"] as? [Any])?.isEmpty == true, "\(title)")
    #expect(found?["requests"] as? Int == 0 && found?["isSorted"] as? Bool == true, "\(title)")
    #expect(
      found?["sort"] as? String == "descending" && found?["pictures"] as? Int == 2, "\(title)")
    try text.write(to: page, atomically: true, encoding: .utf8)
    let paper = folder.appending(path: "s.pdf")
    _ = try browse(["--print-to-pdf=\(paper.path)", page.absoluteString], folder)
    let bytes = try Data(contentsOf: paper)
    #expect(bytes.starts(with: Data("%PDF".utf8)) && bytes.count > 10_000)
  }
}

/// A browser that runs without a screen; nil where there is none.
private let browser: String? = {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  let names = ["chromium", "chromium-browser", "google-chrome"]
  return names.lazy.flatMap { name in folders.lazy.map { "\($0)/\(name)" } }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}()

private func browse(_ arguments: [String], _ folder: URL) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: try #require(browser))
  process.arguments =
    [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--user-data-dir=\(folder.appending(path: "profile").path)",
    ] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self)
}
