/// One page of HTML that needs nothing else: no font, no picture and no script from elsewhere, and a
/// rule in it that lets none in.
///
/// It is read by screen readers from top to bottom, printed in black on white, and dark where the
/// reader's screen is.
public struct HTMLPage {
  /// What the window and the first heading say.
  public var title: String
  /// BCP 47.
  public var language: String
  /// What comes below the heading: HTML, well-formed and escaped.
  public var body: String
  /// Rules of CSS behind those of every page.
  var moreStyle = ""
  /// What runs when the page is there.
  var script = ""

  /// A page of that title.
  public init(title: String, language: String, body: String) {
    self.title = title
    self.language = language
    self.body = body
  }

  /// The whole document.
  public var text: String {
    """
    <!DOCTYPE html>
    <html lang="\(htmlEscaped(language))">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; img-src data:; script-src 'unsafe-inline'">
    <meta name="generator" content="Almanac">
    <title>\(htmlEscaped(title))</title>
    <style>
    \(HTMLPage.style)\(moreStyle.isEmpty ? "" : "\n" + moreStyle)
    </style>
    </head>
    <body>
    <main>
    <h1>\(htmlEscaped(title))</h1>
    \(body)</main>
    \(script.isEmpty ? "" : "<script>\n\(script)\n</script>\n")</body>
    </html>

    """
  }

  /// Colours have a contrast of 7 to 1 at least (WCAG 2.2 §1.4.6), in both schemes.
  private static let style = """
    :root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --faint: #505050; \
    --line: #ccc; --band: #f4f4f2; --link: #0b3d91; }
    @media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #16181c; \
    --faint: #b8b8b8; --line: #444; --band: #1f2227; --link: #a8c7ff; } }
    body { margin: 0; background: var(--paper); color: var(--ink); \
    font: 1rem/1.5 system-ui, sans-serif; }
    main { max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
    h1 { font-size: 1.4rem; line-height: 1.3; }
    a { color: var(--link); }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    caption { text-align: left; color: var(--faint); padding: 0 0 .5rem; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .75rem; \
    border-bottom: 1px solid var(--line); }
    thead th { border-bottom: 2px solid var(--ink); white-space: nowrap; }
    tbody tr:nth-child(even) { background: var(--band); }
    .number { text-align: right; white-space: nowrap; }
    .vague { font-style: italic; }
    .missing, footer { color: var(--faint); }
    @media print { main { max-width: none; padding: 0; } thead { display: table-header-group; } \
    tr { break-inside: avoid; } }
    """
}

/// A text as HTML shows it: marks are escaped, lines end as lines, and no character drives the page's
/// writing direction or a terminal that it is printed on.
public func htmlEscaped(_ text: String) -> String {
  let shown = text.lines.map { String($0).onOneLine }.joined(separator: "\n")
  var escaped = ""
  for scalar in shown.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
