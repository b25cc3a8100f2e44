public import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Why a record is a row of a query or none, or who says a field of it.
public func render(_ reason: Reason, format: Format, width: Int?, style: Style) -> String {
  if format.isJSON { return node(reason).text }
  var page = Page(width: width, style: style)
  switch reason {
  case .row(let reasoning): write(reasoning, to: &page)
  case .field(let attribution): write(attribution, to: &page)
  case .absence(let absence): write(absence, to: &page)
  }
  return page.text
}

// MARK: - why E in Q

private func write(_ reasoning: Reasoning, to page: inout Page) {
  page.words(reasoning.thing.name, .strong)
  page.sentence(rowText(reasoning.truth), reasoning.query)
  for step in reasoning.steps {
    page.blank()
    page.words("\(step.text): \(outcomeText(step))")
    for judgment in step.judgments {
      write(
        judgment.text, judgment.truth, judgment.findings, of: reasoning.thing,
        depth: judgment.depth, to: &page)
    }
  }
}

private func rowText(_ truth: Truth) -> String {
  switch truth {
  case .yes: "is a row of:"
  case .no: "is no row of:"
  default: "is a row, as a maybe, of:"
  }
}

private func outcomeText(_ step: Reasoning.Step) -> String {
  let place = step.position.map { ", as row \($0)" } ?? ""
  return switch step.outcome {
  case .kept: "stays\(place)"
  case .dropped: "is dropped here\(place)"
  case .goneBefore: "was dropped before"
  case .gathered: "is counted in a row that this makes"
  }
}

/// A test, its answer, and what it found.
private func write(
  _ test: String, _ truth: Truth, _ findings: [Finding], of thing: NamedThing, depth: Int,
  to page: inout Page
) {
  let indent = 2 + depth * 2
  page.entry(truth.word, test, labelWidth: 5, indent: indent, labelPaint: paint(truth))
  for finding in findings { appendFinding(finding, besides: thing, indent: indent + 7, to: &page) }
}

private func paint(_ truth: Truth) -> Paint {
  switch truth {
  case .yes: .advice
  case .no: .fault
  default: .secondary
  }
}

// MARK: - why E.field

private func write(_ attribution: Attribution, to page: inout Page) {
  let finding = attribution.finding
  page.words("\(attribution.thing.name): \(finding.field)", .strong)
  page.words(findingText(finding), indent: 2)
  let lines = evidenceTexts(finding.evidence)
  if lines.isEmpty { page.words("nobody says so", indent: 2, .faint) }
  for line in lines { page.words(line, indent: 2, .faint) }
}

// MARK: - why not E in Q

private func write(_ absence: Absence, to page: inout Page) {
  page.words(absence.thing.name, .strong)
  if case .isRow(let truth) = absence.cause {
    page.sentence(rowText(truth), absence.query)
    writeUnsettled(absence, to: &page)
    return
  }
  page.sentence(rowText(.no), absence.query)
  page.blank()
  switch absence.cause {
  case .isRow: break
  case .source: page.words("\(absence.stage) does not lead to it")
  case .limit(let position, _):
    page.words("\(absence.stage): is dropped here, for it is row \(position)")
  case .tests(let tests):
    page.words("\(absence.stage): is dropped here")
    for test in tests {
      write(test.text, test.truth, test.findings, of: absence.thing, depth: 0, to: &page)
    }
  }
  writeUnsettled(absence, to: &page)
  guard !absence.admitting.isEmpty else { return }
  page.entry("edit:", absence.edits.map(editText).joined(separator: "; "), labelWidth: 5)
  page.statement("try:", absence.admitting, labelWidth: 5, labelPaint: .advice)
}

private func writeUnsettled(_ absence: Absence, to page: inout Page) {
  guard !absence.unsettled.isEmpty else { return }
  page.entry(
    "maybe", absence.unsettled.map(unsettledText).joined(separator: "; "), labelWidth: 5,
    labelPaint: .secondary)
}

private func editText(_ edit: Absence.Edit) -> String {
  switch edit {
  case .possibly(let test): "`possibly` before `\(test)`"
  case .wider(let old, let new): "`\(new)` instead of `\(old)`"
  case .without(let test): "without `\(test)`"
  case .limit(let count): "`limit \(count)`"
  case .source(let noun): "all \(noun) to begin with"
  }
}

// MARK: - JSON

private func node(_ reason: Reason) -> JSONNode {
  switch reason {
  case .row(let reasoning):
    return .object([
      ("thing", node(reasoning.thing)), ("query", .string(reasoning.query)),
      ("row", .string(reasoning.truth.word)), ("stages", .array(reasoning.steps.map(node))),
    ])
  case .field(let attribution):
    return .object([("thing", node(attribution.thing)), ("finding", node(attribution.finding))])
  case .absence(let absence):
    return node(absence)
  }
}

private func node(_ step: Reasoning.Step) -> JSONNode {
  .object([
    ("stage", .string(step.text)), ("outcome", .string(outcomeWord(step.outcome))),
    (
      "tests",
      .nonempty(
        step.judgments.map { judgment in
          .object([
            ("test", .string(judgment.text)), ("depth", .number(judgment.depth)),
            ("answer", .string(judgment.truth.word)),
            ("found", .nonempty(judgment.findings.map { AlmanacRender.node($0) })),
          ])
        })
    ),
  ])
}

private func outcomeWord(_ outcome: Reasoning.Outcome) -> String {
  switch outcome {
  case .kept: "kept"
  case .dropped: "dropped"
  case .goneBefore: "dropped before"
  case .gathered: "counted"
  }
}

private func node(_ absence: Absence) -> JSONNode {
  var members: [(String, JSONNode?)] = [
    ("thing", node(absence.thing)), ("query", .string(absence.query)),
  ]
  switch absence.cause {
  case .isRow(let truth): members.append(("row", .string(truth.word)))
  case .source: members.append(("row", .string("no")))
  case .limit(let position, let count):
    members += [
      ("row", .string("no")), ("position", .number(position)), ("kept", .number(count)),
    ]
  case .tests(let tests):
    let blamed = tests.map { test in
      JSONNode.object([
        ("test", .string(test.text)), ("answer", .string(test.truth.word)),
        ("found", .nonempty(test.findings.map { AlmanacRender.node($0) })),
      ])
    }
    members += [("row", .string("no")), ("tests", .array(blamed))]
  }
  members += [
    ("stage", .nonempty(absence.stage)),
    ("stageNumber", absence.stage.isEmpty ? nil : .number(absence.stageNumber)),
    ("unsettled", .nonempty(absence.unsettled.map { .string(unsettledText($0)) })),
    ("edits", .nonempty(absence.edits.map { .string(editText($0)) })),
    ("try", .nonempty(absence.admitting)),
  ]
  return .object(members)
}
