public import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText

/// Who says something, in a line each; readings that were rejected are left out.
public func render(_ evidence: [Evidence]) -> [String] {
  evidenceTexts(evidence, withRejected: false)
}

/// Who says something, in a line each:
/// `004:13 (China News Network, 2023-09-07) “about 3 million” as 3000000: disputed; as printed`.
/// Lines of one document that say no more than where are put together.
///
/// - Parameter withRejected: readings that never count too.
func evidenceTexts(_ evidence: [Evidence], withRejected: Bool = true) -> [String] {
  let evidence = withRejected ? evidence : evidence.filter { !$0.isRejected }
  var texts: [String] = []
  var index = 0
  while index < evidence.count {
    let first = evidence[index]
    var lines = [first.line]
    index += 1
    while index < evidence.count, first.isPlain, evidence[index].isPlain,
      evidence[index].source == first.source
    {
      lines.append(evidence[index].line)
      index += 1
    }
    texts.append(evidenceText(first, lines: lines))
  }
  return texts
}

private func evidenceText(_ evidence: Evidence, lines: [Int]) -> String {
  var text = place(of: evidence, lines: lines)
  if !evidence.printed.isEmpty { text += " “\(evidence.printed)”" }
  guard case .claim(let verdict) = evidence.kind else { return text }
  // What stands there need not be what it means.
  if evidence.value != evidence.printed {
    text += (evidence.printed.isEmpty ? " gives " : " as ") + evidence.value
  }
  text += ": " + verdict
  if !evidence.reason.isEmpty { text += "; \(evidence.reason)" }
  return text
}

private func place(of evidence: Evidence, lines: [Int]) -> String {
  if case .ours = evidence.kind {
    return "no document: the words or the arrangement are the corpus's own"
  }
  guard evidence.source != nil else {
    let basis = evidence.basis.isEmpty ? "no document" : evidence.basis
    return evidence.dated.isEmpty ? basis : "\(basis) (\(evidence.dated))"
  }
  let given = lines.filter { $0 > 0 }.map(String.init)
  let place =
    evidence.sourceID + (given.isEmpty ? "" : ":" + given.joined(separator: ", "))
  var about = [evidence.outlet, evidence.published].filter { !$0.isEmpty }
  // A reading of a document may rest on what is known from outside.
  if evidence.basis == "outside" {
    about.append(["outside", evidence.dated].filter { !$0.isEmpty }.joined(separator: " "))
  }
  return place + (about.isEmpty ? "" : " (\(about.joined(separator: ", ")))")
}

extension Evidence {
  /// It says where and no more.
  fileprivate var isPlain: Bool {
    switch kind {
    case .citation, .record: printed.isEmpty
    case .claim, .figure, .ours: false
    }
  }
}

/// What a field holds, and how far that is known: `Beijing, in China, and 5 others`.
func findingText(_ finding: Finding) -> String {
  switch finding.state {
  case .notStated: return "not stated"
  case .none: return "none"
  default: break
  }
  var parts = [text(of: finding.value, .card)]
  if let top = finding.lineage.last, finding.lineage.count > 1 {
    let between = finding.lineage.dropFirst().dropLast()
    let way = between.isEmpty ? "" : " by way of \(between.joined(separator: ", "))"
    parts.append("below \(top)\(way)")
  }
  if finding.otherCount > 0 {
    parts.append("and \(finding.otherCount) \(finding.otherCount == 1 ? "other" : "others")")
  }
  return parts.joined(separator: ", ")
}

/// What is not known of a field and would settle a test: `which 11 provinces place goes on with`.
func unsettledText(_ finding: Finding) -> String {
  let field = finding.field
  switch finding.state {
  case .notStated: return "nobody states \(field)"
  case .open([]): return "\(field) goes on, and nobody says with what"
  case .open(let more):
    let marks = marks(of: more, namesUnits: true)
    return "\(field) goes on with \(marks.joined(separator: ", ")), and nobody says which"
  case .disputed: return "\(field) rests on disputed readings alone"
  case .vague:
    return "\(field) is known only as \(text(of: finding.value, .card))"
  case .exact, .none: return "\(field) is \(findingText(finding))"
  }
}

/// A field with what it holds and who says so, `indent` cells in.
func appendFinding(
  _ finding: Finding, besides subject: NamedThing, indent: Int, to page: inout Page
) {
  let owner = finding.subject == subject.entity ? "" : "\(finding.subjectName): "
  page.words("\(owner)\(finding.field): \(findingText(finding))", indent: indent)
  for line in evidenceTexts(finding.evidence, withRejected: false) {
    page.words(line, indent: indent + 2, .faint)
  }
}

// MARK: - JSON

func node(_ thing: NamedThing) -> JSONNode {
  .object([("id", .string(thing.identity)), ("name", .string(thing.name))])
}

func node(_ finding: Finding) -> JSONNode {
  .object([
    ("subject", .string(finding.subjectName)), ("field", .string(finding.field)),
    ("value", .value(finding.value)), ("state", .string(finding.state.word)),
    ("evidence", .nonempty(finding.evidence.map(node))),
  ])
}

private func node(_ evidence: Evidence) -> JSONNode {
  var verdict: JSONNode?
  if case .claim(let word) = evidence.kind { verdict = .string(word) }
  return .object([
    ("kind", .string(evidence.kind.word)), ("source", .nonempty(evidence.sourceID)),
    ("line", evidence.line > 0 ? .number(evidence.line) : nil),
    ("outlet", .nonempty(evidence.outlet)), ("published", .nonempty(evidence.published)),
    ("value", .nonempty(evidence.value)), ("printed", .nonempty(evidence.printed)),
    ("verdict", verdict), ("reason", .nonempty(evidence.reason)),
    ("basis", .nonempty(evidence.basis)), ("dated", .nonempty(evidence.dated)),
  ])
}

extension Evidence.Kind {
  fileprivate var word: String {
    switch self {
    case .claim: "claim"
    case .citation: "citation"
    case .figure: "figure"
    case .record: "record"
    case .ours: "ours"
    }
  }
}

extension Finding.State {
  fileprivate var word: String {
    switch self {
    case .exact: "exact"
    case .vague: "vague"
    case .open: "open"
    case .disputed: "disputed"
    case .notStated: "not stated"
    case .none: "none"
    }
  }
}
