public import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText

/// The line below an answer: `4 events of 312 · 2 maybe · 30 not stated (attendance) · 0.8 ms`.
///
/// What is zero is left out. It has no line end; it is broken between its parts where `width` says
/// so.
public func renderFooter(
  _ footer: Footer, rowCount: Int, elapsedNanoseconds: UInt64?, style: Style = .plain,
  width: Int? = nil
) -> String {
  var parts = [countText(rowCount, footer)]
  if footer.maybeCount > 0 { parts.append("\(grouped(footer.maybeCount)) maybe") }
  if footer.notStatedCount > 0 {
    let fields = footer.notStatedFields.map(\.onOneLine).joined(separator: ", ")
    parts.append(
      "\(grouped(footer.notStatedCount)) not stated" + (fields.isEmpty ? "" : " (\(fields))"))
  }
  parts += footer.remarks.map(\.onOneLine)
  if let elapsedNanoseconds { parts.append(durationText(nanoseconds: elapsedNanoseconds)) }

  let dot = style.isASCII ? " - " : " · "
  var lines: [String] = []
  for part in parts {
    if let line = lines.last,
      width.map({ displayWidth(line) + dot.count + displayWidth(part) <= $0 }) ?? true
    {
      lines[lines.count - 1] = line + dot + part
    } else {
      lines += width.map { part.wrapped(to: max(2, $0)) } ?? [part]
    }
  }
  return lines.map { style.paint($0, .faint) }.joined(separator: "\n")
}

/// `hint H3: 0 events, but 2 maybes: events where possibly attendance > 100`, without a line end.
///
/// What is too long for `width` is broken between words. The query never is, so that it can be copied:
/// it stands below where it does not fit behind the words.
public func renderHint(_ hint: Hint, style: Style = .plain, width: Int? = nil) -> String {
  let head = "hint \(hint.id):"
  let words = hint.text.onOneLine
  let query = hint.query.onOneLine
  let colon = query.isEmpty || words.hasSuffix(":") ? "" : ":"
  var lines = [head + " " + words + colon]
  if let width { lines = lines[0].wrapped(to: max(2, width), hanging: 2) }
  if lines[0].hasPrefix(head) {
    lines[0] = style.paint(head, .advice) + lines[0].dropFirst(head.count)
  }
  if !query.isEmpty {
    let whole = displayWidth(head + " " + words + colon + " " + query)
    if let width, whole > width {
      lines.append("  " + style.paint(query, .strong))
    } else {
      lines[lines.count - 1] += " " + style.paint(query, .strong)
    }
  }
  return lines.joined(separator: "\n")
}

/// What follows an answer of which only the first rows were printed: `… 1,234 more: .limit all`.
public func renderHidden(rowCount: Int, style: Style = .plain) -> String {
  style.paint("\(style.ellipsis) \(grouped(rowCount)) more: .limit all", .faint)
}

/// `4 events of 312`, `1 event`, `12 rows`.
private func countText(_ rowCount: Int, _ footer: Footer) -> String {
  guard let noun = footer.noun else {
    return "\(grouped(rowCount)) \(rowCount == 1 ? "row" : "rows")"
  }
  let count = "\(grouped(rowCount)) \(rowCount == 1 ? noun.word : noun.plural)"
  return footer.total.map { "\(count) of \(grouped($0))" } ?? count
}

/// A count as people read it: `1,234`.
func grouped(_ count: Int) -> String {
  var digits = Array(String(count.magnitude))
  var position = digits.count - 3
  while position > 0 {
    digits.insert(",", at: position)
    position -= 3
  }
  return (count < 0 ? "-" : "") + String(digits)
}

/// `<0.1 ms`, `0.8 ms`, `12.3 ms`, `123 ms`, `1.2 s`, `75 s`.
func durationText(nanoseconds: UInt64) -> String {
  func tenths(of unit: UInt64) -> String {
    let tenths = nanoseconds / (unit / 10)
    return "\(tenths / 10).\(tenths % 10)"
  }
  return switch nanoseconds {
  case ..<100_000: "<0.1 ms"
  case ..<100_000_000: tenths(of: 1_000_000) + " ms"
  case ..<1_000_000_000: "\(nanoseconds / 1_000_000) ms"
  case ..<10_000_000_000: tenths(of: 1_000_000_000) + " s"
  default: "\(nanoseconds / 1_000_000_000) s"
  }
}
