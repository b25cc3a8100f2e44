internal import Almanac

/// A session on its way into a file. What was said lies in the file before the next thing is asked, so
/// that whatever ends the program takes one statement with it at most.
struct Recording {
  let path: String
  /// A page of HTML, and not Markdown.
  let isHTML: Bool
  /// What was said so far, as the file has it.
  var parts: [String] = []
  /// What replies print now, as data: a table is recorded as a table, not as its text.
  var exhibits: [(text: String, part: RecordedPart)] = []
  /// Whether the file was written, so that it may be replaced.
  var isBegun = false

  init?(path: String) {
    let name = path.lowercased()
    guard name.hasSuffix(".md") || name.hasSuffix(".html") else { return nil }
    self.path = path
    isHTML = name.hasSuffix(".html")
  }

  /// What is printed as a text, by what it is.
  mutating func add(_ part: RecordedPart) {
    parts.append(isHTML ? part.html(id: "part-\(parts.count + 1)") : part.markdown)
  }

  func text(script: String, language: String) -> String {
    let page = RecordedPage(parts: parts, script: script, language: language)
    return isHTML ? page.html : page.markdown
  }
}

extension Session {
  /// `.record [FILE.md|FILE.html|off]`
  mutating func record(_ path: String, into reply: inout Reply) {
    guard !path.isEmpty else {
      return reply.print(
        recording.map { "recording to \(shown($0.path))" } ?? "nothing is recorded")
    }
    if path == "off" {
      reply.say(recording.map { "recorded in \(shown($0.path))" } ?? "nothing was recorded")
      recording = nil
      return
    }
    guard var begun = Recording(path: path) else {
      let stem = path.lastIndex(of: ".").map { path[..<$0] } ?? path[...]
      reply.suggestion = ".record \(stem).html"
      return reply.fail(
        "a recording is a page of HTML or Markdown, and \(shown(path)) is neither",
        notes: ["try:   .record \(shown(stem)).html"], .badData)
    }
    do throws(ShellError) {
      try write(&begun)
      recording = begun
      reply.say("recording to \(shown(path)), until .record off")
    } catch {
      reply.fail(error)
    }
  }

  /// `.note TEXT`
  mutating func note(_ text: String, into reply: inout Reply) {
    guard recording != nil else {
      return reply.fail(
        "nothing is recorded that a note could stand in",
        notes: ["begin with: .record session.html"],
        .badData)
    }
    recording?.add(.note(text))
  }

  /// Remembers what a text is that a reply holds, for the recording.
  mutating func exhibit(_ text: String, _ part: RecordedPart) {
    guard recording != nil, !text.isEmpty else { return }
    recording?.exhibits.append((text.hasSuffix("\n") ? text : text + "\n", part))
  }

  /// Keeps what was asked and what was said to it; a file that can't be written ends the recording.
  mutating func keep(_ step: Script.Step, _ reply: inout Reply) {
    guard var kept = recording, scriptDepth == 0 else { return }
    let isCommand = if case .command = step.kind { true } else { false }
    let name = isCommand ? Command.parts(of: step.text).name : ""
    guard name != "record" else { return }
    if name != "note" {
      kept.add(
        .input(isCommand || reply.isFailure ? step.text : statements.last?.text ?? step.text))
    }
    var exhibits = kept.exhibits[...]
    for part in reply.parts {
      switch part {
      case .output(let text), .message(let text):
        if let index = exhibits.firstIndex(where: { $0.text == text }) {
          kept.add(exhibits[index].part)
          exhibits = exhibits[(index + 1)...]
          continue
        }
        let plain = withoutColor(text)
        if case .output = part {
          kept.add(.text(plain))
        } else if reply.isFailure {
          kept.add(.fault(plain))
        } else if plain.trimmed != statements.last?.text.trimmed {
          // What is only echoed stands above already.
          kept.add(.message(String(plain.trimmed)))
        }
      case .assertion(_, let message):
        if !message.isEmpty { kept.add(.fault(withoutColor(message))) }
      }
    }
    kept.exhibits = []
    do throws(ShellError) {
      try write(&kept)
      recording = kept
    } catch {
      recording = nil
      reply.fail(error)
      reply.say("nothing is recorded any more")
    }
  }

  private func write(_ recording: inout Recording) throws(ShellError) {
    let script =
      transcript.isEmpty
      ? "" : "#!/usr/bin/env -S almanac run\n" + transcript.map { $0 + "\n" }.joined()
    let text = recording.text(script: script, language: context.languages.first ?? "en")
    try surroundings.writeText(text, recording.path, recording.isBegun || settings.overwrites)
    recording.isBegun = true
  }
}
