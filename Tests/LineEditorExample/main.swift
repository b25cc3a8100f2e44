import LineEditor

let editor = LineEditor(LineEditor.Configuration(programName: "fruit"))
editor.completer = { text, cursor in
  let words = ["apple", "apricot", "banana"].filter { $0.hasPrefix(text) }
  return Completions(replaceRange: 0..<cursor, candidates: words.map { Candidate(insert: $0) })
}
while case .line(let text) = editor.readLine(prompt: "fruit> ") {
  editor.history.add(text)
  print("\(text) is fine")
}
