import Almanac
import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The statements that the golden file draws.
private let statements = [
  "events draw timeline", "events draw calendar", "events draw tree",
  "events show name, attendance draw bars", "events count by kind draw bars",
]

private let widths = [20, 33, 40, 56, 80, 100, 200, 400]

@Test("pictures are as the golden file has them")
func pictures() throws {
  try Golden("pictures.txt").check { request, statement in
    do {
      var words = request.split(separator: " ").map(String.init)
      let width = words.compactMap(Int.init).first
      let language = words.removeFirst()
      let (answer, view) = try pictureAnswer(statement, language: language)
      let style = Style(color: words.contains("color"), isASCII: words.contains("ascii"))
      let picture = try Picture(answer, as: view, today: today)
      return pictured(renderText(picture, width: width, style: style))
    } catch {
      return "\(error)"
    }
  }
}

@Test("no line of a picture is wider than the terminal, in any script", arguments: statements)
func pictureWidths(statement: String) throws {
  for language in ["en", "zh", "ru", "fr"] {
    let (answer, view) = try pictureAnswer(statement, language: language)
    let picture = try Picture(answer, as: view, today: today)
    for width in widths {
      for isASCII in [false, true] {
        let plain = renderText(picture, width: width, style: Style(isASCII: isASCII))
        for line in plain.split(separator: "\n") {
          #expect(displayWidth(line) <= width, "\(language) \(width): \(line)")
          #expect(line.last != " ", "a space at the end of \(line)")
        }
        let painted = renderText(picture, width: width, style: Style(color: true, isASCII: isASCII))
        #expect(stripped(painted) == plain)
        #expect(driving(plain).isEmpty)
      }
    }
  }
}

@Test("a picture of ASCII has no letter beyond it but those of names")
func asciiPictures() throws {
  for statement in statements {
    let (answer, view) = try pictureAnswer(statement)
    let picture = try Picture(answer, as: view, today: today)
    let text = renderText(picture, width: 80, style: Style(isASCII: true))
    #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
  }
}

@Test("random rows are drawn or refused, never too wide, and never obeyed", arguments: 0..<64)
func randomPictures(seed: UInt64) {
  let answer = randomAnswer(seed: seed)
  for view in [View.timeline, .calendar, .bars, .tree] {
    guard let picture = try? Picture(answer, as: view, today: today) else { continue }
    for width in widths {
      let text = renderText(picture, width: width, style: .plain)
      for line in text.split(separator: "\n") {
        #expect(displayWidth(line) <= width, "\(view) \(width): \(line)")
      }
      #expect(driving(text).isEmpty)
    }
    #expect(driving(renderSVG(picture)).isEmpty)
  }
}

@Test("what can't be drawn says why")
func refusals() throws {
  for (statement, refusal) in [
    ("events where when is missing draw timeline", PictureRefusal.noDates),
    ("events count by kind draw calendar", .noDates), ("events draw bars", .noNumbers),
    ("events count by kind draw tree", .noTree), ("events draw cards", .isNone),
  ] {
    let (answer, view) = try pictureAnswer(statement)
    #expect(throws: refusal) { try Picture(answer, as: view, today: today) }
  }
}

@Test("a limit hides lines from the end and says how many; a calendar counts all")
func limits() throws {
  for (statement, hidden) in zip(statements, [5, 0, 6, 4, 0]) {
    let (answer, view) = try pictureAnswer(statement)
    var picture = try Picture(answer, as: view, today: today)
    #expect(picture.limit(to: 2) == hidden, "\(statement)")
    #expect(picture.limit(to: 2) == 0)
  }
}

@Test("an axis has marks that fit, from minutes to millennia", arguments: 0..<200)
func axes(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let first = Int.random(in: -9_000 * 365...9_000 * 365, using: &generator)
  let length = 1 << Int.random(in: 0...22, using: &generator)
  let last = min(first + length, 9_990 * 365)
  let days = [first, last].map { Day(number: Int32($0 - 1970 * 365)).text }
  let date = try readDate(days.joined(separator: "/"))
  let answer = Answer(
    columns: [
      Answer.Column(name: "name", isNumber: false), Answer.Column(name: "when", isNumber: false),
    ], rows: [[.text("x"), .date(date)], [.text("y"), .date(date)]])
  let picture = try Picture(answer, as: .timeline, today: nil)
  for width in [40, 80, 200] {
    let text = renderText(picture, width: width, style: .plain)
    let ticks = text.filter { $0 == "┬" }.count
    #expect(ticks >= 1 && ticks <= width / 6, "\(days) \(width): \(ticks)\n\(text)")
  }
}

