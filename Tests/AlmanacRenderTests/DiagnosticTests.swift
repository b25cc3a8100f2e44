import Almanac
import Foundation
import TestSupport
import Testing

/// A fault as a line of words asks for it: `N02 40 color file short`, `N02 json`.
private func rendered(_ request: String, _ marked: String) -> String {
  let words = request.split(separator: " ").map(String.init)
  let text = MarkedText(marked)
  guard let id = words.first, let wording = wordings[id] else { return "no such sample" }
  let diagnostic = wording.diagnostic(id, at: text)
  if words.contains("json") { return pictured(renderJSON([diagnostic], text: text.text)) }
  let style = Style(color: words.contains("color"), isASCII: words.contains("ascii"))
  return pictured(
    render(
      [diagnostic], text: text.text, style: style, width: words.lazy.compactMap { Int($0) }.first,
      file: words.contains("file") ? "scripts/morning.alm" : nil,
      isShort: words.contains("short")))
}

@Test("the errors of the language's manual are rendered as they are printed there")
func manualErrors() throws {
  let golden = try Golden("manual-errors.txt")
  #expect(golden.cases.count == 21)
  try golden.check { id, marked in rendered(id, marked) }
}

@Test("faults are laid out as their golden file has them")
func layouts() throws {
  try Golden("diagnostics.txt").check { request, marked in rendered(request, marked) }
}

@Test("several faults have an empty line between them, short ones none")
func severalFaults() {
  let text = MarkedText("events in ⟦2023..2021⟧")
  let faults = ["V02", "S01"].compactMap { wordings[$0]?.diagnostic($0, at: text) }
  let long = render(faults, text: text.text, style: .plain, width: 80)
  #expect(long.contains("try:   events in 2021..2023\n\nerror S01: "))
  let short = render(faults, text: text.text, style: .plain, width: 80, isShort: true)
  #expect(
    short == """
      error V02: this range runs backwards
        try:   events in 2021..2023
      error S01: there is no last query to refine yet
        try:   events where organizer = CAST

      """)
  #expect(render([], text: "", style: .plain, width: 80) == "")
  #expect(renderJSON([], text: "") == "[]\n")
}

@Test("no place in any text traps, and the caret stands under its cause", arguments: 0..<128)
func anyPlace(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let text = randomText(upTo: 30, using: &generator)
  func range() -> TextRange {
    let start = Int.random(in: -2...text.utf8.count + 3, using: &generator)
    return TextRange(start, start + Int.random(in: -1...20, using: &generator))
  }
  var diagnostic = Diagnostic(
    id: "X01", message: randomText(upTo: 12, using: &generator),
    primary: Diagnostic.Label(range: range(), text: randomText(upTo: 3, using: &generator)),
    notes: [randomText(upTo: 20, using: &generator)], fixes: [Diagnostic.Fix("events")])
  if Bool.random(using: &generator) {
    diagnostic.secondary = Diagnostic.Label(
      range: range(), text: randomText(upTo: 3, using: &generator))
  }
  for width in [20, 33, 80, nil] {
    let plain = render([diagnostic], text: text, style: .plain, width: width, file: "a.alm")
    let painted = render(
      [diagnostic], text: text, style: Style(color: true), width: width, file: "a.alm")
    #expect(stripped(painted) == plain)
    #expect(driving(plain).isEmpty)
    for line in plain.split(separator: "\n") {
      #expect(displayWidth(line) <= width ?? .max, "\(width ?? 0): \(line)")
    }
  }
  let json = renderJSON([diagnostic], text: text)
  #expect(driving(json).isEmpty)
  let array = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [Any])
  let object = try #require(array.first as? [String: Any])
  #expect(object["message"] as? String == diagnostic.message)
}

@Test("carets stand below the cells of their cause in any script", arguments: 0..<64)
func caretsLineUp(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let words = ["events", "科学", "грамотность", "Confe\u{301}rence", "👩‍🔬", "🇨🇳", "ＡＩ", "—", "ế", "a"]
  func some() -> String {
    (0..<Int.random(in: 0...5, using: &generator))
      .map { _ in (words.randomElement(using: &generator) ?? "") + " " }.joined()
  }
  let (before, after) = (some(), some())
  let cause = words.randomElement(using: &generator) ?? ""
  let text = before + cause + " " + after
  let range = TextRange(before.utf8.count, before.utf8.count + cause.utf8.count)
  let diagnostic = Diagnostic(
    id: "X01", message: "m", primary: Diagnostic.Label(range: range))
  let lines = render([diagnostic], text: text, style: .plain, width: nil).split(separator: "\n")
  try #require(lines.count == 3)
  let carets = 2 + displayWidth(before)..<2 + displayWidth(before) + displayWidth(cause)
  for (cell, mark) in lines[2].enumerated() {
    #expect(mark == (carets.contains(cell) ? "^" : " "))
  }
  #expect(lines[2].count == carets.upperBound)
}

@Test("JSON holds the code, the span, the message and the fixes")
func jsonObject() throws {
  let text = MarkedText("events\n  where organizer = ⟦中国科携⟧")
  let fault = try #require(wordings["N02-cjk"]?.diagnostic("N02", at: text))
  let json = renderJSON([fault], text: text.text)
  let array = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
  let object = try #require(array?.first)
  #expect(object["code"] as? String == "N02")
  #expect(object["message"] as? String == fault.message)
  #expect(
    object["span"] as? [String: Int] == ["start": 27, "end": 39, "line": 2, "column": 21])
  #expect(object["fixes"] as? [[String: String]] == [["statement": fault.fixes[0].statement]])
}
