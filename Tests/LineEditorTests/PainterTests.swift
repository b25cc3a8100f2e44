import TestSupport
import Testing

@testable import LineEditor

private func frame(_ text: String, cursor: Int? = nil, columns: Int = 20, rows: Int = 6) -> Frame {
  let scene = Scene(
    prompt: "> ", continuationPrompt: ". ", text: text, cursor: cursor ?? text.utf8.count,
    size: ScreenSize(columns: columns, rows: rows))
  return Layout(scene, measure: testWidth).frame().frame
}

private func sent(_ first: String, then second: String, cursor: Int? = nil) -> String {
  var painter = Painter(theme: .colors)
  _ = painter.paint(frame(first))
  return String(decoding: painter.paint(frame(second, cursor: cursor)), as: UTF8.self)
}

@Test("a character typed at the end costs its own bytes")
func typing() {
  #expect(sent("even", then: "event") == "t")
  #expect(sent("中", then: "中国") == "国")
}

@Test("a cursor that moves costs one sequence, a frame that is the same nothing")
func moving() {
  #expect(sent("events", then: "events", cursor: 5) == "\u{8}")
  #expect(sent("events", then: "events", cursor: 0) == "\u{1B}[3G")
  #expect(sent("events", then: "events") == "")
}

@Test("a character deleted at the end is wiped")
func deleting() {
  #expect(sent("events", then: "event") == "\u{8}\u{1B}[K")
}

@Test("only what changed inside of a row is sent")
func changing() {
  #expect(sent("one two three", then: "one tWo three") == "\u{1B}[8GW\u{1B}[16G")
}

@Test("a row with a cluster of several scalars is painted from its start")
func riskyRows() {
  #expect(sent("e\u{301}", then: "e\u{301}x").hasPrefix("\r"))
}

@Test("after a resize the painter goes back over the rows that the terminal wrapped")
func erasing() {
  var painter = Painter(theme: .colors)
  _ = painter.paint(frame("123456789012345678901234567890"))
  // Rows of 20 and 12 cells on a screen 8 wide: three rows, then the second of the next.
  #expect(String(decoding: painter.erase(columns: 8), as: UTF8.self) == "\u{1B}[4A\r\u{1B}[J")
  _ = painter.paint(frame("12345"))
  #expect(String(decoding: painter.erase(columns: 40), as: UTF8.self) == "\r\u{1B}[J")
}

/// Pieces of text that are hard on a screen.
private let pieces = [
  "a", "events ", "中", "国科协", "e\u{301}", "👩‍👩‍👧", "\n", "\u{301}", "é", "\t", "Я", "x", " ",
  "0123456789",
]

/// A scene that follows from one by a random step.
private func step(_ scene: Scene, _ random: inout SeededGenerator) -> Scene {
  var scene = scene
  var text = Array(scene.text.unicodeScalars)
  let place = Int.random(in: 0...text.count, using: &random)
  switch Int.random(in: 0..<10, using: &random) {
  case 0..<5:
    text.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").unicodeScalars, at: place)
  case 5..<7:
    let end = min(text.count, place + Int.random(in: 0...12, using: &random))
    text.removeSubrange(place..<end)
  case 7:
    scene.below = (0..<Int.random(in: 0...3, using: &random)).map { index in
      var row = Row()
      row.add("  candidate \(index)", index == 1 ? .selected : .dim)
      return row
    }
  default: break
  }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: text)
  scene.text = String(view)
  let clusters = Clusters(scene.text, measure: testWidth)
  scene.cursor = clusters.boundary(
    atOrAfter: Int.random(in: 0...scene.text.utf8.count, using: &random))
  let end = Int.random(in: 0...scene.text.utf8.count, using: &random)
  scene.styles = [StyledRange(0..<(end / 2), .keyword), StyledRange((end / 2)..<end, .string)]
  return scene
}

@Test("painting the difference shows what painting afresh shows", arguments: 0..<64)
func differenceIsFresh(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  let columns = Int.random(in: 5...40, using: &random)
  let rows = Int.random(in: 4...12, using: &random)
  var screen = Screen(columns: columns, rows: rows)
  for _ in 0..<Int.random(in: 0..<rows, using: &random) { screen.feed(Array("*\r\n".utf8)) }
  var painter = Painter(theme: .colors)
  var scene = Scene(prompt: "a> ", continuationPrompt: ".> ")
  scene.size = ScreenSize(columns: columns, rows: rows)
  for _ in 0..<60 {
    scene = step(scene, &random)
    let (frame, top) = Layout(scene, measure: testWidth).frame()
    scene.top = top
    screen.feed(painter.paint(frame))

    var fresh = Screen(columns: columns, rows: rows)
    var freshPainter = Painter(theme: .colors)
    fresh.feed(freshPainter.paint(frame))
    let start = screen.row - frame.cursorRow
    #expect(start >= 0 && start + frame.rows.count <= rows)
    guard start >= 0 else { return }
    let shown = Array(screen.grid[start...].prefix(frame.rows.count))
    let isSame = shown == Array(fresh.grid.prefix(frame.rows.count))
    #expect(isSame, "\(scene.text.debugDescription): \(screen.lines), afresh \(fresh.lines)")
    #expect(screen.column == fresh.column && screen.column == frame.cursorColumn)
    #expect(screen.lines[..<start].allSatisfy { $0 == "*" })
    #expect(screen.lines[(start + frame.rows.count)...].allSatisfy { $0 == "" })
    #expect(screen.unknown == [] && fresh.unknown == [])
  }
}
