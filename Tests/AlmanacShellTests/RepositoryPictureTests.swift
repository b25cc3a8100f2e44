import Almanac
import Foundation
import Testing

@testable import AlmanacShell

/// Beside the manual, for the front page.
private let folder = root.appending(path: "Sources/Almanac/Almanac.docc/Resources")

@Test(
  "the pictures of the front page are those that the program draws; .ci/pictures draws them anew")
func frontPagePictures() throws {
  let journal = Journal()
  var session = try recordedSession(widthColumns: nil)
  session.surroundings.writeText = { (text, path, _) throws(ShellError) in
    journal.files[path] = text
  }
  let script = try String(contentsOf: folder.appending(path: "pictures.alm"), encoding: .utf8)
  let reply = session.run(Script(script, name: "pictures.alm"))
  #expect(!reply.isFailure, "\(reply.messages)")
  let drawn = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    .filter { $0.hasSuffix(".svg") }
  #expect(Set(drawn) == Set(journal.files.keys))
  let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  for (name, text) in journal.files {
    #expect(
      try String(contentsOf: folder.appending(path: name), encoding: .utf8) == text,
      "\(name) is old")
    #expect(
      readme.contains("Almanac.docc/Resources/\(name)"), "the front page does not show \(name)")
  }
}