@Suite("Drawings")
struct DrawingTests {
  @Test("a drawing is well-formed XML that fetches nothing and speaks to those who see nothing")
  func wellFormed() throws {
    for statement in statements {
      for language in ["en", "zh", "ru", "fr"] {
        let (answer, view) = try pictureAnswer(statement, language: language)
        let svg = renderSVG(try Picture(answer, as: view, today: today), title: "a < b & \"c\"")
        let parser = XMLParser(data: Data(svg.utf8))
        let reader = ElementReader()
        parser.delegate = reader
        #expect(
          parser.parse(), "\(statement) \(language): \(String(describing: parser.parserError))")
        let root = try #require(reader.elements.first)
        #expect(root.name == "svg" && root.attributes["role"] == "img")
        #expect(root.attributes["viewBox"]?.hasPrefix("0 0 600 ") == true)
        let labels = root.attributes["aria-labelledby"]?.split(separator: " ").map(String.init)
        let ids = reader.elements.compactMap { $0.attributes["id"] }
        #expect(labels == ids)
        #expect(reader.texts["desc"]?.isEmpty == false && reader.texts["title"] != nil)
        for word in ["http:", "https:", "url(", "@import", "<script", "href", "xlink"] {
          #expect(
            !svg.replacing("http://www.w3.org/2000/svg", with: "").contains(word), "\(word)")
        }
        #expect(svg.contains("prefers-color-scheme:dark") && svg.contains("@media print"))
      }
    }
  }

  @Test("bars and stretches of time are on a true scale")
  func trueScale() throws {
    let (answer, view) = try pictureAnswer("events where kind = session count by name draw bars")
    #expect(view == .bars && answer.rowCount > 0)
    let numbers = Answer(
      columns: [
        Answer.Column(name: "name", isNumber: false), Answer.Column(name: "n", isNumber: true),
      ], rows: [[.text("a"), number(10)], [.text("b"), number(5)], [.text("c"), number(1)]])
    let bars = try shapes("sure", of: Picture(numbers, as: .bars, today: nil))
    #expect(bars.map(\.width) == [560, 280, 56])
    let dates = Answer(
      columns: [
        Answer.Column(name: "name", isNumber: false), Answer.Column(name: "when", isNumber: false),
      ],
      rows: [
        [.text("a"), try date("2023-01-01/2023-01-10")],
        [.text("b"), try date("2023-01-06/2023-01-10")],
        [.text("c"), try date("2023-01-01")],
      ])
    let spans = try shapes("sure", of: Picture(dates, as: .timeline, today: nil))
    #expect(spans.prefix(3).map(\.width) == [560, 280, 56])
    #expect(spans.prefix(3).map(\.x) == [20, 300, 20])
  }

  @Test("what goes beyond the widest scale stays inside the drawing")
  func inside() throws {
    for statement in statements {
      let (answer, view) = try pictureAnswer(statement)
      let svg = renderSVG(try Picture(answer, as: view, today: today))
      let reader = ElementReader()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = reader
      #expect(parser.parse())
      for element in reader.elements where element.name == "rect" {
        guard let x = element.attributes["x"].flatMap({ Double($0) }),
          let width = element.attributes["width"].flatMap({ Double($0) })
        else { continue }
        #expect(x >= 0 && x + width <= 600)
      }
    }
  }

  private func shapes(
    _ name: String, of picture: Picture
  ) throws -> [(x: Double, width: Double)] {
    let reader = ElementReader()
    let parser = XMLParser(data: Data(renderSVG(picture).utf8))
    parser.delegate = reader
    #expect(parser.parse())
    return reader.elements.filter { $0.attributes["class"] == name }.compactMap { element in
      guard let x = element.attributes["x"].flatMap({ Double($0) }),
        let width = element.attributes["width"].flatMap({ Double($0) })
      else { return nil }
      return (x, width)
    }
  }
}

/// The elements of a document, in their order.
private final class ElementReader: NSObject, XMLParserDelegate {
  var elements: [(name: String, attributes: [String: String])] = []
  /// The first text of each kind of element.
  var texts: [String: String] = [:]
  private var current = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append((name, attributes))
    current = name
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    texts[current, default: ""] += text
  }
}
