internal import AlmanacText

/// A recorded session as one document: what was said, in its order, and a script that asks all of it
/// again. It names no path, host or time of the machine.
public struct RecordedPage {
  /// The parts, each as ``RecordedPart/markdown`` or ``RecordedPart/html(id:)`` has it.
  public var parts: [String]
  /// A script that `almanac run` does.
  public var script: String
  /// BCP 47, of the names that are shown.
  public var language: String

  /// A document of these parts.
  public init(parts: [String], script: String, language: String) {
    self.parts = parts
    self.script = script
    self.language = language
  }

  private static let title = "A session with Almanac"

  /// The document as Markdown.
  public var markdown: String {
    "# \(RecordedPage.title)\n\n" + parts.joined()
      + (script.isEmpty ? "" : "## The script\n\n" + RecordedPart.input(script).markdown)
  }

  /// The document as one page of HTML that fetches nothing: a rule in it forbids that too. A click on
  /// the head of a column sorts by it.
  public var html: String {
    var body = parts.joined()
    if !script.isEmpty {
      body += """
        <section>
        <h2>The script</h2>
        <p>It asks all of this again: <a download="session.alm" \
        href="data:text/plain;charset=utf-8,\(percentEncoded(script))">session.alm</a></p>
        <pre class="script"><code>\(htmlEscaped(script))</code></pre>
        </section>

        """
    }
    var page = HTMLPage(title: RecordedPage.title, language: language, body: body)
    page.moreStyle = RecordedPage.style
    page.script = RecordedPage.sorting
    return page.text
  }

  private static let style = """
    pre { background: var(--band); padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap; \
    overflow-wrap: anywhere; font: .9rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
    pre.input { border-left: 4px solid var(--link); margin-top: 2rem; }
    pre.fault { border-left: 4px solid #b3261e; }
    figure { margin: 1rem 0; max-width: 40rem; }
    .message { color: var(--faint); font-size: .9rem; }
    th button { all: unset; cursor: pointer; font-weight: inherit; }
    th button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    th[aria-sort=ascending] button::after { content: " ▲"; }
    th[aria-sort=descending] button::after { content: " ▼"; }
    @media print { pre { white-space: pre-wrap; } figure { break-inside: avoid; } }
    """

  /// Numbers by their size, whatever sign is before them, texts as the reader's language has them,
  /// what is missing last either way; rows that are alike stay as they were.
  private static let sorting = """
    for (const table of document.querySelectorAll("table")) {
      const heads = [...table.tHead.rows[0].cells];
      heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        head.replaceChildren(button);
        button.addEventListener("click", () => {
          const isDown = head.getAttribute("aria-sort") === "ascending";
          heads.forEach(other => other.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
          const isNumber = head.classList.contains("number");
          const key = row => {
            const text = row.cells[column].textContent.trim();
            if (text === "" || text === "—") return null;
            return isNumber ? parseFloat(text.replace(/^[^0-9.-]+/, "").replace(/,/g, "")) : text;
          };
          const rows = [...table.tBodies[0].rows].map(row => ({ row, key: key(row) }));
          rows.sort((a, b) => {
            if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
            const order = isNumber ? a.key - b.key
              : a.key.localeCompare(b.key, document.documentElement.lang, { numeric: true });
            return isDown ? -order : order;
          });
          table.tBodies[0].append(...rows.map(each => each.row));
        });
      });
    }
    """
}
