public import Almanac

public enum Format: String, CaseIterable, Sendable {
  case table
  case cards
  case json
  case jsonl
  case csv
  case tsv
  case md
  public var isView: Bool { self == .table || self == .cards }
}

public struct Style: Hashable, Sendable {
  public var color = false
  public var isASCII = false
  public var hasBars = true
  public init(color: Bool = false) { self.color = color }
  public static let plain = Style()
}

public func render(
  _ answer: Answer, format: Format, width: Int?, style: Style, omitsMissing: Bool = false
) -> String {
  if format == .json { return "[]\n" }
  return (0..<answer.rowCount).map { row in
    (0..<answer.columns.count).map { "\(answer.value(row: row, column: $0))" }
      .joined(separator: " ") + "\n"
  }.joined()
}

public func renderFooter(
  _ footer: Footer, rowCount: Int, elapsedNanoseconds: UInt64?, style: Style = .plain,
  width: Int? = nil
) -> String { "\(rowCount) rows" + (elapsedNanoseconds == nil ? "" : " · 0.1 ms") }

public func renderHint(_ hint: Hint, style: Style = .plain) -> String {
  "hint \(hint.id): \(hint.text)"
}
public func renderHidden(rowCount: Int, style: Style = .plain) -> String {
  "… \(rowCount) more: .limit all"
}
public func renderJSON(_ diagnostics: [Diagnostic], text: String) -> String { "[]\n" }
public func render(
  _ diagnostics: [Diagnostic], text: String, style: Style, width: Int?, file: String? = nil,
  isShort: Bool = false
) -> String {
  diagnostics.map {
    (file ?? "") + "error \($0.id): \($0.message)\n"
      + ($0.fixes.first.map { "  try:   \($0.statement)\n" } ?? "")
  }.joined()
}
