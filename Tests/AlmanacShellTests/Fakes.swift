import Almanac

@testable import AlmanacShell

/// What a fake catalog does with a statement.
enum FakeAnswer {
  case rows(Int)
  case hint(String)
  case fault(fix: String?)
  case failedAssertion
}

/// Counts what was asked. A class, because a session keeps a copy of its surroundings.
final class Journal {
  var asked: [String] = []
  var loaded: [DataChoice] = []
  /// What was written, by path.
  var files: [String: String] = [:]
}

/// A session over an empty store, whose answers are made by a rule: no engine, no terminal.
func fakeSession(
  journal: Journal = Journal(), isInteractive: Bool = true, files: [String: String] = [:],
  rule: @escaping (String) -> FakeAnswer = { _ in .rows(1) }
) -> Session {
  let empty = Loading(
    catalog: Catalog(store: StoreBuilder().finish().store), choice: DataChoice())
  var surroundings = Surroundings.process
  surroundings.run = { (_, parsed, text, _) throws(QueryError) in
    journal.asked.append(text)
    switch rule(text) {
    case .rows(let count): return outcome(answer(rowCount: count), of: parsed)
    case .hint(let id):
      var answer = answer(rowCount: 1)
      answer.hints = [Hint(id: id, text: "worth knowing")]
      return outcome(answer, of: parsed)
    case .fault(let fix):
      throw QueryError([
        Diagnostic(
          id: "N02", message: "no organization is called that",
          primary: Diagnostic.Label(range: TextRange(0, min(6, text.utf8.count))),
          fixes: fix.map { [Diagnostic.Fix($0)] } ?? [])
      ])
    case .failedAssertion:
      throw QueryError([
        Diagnostic(
          id: "A01", message: "assertion is no, not yes",
          primary: Diagnostic.Label(range: TextRange(0, 6)))
      ])
    }
  }
  surroundings.load = { (choice) throws(ShellError) in
    journal.loaded.append(choice)
    if choice.files.contains("missing.csv") {
      throw .unreadable(path: "missing.csv", reason: "No such file or directory")
    }
    return Loading(catalog: empty.catalog, choice: choice)
  }
  surroundings.readText = { (path) throws(ShellError) in
    guard let text = journal.files[path] ?? files[path] else {
      throw .unreadable(path: path, reason: "No such file or directory")
    }
    return text
  }
  surroundings.isThere = { journal.files[$0] != nil || files[$0] != nil }
  surroundings.folder = { "/home/" }
  surroundings.writeText = { (text, path, mayReplace) throws(ShellError) in
    if journal.files[path] ?? files[path] != nil, !mayReplace { throw .alreadyThere(path: path) }
    journal.files[path] = text
  }
  surroundings.savedPath = "/saved.alm"
  surroundings.keep = { (text, path) throws(ShellError) in journal.files[path] = text }
  surroundings.history = { ["events in China", "events by CAST", "events by WFEO"] }
  surroundings.nanoseconds = { 0 }
  return Session(
    loading: empty, context: QueryContext(today: Day(number: 20_000), languages: ["en"]),
    display: Display(isInteractive: isInteractive), surroundings: surroundings)
}

/// Rows as the outcome of a query, whatever it is.
private func outcome(_ answer: Answer, of parsed: ParsedStatement) -> Outcome {
  guard case .query(let query, let view, let file)? = parsed.statement?.kind else {
    let source = Expression(.word("events"), parsed.range)
    let query = Query(source: source, stages: [], range: parsed.range)
    return .rows(answer, of: query, draw: nil, export: nil)
  }
  return .rows(answer, of: query, draw: view, export: file)
}

private func answer(rowCount: Int) -> Answer {
  Answer(
    columns: [Answer.Column(name: "name", isNumber: false)],
    rows: (0..<rowCount).map { [.text("row \($0)")] })
}
