import Glibc
import LineEditor
import Synchronization

// The smallest program around the editor, for its tests: it answers each line with what it read.

/// A rough width for the words of the tests; real programs bring a table.
func width(_ cluster: String) -> Int {
  guard let first = cluster.unicodeScalars.first else { return 0 }
  if first.properties.isEmojiPresentation { return 2 }
  switch first.value {
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60: return 2
  default: return first.properties.generalCategory == .nonspacingMark ? 0 : 1
  }
}

let nouns =
  [
    "events", "evenings", "organizations", "people", "places", "themes", "China Association",
    "Chicago", "Chile", "China", "中国科协", "中国科技馆",
  ] + (10..<60).map { "number\($0)" }

/// The candidates for the word before the cursor.
func complete(_ text: String, _ offset: Int) -> Completions {
  let before = Array(text.utf8.prefix(offset))
  let start = before.lastIndex(of: 0x20).map { $0 + 1 } ?? 0
  let word = String(decoding: before[start...], as: UTF8.self)
  let found = nouns.filter { $0.lowercased().hasPrefix(word.lowercased()) }
  return Completions(
    replaceRange: start..<offset,
    candidates: found.prefix(40).map { Candidate(insert: $0, detail: "\($0.count) letters") },
    total: found.count)
}

let editor = LineEditor(
  LineEditor.Configuration(
    programName: "demo", historyFile: getenv("DEMO_HISTORY").map { String(cString: $0) },
    width: width))
editor.completer = complete
editor.highlighter = { text in
  text.utf8.starts(with: "events".utf8) ? [StyledRange(0..<6, .keyword)] : []
}
editor.isComplete = { !$0.hasSuffix("\\") }
editor.externalEditor = .ofEnvironment()

/// Reads until the end.
func readLines(with editor: LineEditor) {
  var draft = ""
  while true {
    let outcome = editor.readLine(prompt: "demo> ", continuationPrompt: " ...> ", draft: draft)
    draft = ""
    switch outcome {
    case .endOfInput:
      print("bye")
      return
    case .interrupted: print("cleared")
    case .line(let text):
      editor.history.add(text)
      if text == "work" {
        print(work() ? "cancelled" : "worked")
      } else if text == "keys" {
        for line in editor.keyHelp { print("\(line.keys): \(line.help)") }
      } else if text.hasPrefix("draft ") {
        draft = String(text.dropFirst(6))
      } else {
        if editor.holdsPastedLines { print("pasted") }
        print("read \(text.utf8.count): \(text.prefix(200).debugDescription)")
      }
    }
  }
}

/// Works for two seconds, or until Ctrl-C; says whether it was cancelled.
func work() -> Bool {
  Interrupt.withInterrupts { flag in
    print("working")
    fflush(nil)
    for _ in 0..<1000 {
      if flag.load(ordering: .relaxed) { return true }
      usleep(2000)
    }
    return false
  }
}

// Around all of it, so that Ctrl-C between a line and its work does not end the program.
Interrupt.withInterrupts { _ in readLines(with: editor) }
