internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Sources for a reference manager: one item each, in the order of the rows.
///
/// Source: Citation Style Language, csl-data.json 1.0.2.
func citationText(_ answer: Answer) -> String {
  JSONNode.array(
    answer.records.map { record in
      .object([
        ("id", .string(record.id)), ("type", .string(itemType(record))),
        ("title", .string(record.name)),
        ("container-title", joined(record.texts("publisher"))),
        ("author", people(record.things("author"))), ("editor", people(record.things("editor"))),
        ("issued", dateParts(record["published"])), ("accessed", dateParts(record["accessed"])),
        ("URL", .nonempty(record.firstText("url") ?? "")),
        ("language", joined(record.texts("language"))),
        ("note", joined([record.firstText("note")].compactMap(\.self) + vagueNotes(record))),
      ])
    }
  ).text
}

private func itemType(_ record: Record) -> String {
  switch record.firstText("kind") {
  case "website", "page": "webpage"
  case "report": "report"
  case "file": "dataset"
  default: "article-newspaper"
  }
}

/// Dates of which more than a year, a month or a day would have to be said.
private func vagueNotes(_ record: Record) -> [String] {
  guard case .date(let date) = record["published"], date.isGuess || knownParts(date) == nil else {
    return []
  }
  return ["published: \(date.text)"]
}

private func joined(_ texts: [String]) -> JSONNode? {
  .nonempty(texts.joined(separator: "; "))
}

/// Whole names: which part is the family's, nobody says.
private func people(_ records: [Record]) -> JSONNode? {
  .nonempty(records.map { .object([("literal", .string($0.name))]) })
}

/// `{"date-parts": [[2023, 9, 7]]}`, as many parts as are known.
private func dateParts(_ value: Value) -> JSONNode? {
  guard case .date(let date) = value, let parts = knownParts(date) else { return nil }
  var members: [(String, JSONNode?)] = [
    ("date-parts", .array([.array(parts.map { .number($0) })]))
  ]
  if date.isGuess { members.append(("circa", .boolean(true))) }
  return .object(members)
}

/// Year, month and day as far as all that may be agree; nil where not even the year does.
func knownParts(_ date: DateValue) -> [Int]? {
  guard date.starts.earliest != .distantPast, date.starts.latest != .distantFuture else {
    return nil
  }
  let (first, last) = (date.starts.earliest.civil, date.starts.latest.civil)
  guard first.year == last.year else { return nil }
  guard first.month == last.month else { return [first.year] }
  return first.day == last.day
    ? [first.year, first.month, first.day] : [first.year, first.month]
}
