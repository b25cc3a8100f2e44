internal import AlmanacText

/// A drawing in the making: shapes with classes, which one style sheet paints for light, dark and paper.
///
/// It is one width, in units that are pixels when it is shown at its own size; letters are large enough
/// to be read when it is shown at 400 pixels, and everything grows together.
struct SVGCanvas {
  /// Units from edge to edge.
  static let width = 600.0
  /// Units of empty room at each edge.
  static let margin = 20.0
  /// Units of the letters of names, and of what is said in passing.
  static let textSize = 15.0
  static let smallSize = 13.0

  /// What a text begins, is centred on, or ends at.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  private var body = ""

  /// A rectangle that is never thinner than a hair, with what it is on hovering.
  mutating func rectangle(
    _ name: String, x: Double, y: Double, width: Double, height: Double, radius: Double = 0,
    title: String = ""
  ) {
    let round = radius > 0 ? " rx=\"\(short(min(radius, width / 2)))\"" : ""
    let shape =
      "<rect class=\"\(name)\" x=\"\(short(x))\" y=\"\(short(y))\""
      + " width=\"\(short(max(width, 0.1)))\" height=\"\(short(height))\"\(round)"
    body +=
      title.isEmpty ? shape + "/>\n" : shape + "><title>\(escapedForXML(title))</title></rect>\n"
  }

  mutating func line(_ name: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    body +=
      "<line class=\"\(name)\" x1=\"\(short(x1))\" y1=\"\(short(y1))\" x2=\"\(short(x2))\""
      + " y2=\"\(short(y2))\"/>\n"
  }

  /// A closed shape.
  mutating func polygon(_ name: String, _ points: [(x: Double, y: Double)], title: String = "") {
    let path = points.map { short($0.x) + "," + short($0.y) }.joined(separator: " ")
    let shape = "<polygon class=\"\(name)\" points=\"\(path)\""
    body +=
      title.isEmpty ? shape + "/>\n" : shape + "><title>\(escapedForXML(title))</title></polygon>\n"
  }

  /// Words on one line, by their base line.
  mutating func text(
    _ name: String, _ words: String, x: Double, y: Double, anchor: Anchor = .start
  ) {
    let end = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    body +=
      "<text class=\"\(name)\" x=\"\(short(x))\" y=\"\(short(y))\"\(end)>\(escapedForXML(words))</text>\n"
  }

  /// Words in as many lines as they need.
  ///
  /// - Returns: the base line below the last.
  mutating func paragraph(
    _ name: String, _ words: String, x: Double, y: Double, width: Double, size: Double
  ) -> Double {
    var y = y
    for line in broken(words, width: width, size: size) {
      text(name, line, x: x, y: y)
      y += size * 1.35
    }
    return y
  }

  /// The whole document.
  ///
  /// - Parameter id: what its parts are called by, so that several may stand on a page.
  func document(title: String, description: String, height: Double, id: String) -> String {
    let size = "0 0 \(short(SVGCanvas.width)) \(short(height))"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="almanac" viewBox="\(size)" \
      width="\(short(SVGCanvas.width))" height="\(short(height))" role="img" \
      aria-labelledby="\(id)-title \(id)-desc" font-size="\(short(SVGCanvas.textSize))">
      <title id="\(id)-title">\(escapedForXML(title))</title>
      <desc id="\(id)-desc">\(escapedForXML(description))</desc>
      <style>
      \(SVGPalette.styleSheet)</style>
      <rect class="ground" width="100%" height="100%"/>
      \(body)</svg>

      """
  }
}

/// A number with two decimals at most and no zeros at its end.
func short(_ number: Double) -> String {
  let hundredths = Int((number * 100).rounded())
  let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  var text = (hundredths < 0 ? "-" : "") + String(whole)
  guard rest > 0 else { return text }
  text += "." + (rest < 10 ? "0" : "") + String(rest)
  return text.hasSuffix("0") ? String(text.dropLast()) : text
}

/// The text where markup may stand: `&lt;` for `<`. What XML forbids is shown, as in a terminal.
func escapedForXML(_ text: String) -> String {
  var result = ""
  for character in text.onOneLine.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

/// About how many units a text takes in a sans-serif font: a little more rather than less, for nobody
/// knows which font there is.
func textWidth(_ text: String, size: Double) -> Double {
  var width = 0.0
  for character in text {
    let cells = displayWidth(of: character)
    if cells > 1 {
      width += 1.02 * Double(cells) / 2
    } else if cells == 1 {
      switch character {
      case "i", "j", "l", "I", "t", "f", "r", ".", ",", ":", ";", "'", "’", "|", " ", "(", ")", "-",
        "/":
        width += 0.37
      case "m", "w", "M", "W", "—", "…", "@", "%", "Ж", "Ш", "Щ", "Ю", "ж", "ш", "щ", "ю", "м":
        width += 0.92
      case "A"..."Z", "А"..."Я": width += 0.72
      default: width += 0.6
      }
    }
  }
  return width * size
}

/// The text in lines that fit, broken between words, or within one that is too long, and before a wide
/// letter.
func broken(_ text: String, width: Double, size: Double) -> [String] {
  guard textWidth(text, size: size) > width else { return [text] }
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    let joined = line.isEmpty ? String(word) : line + " " + word
    if textWidth(joined, size: size) <= width {
      line = joined
      continue
    }
    if textWidth(String(word), size: size) <= width {
      lines.append(line)
      line = String(word)
      continue
    }
    var rest = line.isEmpty ? "" : line + " "
    for character in word {
      if textWidth(rest + String(character), size: size) > width {
        lines.append(rest)
        rest = ""
      }
      rest.append(character)
    }
    line = rest
  }
  if !line.isEmpty { lines.append(line) }
  return lines.filter { !$0.isEmpty }
}
