internal import Almanac

/// The files that a script includes, while it is read: each once, and none inside itself.
struct Inclusion {
  typealias Reader = (String) throws(ShellError) -> String

  private let read: Reader
  /// The files that are being read, outermost first.
  private var chain: [String]
  private var seen: Set<String> = []

  /// - Parameter name: of the outermost script, nil at the prompt.
  init(_ read: @escaping Reader, from name: String?) {
    self.read = read
    chain = [name.map { Inclusion.path($0, besides: nil) } ?? "the prompt"]
  }

  /// The step that a statement is; nil for a file that was included before.
  ///
  /// - Parameter script: the name of the script that it stands in.
  mutating func step(
    _ parsed: ParsedStatement, _ text: String, at start: Int, of script: String?
  ) -> Script.Step? {
    guard parsed.diagnostics.isEmpty, case .include(let file)? = parsed.statement?.kind else {
      return Script.Step(kind: .statement(parsed), text: text, start: start)
    }
    let path = Inclusion.path(file.text, besides: script)
    if let place = chain.firstIndex(of: path) {
      return refused(parsed, text, start, circle(from: place, at: file))
    }
    guard seen.insert(path).inserted else { return nil }
    do throws(ShellError) {
      let content = try read(path)
      chain.append(path)
      defer { chain.removeLast() }
      return Script.Step(
        kind: .include(Script(content, name: path, &self)), text: text, start: start)
    } catch {
      let fault = Diagnostic(
        id: "N09", message: error.message, primary: Diagnostic.Label(range: file.range),
        notes: path == file.text || error == .forbidden ? [] : ["looked for: \(shown(path))"])
      return refused(parsed, text, start, fault)
    }
  }

  private func circle(from place: Int, at file: Name) -> Diagnostic {
    let files = chain[place...] + [chain[place]]
    return Diagnostic(
      id: "S24", message: "these files include each other without end",
      primary: Diagnostic.Label(range: file.range, text: "this closes the circle"),
      notes: [files.map { shown($0) }.joined(separator: " → ")])
  }

  private func refused(
    _ parsed: ParsedStatement, _ text: String, _ start: Int, _ fault: Diagnostic
  ) -> Script.Step {
    var parsed = parsed
    parsed.diagnostics = [fault]
    return Script.Step(kind: .statement(parsed), text: text, start: start)
  }

  /// A path as it is meant in a file of that name: relative to the file's folder.
  static func path(_ path: String, besides file: String?) -> String {
    var whole = path
    if !path.hasPrefix("/"), let file, let slash = file.lastIndex(of: "/") {
      whole = file[...slash] + path
    }
    var parts: [Substring] = []
    for part in whole.split(separator: "/") {
      switch part {
      case ".": continue
      case ".." where parts.last.map { $0 != ".." } == true: parts.removeLast()
      default: parts.append(part)
      }
    }
    return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
