public import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText

/// What there is to know of a noun, a field or a thing.
public func render(
  _ description: Description, format: Format, width: Int?, style: Style
) -> String {
  switch description {
  case .noun(let noun):
    return format.isView
      ? nounText(noun, width: width, style: style)
      : render(fieldsTable(noun), format: format, width: width, style: style)
  case .field(let field):
    return format.isJSON ? node(field).text : fieldText(field, width: width, style: style)
  case .thing(let thing):
    return format.isJSON ? node(thing).text : thingText(thing, width: width, style: style)
  }
}

// MARK: - Nouns

private func nounText(_ noun: NounDescription, width: Int?, style: Style) -> String {
  var page = Page(width: width, style: style)
  page.words("\(grouped(noun.rowCount)) \(noun.rowCount == 1 ? noun.noun.word : noun.noun.plural)")
  page.append(
    render(
      fieldsTable(noun), format: .table, width: width, style: style))
  return page.text
}

private func fieldsTable(_ noun: NounDescription) -> Answer {
  Answer(
    columns: [
      Answer.Column(name: "field", isNumber: false), Answer.Column(name: "type", isNumber: false),
      Answer.Column(name: "stated", isNumber: true), Answer.Column(name: "vague", isNumber: true),
      Answer.Column(name: "values", isNumber: true),
      Answer.Column(name: "example", isNumber: false),
    ],
    rows: noun.fields.map { field in
      [
        .text(field.field.name), .text(typeText(field.field)), .text(share(field)),
        .number(Quantity(exactly: field.vagueCount)),
        .number(Quantity(exactly: field.distinctCount)), field.example ?? .missing,
      ]
    })
}

/// How many records state a field, in per cent: `0 %` is none and `100 %` all of them.
private func share(_ field: FieldDescription) -> String {
  guard field.rowCount > 0, field.statedCount > 0 else { return "0 %" }
  if field.statedCount == field.rowCount { return "100 %" }
  let percent = (field.statedCount * 200 + field.rowCount) / (field.rowCount * 2)
  return "\(min(99, max(1, percent))) %"
}

private func typeText(_ field: Field) -> String {
  switch field.type {
  case .text: field.isMany ? "texts" : "text"
  case .code: field.isMany ? "words" : "word"
  case .number: "number"
  case .day: "day"
  case .period: "period"
  case .entity(let noun): field.isMany ? noun.plural : noun.word
  case .anyEntity: "any thing"
  }
}

// MARK: - Fields

private func fieldText(_ field: FieldDescription, width: Int?, style: Style) -> String {
  var page = Page(width: width, style: style)
  let labelWidth = 7
  page.words("\(field.field.name) of \(field.noun.plural)", .strong)
  page.entry("holds", "\(typeText(field.field)): \(field.field.summary)", labelWidth: labelWidth)
  let vague = field.vagueCount > 0 ? ", \(grouped(field.vagueCount)) of them vaguely" : ""
  page.entry(
    "stated",
    "by \(grouped(field.statedCount)) of \(grouped(field.rowCount)) (\(share(field)))\(vague)",
    labelWidth: labelWidth)
  page.entry("values", "\(grouped(field.distinctCount))", labelWidth: labelWidth)
  if !field.common.isEmpty {
    var plain = style
    plain.hasBars = false
    page.append(
      render(
        Answer(
          columns: [
            Answer.Column(name: "value", isNumber: false),
            Answer.Column(name: field.noun.plural, isNumber: true),
          ],
          rows: field.common.map { [$0.value, .number(Quantity(exactly: $0.rowCount))] }),
        format: .table, width: width, style: plain))
  }
  page.statement("try:", field.query, labelWidth: 5, labelPaint: .advice)
  return page.text
}

// MARK: - Things

private func thingText(_ thing: ThingDescription, width: Int?, style: Style) -> String {
  var page = Page(width: width, style: style)
  page.words(thing.thing.name, .strong)
  page.words("\(thing.thing.identity), \(thing.thing.entity.noun.withArticle)", .faint)
  let names = thing.names.map(nameText)
  let labels = names.map(\.label) + thing.cells.map(\.field)
  let labelWidth = labels.map { displayWidth($0) }.max() ?? 0
  for name in names { page.entry(name.label, name.words, labelWidth: labelWidth) }
  if !thing.cells.isEmpty { page.blank() }
  for cell in thing.cells {
    page.entry(
      cell.field, text(of: cell.value, .card), labelWidth: labelWidth)
  }
  page.append(render(thing.references, width: width, style: style))
  return page.text
}

/// What refers to a thing, a line for each noun and field, below an empty line; nothing where nothing
/// does.
public func render(
  _ references: [ThingDescription.Reference], width: Int?, style: Style
) -> String {
  var page = Page(width: width, style: style)
  if references.isEmpty { return "" }
  page.blank()
  page.words("what refers to it", .faint)
  let countWidth = references.map { grouped($0.rowCount).count }.max() ?? 0
  for reference in references {
    let digits = grouped(reference.rowCount)
    let count = repeated(" ", count: countWidth - digits.count) + digits
    if reference.query.isEmpty {
      page.entry(
        count, "\(reference.noun.plural) by \(reference.field)", labelWidth: countWidth, indent: 2,
        labelPaint: nil)
    } else {
      page.statement(
        count, reference.query, labelWidth: countWidth, indent: 2, labelPaint: nil)
    }
  }
  return page.text
}

private func nameText(_ form: ThingDescription.Form) -> (label: String, words: String) {
  switch form.kind {
  case .acronym: ("acronym", form.text)
  case .alias: ("alias", form.text)
  case .name: (form.language.isEmpty ? "name" : "name.\(form.language)", form.text)
  }
}

// MARK: - JSON

private func node(_ field: FieldDescription) -> JSONNode {
  .object([
    ("noun", .string(field.noun.word)), ("field", .string(field.field.name)),
    ("type", .string(typeText(field.field))), ("summary", .string(field.field.summary)),
    ("rows", .number(field.rowCount)), ("stated", .number(field.statedCount)),
    ("vague", .number(field.vagueCount)), ("values", .number(field.distinctCount)),
    (
      "common",
      .array(
        field.common.map {
          .object([("value", .value($0.value)), ("rows", .number($0.rowCount))])
        })
    ),
    ("query", .string(field.query)),
  ])
}

private func node(_ thing: ThingDescription) -> JSONNode {
  .object([
    ("id", .string(thing.thing.identity)), ("name", .string(thing.thing.name)),
    (
      "names",
      .array(
        thing.names.map { form in
          let (label, words) = nameText(form)
          return .object([("form", .string(label)), ("text", .string(words))])
        })
    ),
    ("fields", .object(thing.cells.map { ($0.field, .value($0.value)) })),
    (
      "references",
      .array(
        thing.references.map {
          .object([
            ("noun", .string($0.noun.word)), ("field", .string($0.field)),
            ("rows", .number($0.rowCount)), ("query", .nonempty($0.query)),
          ])
        })
    ),
  ])
}
