/// What a stretch of text is, where that is worth seeing.
enum Paint: CaseIterable, Hashable {
  case strong
  case faint
  case fault
  case secondary
  case advice
  /// What a picture draws.
  case accent
}

/// The colours of a terminal's text.
///
/// `auto` asks the terminal for its own, which its owner has chosen. `light` and `dark` are fixed
/// colours of the 256, each with a contrast of 4.5 to 1 at least on what they are named after. `mono`
/// has bold and dim alone.
///
/// Source: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3.
public enum Theme: String, CaseIterable, Hashable, Sendable {
  case auto
  case light
  case dark
  case mono
}

extension Theme {
  /// The SGR parameters (ECMA-48 §8.3.117) that turn a paint on; empty where it has none.
  func parameters(of paint: Paint) -> String {
    switch (self, paint) {
    case (_, .strong): return "1"
    case (.auto, .faint), (.mono, .faint): return "2"
    case (.mono, .fault): return "1"
    case (.mono, _): return ""
    case (.auto, .fault): return "1;31"
    case (.auto, .secondary): return "33"
    case (.auto, .advice): return "32"
    case (.auto, .accent): return "36"
    case (.light, _), (.dark, _):
      guard let index = paletteIndex(of: paint) else { return "" }
      return (paint == .fault ? "1;" : "") + "38;5;\(index)"
    }
  }

  /// The place of a paint among the 256 colours, whose looks no terminal changes above the first 16.
  private func paletteIndex(of paint: Paint) -> Int? {
    let isLight = self == .light
    return switch paint {
    case .strong: nil
    case .faint: isLight ? 241 : 247
    case .fault: isLight ? 160 : 210
    case .secondary: isLight ? 94 : 179
    case .advice: isLight ? 22 : 114
    case .accent: isLight ? 25 : 75
    }
  }

  /// Red, green and blue, 0 to 255, of a paint; nil where the terminal decides.
  func color(of paint: Paint) -> (red: Int, green: Int, blue: Int)? {
    guard self == .light || self == .dark, let index = paletteIndex(of: paint) else { return nil }
    if index >= 232 {
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
    let levels = [0, 95, 135, 175, 215, 255]
    let place = index - 16
    return (levels[place / 36], levels[place / 6 % 6], levels[place % 6])
  }
}
