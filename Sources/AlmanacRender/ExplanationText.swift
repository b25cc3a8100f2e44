public import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText

/// A query explained: what it asks once all is settled, how its words were read, what each stage
/// leaves, how each test is answered.
public func render(
  _ explanation: Explanation, format: Format, width: Int?, style: Style
) -> String {
  if format.isJSON { return node(explanation).text }
  var page = Page(width: width, style: style)
  let readings = explanation.readings.map(readingText)
  let labels = ["query", "settled"] + readings.map(\.label)
  let labelWidth = min(24, labels.map { displayWidth($0) }.max() ?? 0)
  page.statement("query", explanation.query, labelWidth: labelWidth)
  if explanation.settled != explanation.query {
    page.statement("settled", explanation.settled, labelWidth: labelWidth)
  }
  for reading in readings {
    page.entry(reading.label, reading.words, labelWidth: labelWidth, labelPaint: .secondary)
  }
  page.blank()
  // Bars would be about one column of several.
  var plain = style
  plain.hasBars = false
  page.append(
    render(stepsTable(explanation.steps), format: .table, width: width, style: plain))
  if !explanation.plan.tests.isEmpty {
    page.blank()
    page.append(render(planTable(explanation.plan), format: .table, width: width, style: plain))
  }
  return page.text
}

private func stepsTable(_ steps: [Explanation.Step]) -> Answer {
  let rows = steps.map { step -> [Value] in
    [
      .text(step.text), count(step.rowCount),
      step.maybeCount > 0 ? count(step.maybeCount) : .text(""),
      step.notStatedCount > 0 ? count(step.notStatedCount) : .text(""),
      .text(step.notStatedFields.joined(separator: ", ")),
    ]
  }
  let columns = [
    Answer.Column(name: "stage", isNumber: false), Answer.Column(name: "rows", isNumber: true),
    Answer.Column(name: "maybe", isNumber: true), Answer.Column(name: "not stated", isNumber: true),
    Answer.Column(name: "of what", isNumber: false),
  ]
  // What is nowhere the case needs no column.
  let kept = columns.indices.filter { index in
    index < 2 || rows.contains { $0[index] != .text("") }
  }
  return Answer(
    columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
}

private func planTable(_ plan: Plan) -> Answer {
  Answer(
    columns: [
      Answer.Column(name: "test", isNumber: false),
      Answer.Column(name: "answered by", isNumber: false),
      Answer.Column(name: "asked", isNumber: true),
      Answer.Column(name: "expected", isNumber: true), Answer.Column(name: "found", isNumber: true),
    ],
    rows: plan.tests.map { test in
      [
        .text(repeated(" ", count: test.depth * 2) + test.text),
        .text(test.access.map(accessText).joined(separator: ", then ")),
        count(test.askedRowCount), count(test.estimatedRowCount), count(test.rowCount),
      ]
    })
}

private func count(_ count: Int) -> Value { .number(Quantity(exactly: count)) }

// MARK: - Words

private func readingText(_ reading: Explanation.Reading) -> (label: String, words: String) {
  switch reading {
  case .name(let written, let thing): (written, "\(thing.identity), \(thing.name)")
  case .phrase(let written, let meaning): (written, meaningText(meaning))
  case .approximate(let written, let low, let high):
    (written, "\(low)..\(high): 10 % either side")
  case .date(let written, let days): (written, days)
  }
}

private func meaningText(_ meaning: Explanation.Meaning) -> String {
  switch meaning {
  case .role(let field): "\(field) is it; what lies below it does not count"
  case .below(let field): "\(field) is it or lies below it"
  case .overlaps(let field): "\(field) has a day in common with it"
  case .during(let field): "\(field) lies wholly inside it"
  case .before(let field): "\(field) ended before it began"
  case .after(let field): "\(field) began after it ended"
  case .contains(let field): "\(field) holds all of its days"
  case .itselfOrBelow(let noun): "the \(noun) itself or one that lies below it"
  case .anyText: "any text: names, aliases, note, motto, themes, printed words"
  case .through(let field): "asked of what \(field) names"
  case .either: "one of several tests is enough"
  }
}

private func accessText(_ access: Plan.Access) -> String {
  switch access {
  case .postings(let field, let count):
    count == 1 ? "posting list of \(field)" : "\(count) posting lists of \(field)"
  case .tree(let noun, let count):
    "tree of \(noun): \(count) of them"
  case .column(let field): "column \(field)"
  case .eachRow: "a value for each row"
  case .startOrder: "stretch of the order by start"
  case .index(let field): "index of \(field)"
  case .texts(let field): "every \(field) at once"
  case .words(let field): "index of the words of \(field)"
  case .rows: "rows named outright"
  case .pulledBack(let field): "back along \(field)"
  case .bitmaps(let word): "\(word) of the parts"
  case .madeRows: "each counted row"
  }
}

// MARK: - JSON

private func node(_ explanation: Explanation) -> JSONNode {
  .object([
    ("query", .string(explanation.query)), ("settled", .string(explanation.settled)),
    (
      "readings",
      .nonempty(
        explanation.readings.map { reading in
          let (label, words) = readingText(reading)
          return .object([("written", .string(label)), ("read", .string(words))])
        })
    ),
    (
      "stages",
      .array(
        explanation.steps.map { step in
          .object([
            ("stage", .string(step.text)), ("rows", .number(step.rowCount)),
            ("maybe", .number(step.maybeCount)), ("notStated", .number(step.notStatedCount)),
            ("fields", .nonempty(step.notStatedFields.map(JSONNode.string))),
          ])
        })
    ),
    (
      "plan",
      .array(
        explanation.plan.tests.map { test in
          .object([
            ("test", .string(test.text)), ("depth", .number(test.depth)),
            ("access", .array(test.access.map { .string(accessText($0)) })),
            ("asked", .number(test.askedRowCount)),
            ("expected", .number(test.estimatedRowCount)), ("found", .number(test.rowCount)),
          ])
        })
    ),
  ])
}
