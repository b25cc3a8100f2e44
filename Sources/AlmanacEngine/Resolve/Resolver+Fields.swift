internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

extension Resolver {
  /// The names that may stand where a field is wanted.
  var fieldNames: [String] {
    switch scope {
    case .tuples(let columns, _): columns.map(\.name)
    case .records(let noun):
      Schema.fields(of: noun).map(\.name) + store[noun].measures + store[noun].furtherKeys
    }
  }

  func unknownField(_ name: Name, of noun: Noun) -> QueryError {
    let key = foldedText(name.text)
    let table = store[noun]
    let known = Schema.fields(of: noun).map(\.name) + table.measures + table.furtherKeys
    let near =
      known.filter { $0 + "s" == key || key + "s" == $0 }
      + known.compactMap { candidate -> (String, Int)? in
        editDistance(key, candidate, limit: suggestionLimit(forLength: key.count))
          .map { (candidate, $0) }
      }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    if near.isEmpty, let usual = usualNames[key], known.contains(usual) {
      return faults.error(
        "N01", "\(noun.plural) have no field \"\(name.text)\"", at: name.range,
        label: "here it is `\(usual)`", fixes: [faults.fix(name.range, usual)])
    }
    if near.isEmpty, let holder = holder(of: key, noun) {
      return faults.error(
        "N01", "\(noun.plural) have no field \"\(name.text)\"", at: name.range,
        label: "\(holder.name) has one", fixes: [faults.fix(name.range, "\(holder.name).\(key)")])
    }
    guard let best = near.first else {
      return faults.error(
        "N01", "\(noun.plural) have no field \"\(name.text)\"", at: name.range,
        notes: ["fields: " + wrapped(known)])
    }
    return faults.error(
      "N01", "\(noun.plural) have no field \"\(name.text)\"", at: name.range,
      label: "close: \(best)", fixes: [faults.fix(name.range, best)])
  }

  /// The field that leads to things with a field of that name: `place` for `country`.
  private func holder(of key: String, _ noun: Noun) -> Field? {
    Schema.fields(of: noun).first { field in
      guard case .entity(let target) = field.type else { return false }
      return Schema.field(key, of: target) != nil
    }
  }

  /// Names for one line of a note.
  private func wrapped(_ names: [String]) -> String {
    names.count <= 12
      ? names.joined(separator: ", ")
      : names.prefix(12).joined(separator: ", ") + " … (\(names.count) in all)"
  }

  func unknownColumn(
    _ name: Name, _ columns: [TupleColumn], _ maker: String
  ) -> QueryError {
    if columns.isEmpty {
      return faults.error(
        "T03", "`\(name.text)` is no value: there is no row to look at", at: name.range,
        notes: ["values: count(events by CAST), sum(events.attendance), 12, \"text\""])
    }
    let names = columns.map(\.name).joined(separator: ", ")
    if maker == "link" || maker == "linked" {
      return faults.error(
        "N01", "a link has no field \"\(name.text)\"", at: name.range,
        notes: ["a link has: \(names)"])
    }
    return faults.error(
      "T02", "after `\(maker)` only these columns exist: \(names)", at: name.range,
      label: "used up by the count",
      notes: ["put what asks for it before the count"])
  }

  func kindPhrase(_ type: ValueType) -> String { kindPhrase(OperandType(type)) }

  func kindPhrase(_ type: OperandType) -> String {
    switch type {
    case .text: "a text"
    case .code: "a word"
    case .number: "a number"
    case .day: "a day"
    case .period: "a period"
    case .entity(let noun): noun.withArticle
    case .anyEntity: "a thing"
    case .truth: "an answer"
    }
  }
}

/// What other data call a field.
private let usualNames = [
  "title": "name", "date": "when", "dates": "when", "time": "when", "day": "when",
  "location": "place", "city": "place", "venue": "place", "where": "place", "type": "kind",
  "category": "kind", "topic": "theme", "topics": "theme", "subject": "theme",
  "description": "note", "link": "url", "website": "url", "duration": "days",
]
