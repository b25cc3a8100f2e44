import Testing

@testable import LineEditor

private func line(_ marked: String) -> Line {
  let cursor = marked.utf8.firstIndex(of: UInt8(ascii: "|")) ?? marked.utf8.endIndex
  let offset = marked.utf8.distance(from: marked.utf8.startIndex, to: cursor)
  return Line(text: marked.filter { $0 != "|" }, cursor: offset)
}

@Test("letters of a word typed in one go are undone together, words and other changes one by one")
func undo() {
  var log = UndoLog()
  for text in ["e|", "ev|", "ev |", "ev b|", "ev by|", "e| by", "ex| by"] { log.note(line(text)) }
  for text in ["e| by", "ev by|", "ev|", "|"] { #expect(log.undo() == line(text)) }
  #expect(log.undo() == nil)
  for text in ["ev|", "ev by|", "e| by", "ex| by"] { #expect(log.redo() == line(text)) }
  #expect(log.redo() == nil)
}

@Test("what is typed after undoing takes the place of what was undone")
func undoneIsGone() {
  var log = UndoLog()
  for text in ["a|", "a b|"] { log.note(line(text)) }
  #expect(log.undo() == line("a|"))
  log.note(line("a c|"))
  #expect(log.redo() == nil)
  #expect(log.undo() == line("a|"))
}

@Test("a motion between letters parts them")
func undoAfterMotion() {
  var log = UndoLog()
  for text in ["ab|", "a|b", "ax|b"] { log.note(line(text)) }
  #expect(log.undo() == line("a|b"))
}

@Test(
  "words are letters and numbers of any script, whole characters",
  arguments: [
    ("events by|", 7, 9), ("|events by", 0, 6), ("中国科协 и ко|нгресс", 16, 32),
    ("e\u{301}te\u{301}| = x", 0, 11), ("a.b|", 2, 3), ("  |  a", 0, 5), ("|", 0, 0),
    ("one\n|two", 0, 7),
  ])
func words(marked: String, start: Int, end: Int) {
  #expect(line(marked).wordStart == start)
  #expect(line(marked).wordEnd == end)
}

@Test("pieces cut one after the other come back as one, and older ones in their turn")
func kills() {
  var ring = KillRing()
  ring.keep("old", isBefore: true, of: line("old|"), after: line("|"))
  ring.keep("three", isBefore: true, of: line("one two three|"), after: line("one two |"))
  ring.keep("two ", isBefore: true, of: line("one two |"), after: line("one |"))
  #expect(ring.newest == "two three")
  ring.noteBringingBack(at: 4..<13, of: line("one two three|"))
  #expect(ring.older(in: line("something else|"))?.text == nil)
  #expect(ring.older(in: line("one two three|"))?.text == "old")
}

@Test("every key has a name that people write, and none two commands")
func keyNames() {
  #expect(KeyName.names(of: ["^A", "\\e[H", "\\eOH"]) == ["Ctrl-A", "Home"])
  #expect(KeyName.name(of: "^X^E") == "Ctrl-X Ctrl-E")
  #expect(KeyName.name(of: "\\e^M") == "Alt-Enter")
  let keys = EditCommand.allCases.flatMap(\.keys)
  #expect(Set(keys).count == keys.count)
  let viKeys = EditCommand.allCases.flatMap(\.viCommandKeys)
  #expect(Set(viKeys).count == viKeys.count)
  for name in KeyName.names(of: keys) { #expect(!name.contains("\\"), "\(name)") }
}
