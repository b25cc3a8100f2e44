import Testing

@testable import AlmanacRender

/// The contrast of two colours, from 1 to 21.
///
/// Source: Web Content Accessibility Guidelines 2.2, definitions of contrast ratio and of relative
/// luminance.
private func contrast(_ left: (Int, Int, Int), _ right: (Int, Int, Int)) -> Double {
  func luminance(_ color: (Int, Int, Int)) -> Double {
    func linear(_ channel: Int) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
    return 0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
  }
  let (first, second) = (luminance(left), luminance(right))
  return (max(first, second) + 0.05) / (min(first, second) + 0.05)
}

/// A number to the power of 2.4.
private func power(_ base: Double) -> Double {
  // base^2 times the fifth root of base^2, by Newton's method.
  let square = base * base
  var root = 1.0
  for _ in 0..<60 {
    root -= (root * root * root * root * root - square) / (5 * root * root * root * root)
  }
  return square * root
}

private func color(_ hex: String) -> (Int, Int, Int) {
  let value = Int(hex.dropFirst(), radix: 16) ?? 0
  return (value >> 16, value >> 8 & 255, value & 255)
}

@Test("the measure of contrast is that of the guidelines")
func contrastIsMeasured() {
  #expect(abs(contrast((0, 0, 0), (255, 255, 255)) - 21) < 0.01)
  #expect(abs(contrast(color("#767676"), (255, 255, 255)) - 4.54) < 0.01)
}

@Test(
  "a theme can be read on every ground that it is for",
  arguments: [
    (Theme.light, ["#ffffff", "#fafafa", "#fdf6e3", "#f2f2f2"]),
    (.dark, ["#000000", "#1e1e1e", "#002b36", "#282a36"]),
  ])
func themes(theme: Theme, grounds: [String]) throws {
  for paint in Paint.allCases where paint != .strong {
    let paintColor = try #require(theme.color(of: paint))
    for ground in grounds {
      let ratio = contrast((paintColor.red, paintColor.green, paintColor.blue), color(ground))
      #expect(ratio >= 4.5, "\(theme) \(paint) on \(ground): \(ratio)")
    }
  }
}

@Test("a theme without colours has none, and the terminal's own are its first eight")
func plainThemes() {
  for paint in Paint.allCases {
    #expect(!Theme.mono.parameters(of: paint).contains("3"))
    #expect(Theme.auto.parameters(of: paint).split(separator: ";").allSatisfy { $0.count < 3 })
    #expect(Theme.auto.color(of: paint) == nil && Theme.mono.color(of: paint) == nil)
  }
  #expect(Style(color: true, theme: .mono).paint("x", .accent) == "x")
}

@Test("drawings can be read, light and dark", arguments: [true, false])
func drawings(isLight: Bool) {
  let colors = isLight ? SVGPalette.light : SVGPalette.dark
  let ground = color(colors.ground)
  for (name, text) in [("text", colors.text), ("muted", colors.muted), ("today", colors.today)] {
    #expect(contrast(color(text), ground) >= 4.5, "\(name)")
  }
  #expect(contrast(color(colors.accent), ground) >= 3)
  for (index, heat) in colors.heat.enumerated() {
    #expect(contrast(color(heat.fill), color(heat.text)) >= 4.5, "heat \(index)")
    if index > 0 {
      let before = color(colors.heat[index - 1].fill)
      #expect(
        contrast(color(heat.fill), before) >= 1.2, "heat \(index) can be told from the one before")
    }
  }
}
