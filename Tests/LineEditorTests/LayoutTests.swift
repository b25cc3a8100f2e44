import Testing

@testable import LineEditor

/// The rows of a layout as text, `|` before the cell of the cursor.
private func picture(_ scene: Scene) -> [String] {
  let frame = Layout(scene, measure: testWidth).frame().frame
  return frame.rows.enumerated().map { index, row in
    var text = ""
    var column = 0
    for cell in row.cells {
      if index == frame.cursorRow && column == frame.cursorColumn { text += "|" }
      text += cell.cluster
      column += cell.width
    }
    if index == frame.cursorRow && column <= frame.cursorColumn { text += "|" }
    return text
  }
}

private func scene(
  _ text: String, cursor: Int? = nil, columns: Int = 12, rows: Int = 8, top: Int = 0,
  below: [String] = []
) -> Scene {
  Scene(
    prompt: "a> ", continuationPrompt: ".> ", text: text, cursor: cursor ?? text.utf8.count,
    below: below.map { text in
      var row = Row()
      row.add(text, .plain)
      return row
    }, size: ScreenSize(columns: columns, rows: rows), top: top)
}

@Test(
  "a text is laid out in rows, with the cursor where the next character goes",
  arguments: [
    ("", ["a> |"]),
    ("events", ["a> events|"]),
    ("123456789", ["a> 123456789", "|"]),
    ("1234567890", ["a> 123456789", "0|"]),
    ("中国科协会", ["a> 中国科协", "会|"]),
    ("1中国科协", ["a> 1中国科协", "|"]),
    ("e\u{301}x", ["a> e\u{301}x|"]),
    ("\u{301}x", ["a> \u{25CC}\u{301}x|"]),
    ("👩‍👩‍👧z", ["a> 👩‍👩‍👧z|"]),
    ("one\ntwo", ["a> one", ".> two|"]),
    ("one\n", ["a> one", ".> |"]),
    ("123456789\nx", ["a> 123456789", ".> x|"]),
    ("a\tb", ["a> a^Ib|"]),
    ("a\u{1B}[2Jb", ["a> a^[[2Jb|"]),
    ("a\u{202E}b", ["a> a<202E>b|"]),
    ("a\u{85}b", ["a> a<85>b|"]),
  ])
func textInRows(text: String, expected: [String]) {
  #expect(picture(scene(text)) == expected)
}

@Test("the cursor on the end of a full row stays on that row's last cell")
func cursorOnFullRow() {
  #expect(picture(scene("123456789\nx", cursor: 9)) == ["a> 12345678|9", ".> x"])
}

@Test("the cursor before a wide character that wraps is on the new row")
func cursorBeforeWrap() {
  #expect(picture(scene("12345678中", cursor: 8)) == ["a> 12345678", "|中"])
}

@Test("a text taller than the screen is seen through a window that follows the cursor")
func window() {
  let text = (1...9).map(String.init).joined(separator: "\n")
  #expect(picture(scene(text, rows: 3)) == [".> 7", ".> 8", ".> 9|"])
  #expect(picture(scene(text, cursor: 0, rows: 3, top: 6)) == ["a> |1", ".> 2", ".> 3"])
  #expect(picture(scene(text, cursor: 10, rows: 3, top: 4)) == [".> 5", ".> |6", ".> 7"])
  #expect(
    picture(scene(text, rows: 3, below: ["menu", "more"])) == [".> 9|", "menu", "more"])
}

@Test("styles colour the bytes they name, and no others")
func styles() {
  var scene = scene("by 中国")
  scene.styles = [StyledRange(0..<2, .keyword), StyledRange(3..<9, .name)]
  let row = Layout(scene, measure: testWidth).frame().frame.rows[0]
  #expect(
    row.cells.map(\.style) == [.prompt, .prompt, .prompt, .keyword, .keyword, .plain, .name, .name])
}

@Test("a range laid over others cuts what it covers")
func overlay() {
  let ranges = [StyledRange(0..<6, .keyword), StyledRange(7..<9, .name)]
  #expect(
    ranges.overlaid(StyledRange(2..<4, .match)) == [
      StyledRange(0..<2, .keyword), StyledRange(2..<4, .match), StyledRange(4..<6, .keyword),
      StyledRange(7..<9, .name),
    ])
}

@Test("a menu takes a third of the screen, says how many are left, and shows the chosen row")
func menuRows() {
  let candidates = (1...20).map { Candidate(insert: "n\($0)", detail: "\($0) events") }
  let completions = Completions(replaceRange: 0..<1, candidates: candidates, total: 32)
  var menu = Menu(completions, line: Line(text: "n", cursor: 1))
  let size = ScreenSize(columns: 30, rows: 12)
  func texts() -> [String] {
    menu.rows(size: size, measure: testWidth).map { $0.cells.map(\.cluster).joined() }
  }
  #expect(
    texts() == [
      "  n1  1 events", "  n2  2 events", "  n3  3 events",
      "  … 29 more, keep typing",
    ])
  #expect(menu.cycle(forward: false) == "n20")
  #expect(texts().map { $0.prefix(5) } == ["  n18", "  n19", "  n20", "  … 2"])
  #expect(menu.replacedRange == 0..<3)
  #expect(menu.cycle(forward: true) == "n1")
}

@Test("a row that is too long is cut by an ellipsis within the screen")
func cutRows() {
  let candidate = Candidate(
    insert: "中国科学技术协会", detail: "organization, China Association for Science")
  let menu = Menu(
    Completions(replaceRange: 0..<0, candidates: [candidate, candidate]), line: Line())
  let rows = menu.rows(size: ScreenSize(columns: 30, rows: 24), measure: testWidth)
  #expect(rows.allSatisfy { $0.width < 30 })
  #expect(
    rows[0].cells.map(\.cluster).joined() == "  中国科学技术… organization…"
      || rows[0].cells.contains { $0.cluster == "…" })
}

@Test("the common prefix is cut between characters, not inside of one")
func commonPrefix() {
  func prefix(_ texts: [String]) -> String {
    Completions(replaceRange: 0..<0, candidates: texts.map { Candidate(insert: $0) }).commonPrefix
  }
  #expect(prefix(["China", "Chile"]) == "Chi")
  #expect(prefix(["e\u{301}a", "ea"]) == "")
  #expect(prefix(["中国科协", "中国科技馆"]) == "中国科")
}
