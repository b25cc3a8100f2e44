/// The colours of drawings, on white and on near black; a test holds their contrast.
///
/// Source: Web Content Accessibility Guidelines 2.2: 4.5 to 1 for text, 3 to 1 for shapes.
enum SVGPalette {
  /// A colour as `#rrggbb`, by the ground it lies on.
  struct Colors {
    let ground: String
    let text: String
    let muted: String
    let rule: String
    let accent: String
    /// What is soft lies in it, with a dashed edge in `accent`.
    let soft: String
    let today: String
    /// From a little to the most there is, and the letters on each.
    let heat: [(fill: String, text: String)]
  }

  static let light = Colors(
    ground: "#ffffff", text: "#1c2024", muted: "#59626b", rule: "#d5dade", accent: "#0b5fae",
    soft: "#cfe2f5", today: "#b3261e",
    heat: [
      ("#dbe9f7", "#1c2024"), ("#a9cbec", "#1c2024"), ("#3876b5", "#ffffff"),
      ("#0b4f94", "#ffffff"),
    ])

  static let dark = Colors(
    ground: "#111418", text: "#e6eaee", muted: "#9aa4ae", rule: "#333a41", accent: "#6cb2f7",
    soft: "#1d3a57", today: "#ff8a80",
    heat: [
      ("#1b3147", "#e6eaee"), ("#25507c", "#ffffff"), ("#5c9fe0", "#0a0c0e"),
      ("#a8d3ff", "#0a0c0e"),
    ])

  /// Light, dark where the reader wants that, light again on paper.
  static var styleSheet: String {
    """
    .almanac{\(properties(light));max-width:100%;height:auto;\
    font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",\
    "DejaVu Sans",Arial,sans-serif}
    @media (prefers-color-scheme:dark){.almanac{\(properties(dark))}}
    @media print{.almanac{\(properties(light))}.almanac rect{print-color-adjust:exact;\
    -webkit-print-color-adjust:exact}}
    \(rules)
    """
  }

  private static func properties(_ colors: Colors) -> String {
    var parts = [
      "--ground:\(colors.ground)", "--text:\(colors.text)", "--muted:\(colors.muted)",
      "--rule:\(colors.rule)", "--accent:\(colors.accent)", "--soft:\(colors.soft)",
      "--today:\(colors.today)",
    ]
    for (index, heat) in colors.heat.enumerated() {
      parts.append("--h\(index + 1):\(heat.fill);--t\(index + 1):\(heat.text)")
    }
    return parts.joined(separator: ";")
  }

  private static let rules = """
    .almanac .ground{fill:var(--ground)}
    .almanac text{fill:var(--text)}
    .almanac .over{paint-order:stroke;stroke:var(--ground);stroke-width:4;stroke-linejoin:round}
    .almanac .maybe{fill:none;stroke:var(--accent);stroke-width:1;stroke-dasharray:2 2}
    .almanac .title{font-size:18px;font-weight:600}
    .almanac .small{font-size:13px;fill:var(--muted)}
    .almanac .value{font-size:13px}
    .almanac .head{font-weight:600}
    .almanac .rule{stroke:var(--rule);stroke-width:1}
    .almanac .axis{stroke:var(--muted);stroke-width:1}
    .almanac .track{fill:var(--rule);fill-opacity:.35}
    .almanac .sure{fill:var(--accent)}
    .almanac .soft{fill:var(--soft);stroke:var(--accent);stroke-width:1;stroke-dasharray:3 2}
    .almanac .now{stroke:var(--today);stroke-width:1.5}
    .almanac .nowtext{font-size:13px;fill:var(--today)}
    .almanac .branch{stroke:var(--muted);stroke-width:1;fill:none}
    .almanac .none{fill:none;stroke:var(--rule);stroke-width:1}
    .almanac .h1{fill:var(--h1)}.almanac .h2{fill:var(--h2)}
    .almanac .h3{fill:var(--h3)}.almanac .h4{fill:var(--h4)}
    .almanac .t1{fill:var(--t1)}.almanac .t2{fill:var(--t2)}
    .almanac .t3{fill:var(--t3)}.almanac .t4{fill:var(--t4)}
    .almanac .cell{font-size:13px}

    """
}
