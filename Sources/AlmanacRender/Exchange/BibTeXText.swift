internal import AlmanacEngine
internal import AlmanacText
internal import AlmanacTime

/// Sources for LaTeX: `@misc` entries with stable keys of ASCII, in the order of the rows.
///
/// Texts are UTF-8, as biber and BibTeX of these days read them.
func bibliographyText(_ answer: Answer) -> String {
  var taken: Set<String> = []
  return answer.records.map { record in
    let base = bibliographyKey(record)
    var key = base
    var number = 2
    while !taken.insert(key).inserted {
      key = "\(base)-\(number)"
      number += 1
    }
    return entry(record, key: key)
  }.joined(separator: "\n")
}

private func entry(_ record: Record, key: String) -> String {
  func names(_ field: String) -> String? {
    let names = record.texts(field).map { "{\(escaped($0))}" }
    return names.isEmpty ? nil : names.joined(separator: " and ")
  }
  var fields: [(String, String?)] = [
    ("author", names("author")), ("editor", names("editor")),
    ("title", "{\(escaped(record.name))}"),
    ("howpublished", names("publisher")),
  ]
  if case .date(let date) = record["published"] {
    let parts = knownParts(date) ?? []
    fields.append(("year", parts.first.map { String($0) }))
    fields.append(("month", parts.count > 1 ? String(parts[1]) : nil))
    fields.append(("date", escaped(date.text)))
  }
  let languages = record.texts("language").joined(separator: ", ")
  fields += [
    ("language", languages.isEmpty ? nil : escaped(languages)),
    ("url", record.firstText("url").flatMap { isAddress($0) ? $0 : nil }),
    ("note", record.firstText("note").map(escaped)),
  ]
  let lines = fields.compactMap { name, value in value.map { "  \(name) = {\($0)},\n" } }
  return "@misc{\(key),\n" + lines.joined() + "}\n"
}

/// The id in letters, digits and hyphens of ASCII, anything else by its code point: `u043c`.
private func bibliographyKey(_ record: Record) -> String {
  var key = ""
  for scalar in record.id.unicodeScalars {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-": key.unicodeScalars.append(scalar)
    default:
      let digits = String(scalar.value, radix: 16)
      key += "u" + repeated("0", count: max(0, 4 - digits.utf8.count)) + digits
    }
  }
  return key.isEmpty ? "source" : key
}

/// What LaTeX would take for a command.
private func escaped(_ text: String) -> String {
  var escaped = ""
  for scalar in text.onOneLine.unicodeScalars {
    switch scalar {
    case "\\": escaped += "\\textbackslash{}"
    // Braces are counted even behind a backslash.
    case "{": escaped += "\\textbraceleft{}"
    case "}": escaped += "\\textbraceright{}"
    case "$", "&", "#", "%", "_":
      escaped += "\\"
      escaped.unicodeScalars.append(scalar)
    case "~": escaped += "\\textasciitilde{}"
    case "^": escaped += "\\textasciicircum{}"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
