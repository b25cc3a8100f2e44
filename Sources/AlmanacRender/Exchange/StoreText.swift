internal import AlmanacEngine
public import AlmanacStore
internal import AlmanacTime

/// Every record of a store as JSON Lines, from which the same store is read: names in all languages,
/// figures, claims, sources with lines, citations, open lists, ties, and the further keys of the data.
///
/// A value that claims make is not written but made again from the claims.
///
/// - Parameter isArray: one JSON array with a record a line, instead of the lines alone.
public func storeText(_ store: Store, isArray: Bool) -> String {
  let claims = ClaimedFields(store)
  // Its records name all their documents: the file is none of them.
  var text = (isArray ? "[\n" : "") + "{\"almanac\": \"store\"}"
  text += isArray ? "" : "\n"
  for noun in Noun.allCases {
    for row in store[noun].dataOrder {
      let record = WholeRecord(store: store, entity: Entity(noun, row), claims: claims)
      guard let members = record.members else { continue }
      if isArray { text += ",\n" }
      text += JSONNode.object(members).line
      if !isArray { text += "\n" }
    }
  }
  return isArray ? text + "\n]\n" : text
}

/// What claims say of fields, as far as it counts: the accepted and refined ones, else those in
/// dispute.
private struct ClaimedFields {
  /// Claims of one field, by their rows.
  private struct Said {
    var firm: [UInt32] = []
    var disputed: [UInt32] = []

    var counted: [UInt32] { firm.isEmpty ? disputed : firm }
  }

  private let store: Store
  private var said: [Entity: [String: Said]] = [:]
  /// Figures from this row on are those that claims made: they come behind all that were written.
  private(set) var firstMadeFigure: UInt32 = 0

  init(_ store: Store) {
    self.store = store
    let claims = store[.claim]
    for row in 0..<UInt32(truncatingIfNeeded: claims.rowCount) {
      guard let subject = claims.entity("subject")?[row], let field = text("field", row),
        let verdict = text("verdict", row), verdict != "rejected"
      else { continue }
      if verdict == "disputed" {
        said[subject, default: [:]][field, default: Said()].disputed.append(row)
      } else {
        said[subject, default: [:]][field, default: Said()].firm.append(row)
      }
    }
    firstMadeFigure = UInt32(truncatingIfNeeded: store[.figure].rowCount)
    while firstMadeFigure > 0, makeFigure(firstMadeFigure - 1) { firstMadeFigure -= 1 }
  }

  private func text(_ field: String, _ row: UInt32) -> String? {
    Record(Entity(.claim, row), in: store, languages: []).firstText(field)
  }

  /// The values that make the field, where nothing else was written; empty where nobody claims one.
  func values(of field: String, _ entity: Entity) -> [String] {
    said[entity]?[field]?.counted.compactMap { text("value", $0) } ?? []
  }

  /// Whether the claims make exactly this number; nothing else makes one that is a guess.
  func make(_ quantity: Quantity, in field: String, of entity: Entity) -> Bool {
    if quantity.isGuess { return true }
    guard said[entity]?[field]?.firm.isEmpty == false else { return false }
    var hull: Quantity?
    for value in values(of: field, entity).compactMap({ Quantity($0) }) {
      guard let known = hull else {
        hull = value
        continue
      }
      let isSame = known.lower == value.lower && known.upper == value.upper
      hull = Quantity(
        lower: min(known.lower, value.lower), upper: max(known.upper, value.upper),
        text: isSame ? known.text : nil)
    }
    return quantity == hull
  }

  /// Whether the claims make a figure, with their documents and the words of the first.
  private func makeFigure(_ row: UInt32) -> Bool {
    let figures = store[.figure]
    let figure = Record(Entity(.figure, row), in: store, languages: [])
    guard let subject = figures.entity("subject")?[row], let measure = figure.firstText("measure"),
      case .number(let quantity) = figure["value"], make(quantity, in: measure, of: subject),
      figure.id.hasPrefix("\(store[subject.noun].ids[subject.row])-\(measure)"),
      figure.firstText("unit") == nil, figure.names.isEmpty
    else { return false }
    let counted = said[subject]?[measure]?.counted ?? []
    return figure.firstText("printed") == counted.compactMap { text("printed", $0) }.first
      && sources(.figure, row) == unique(counted.flatMap { sources(.claim, $0) })
  }

  /// A document is a source once.
  private func unique(_ sources: [[UInt32]]) -> [[UInt32]] {
    var seen: Set<[UInt32]> = []
    return sources.filter { seen.insert($0).inserted }
  }

  /// The documents of a record and the lines in them.
  private func sources(_ noun: Noun, _ row: UInt32) -> [[UInt32]] {
    guard case .reference(let column)? = store[noun].columns["source"] else { return [] }
    return column.list.range(of: row).map { position in
      [column.list.values[position], column.lines.isEmpty ? 0 : column.lines[position]]
    }
  }

  /// Whether the claims make this date or side of one: a set of their values, or the time from one to
  /// another, which nobody writes.
  func make(_ date: some StringProtocol, in field: String, of entity: Entity) -> Bool {
    let values = values(of: field, entity)
    guard date.hasSuffix("?") == said[entity]?[field]?.firm.isEmpty else { return false }
    let text = date.hasSuffix("?") ? date.dropLast() : date[...]
    guard !values.isEmpty, text.hasPrefix("[") else { return values == [String(text)] }
    let inner = text.dropFirst().dropLast()
    let ends = inner.split(separator: "..")
    guard ends.count == 2, !inner.contains(",") else {
      return inner.split(separator: ",").allSatisfy { values.contains(String($0)) }
    }
    return ends.allSatisfy { end in
      values.contains { $0 == end || $0.hasPrefix("\(end)T") }
    }
  }
}

/// One record with all that its table holds of it.
private struct WholeRecord {
  let store: Store
  let entity: Entity
  let claims: ClaimedFields

  private var noun: Noun { entity.noun }
  private var row: UInt32 { entity.row }
  private var table: Table { store[entity.noun] }
  private var record: Record { Record(entity, in: store, languages: []) }

  /// nil for a figure that claims make.
  var members: [(String, JSONNode?)]? {
    if noun == .figure, row >= claims.firstMadeFigure { return nil }
    var members: [(String, JSONNode?)] = []
    if noun != .event { members.append(("noun", .string(noun.word))) }
    members.append(("id", .string(record.id)))
    members += names
    for field in Schema.fields(of: noun) {
      if field.name == "when" { members.append(("when", when)) }
      guard field.origin == .stored, !["link", "starts", "ends"].contains(field.name),
        !(noun == .figure && field.name == "event")
      else { continue }
      members.append((field.name, value(of: field.name)))
    }
    members.append(("link", .nonempty(links)))
    for key in table.furtherKeys.sorted() { members.append((key, value(of: key))) }
    return members + [("cite", citations), ("ours", ours)]
  }
}

// MARK: - Names, ties, citations

extension WholeRecord {
  private var names: [(String, JSONNode?)] {
    let names = record.names
    let proper = names.filter { $0.kind == .name }
    func texts(_ kind: NameTable.Kind) -> JSONNode? {
      .nonempty(names.filter { $0.kind == kind }.map { .string($0.text) })
    }
    // A name in no language stands beside those in some: the key says so.
    let plain = proper.filter { $0.language.isEmpty }.map { JSONNode.string($0.text) }
    let told = proper.filter { !$0.language.isEmpty }.map { ($0.language, $0.text) }
    let byLanguage = ("name", byLanguage(told))
    let label = ("label", plain.count == 1 ? plain[0] : JSONNode.nonempty(plain))
    let isPlainFirst = proper.first?.language.isEmpty == true
    var members: [(NameTable.Kind, [(String, JSONNode?)])] = [
      (.name, isPlainFirst ? [label, byLanguage] : [byLanguage, label]),
      (.acronym, [("acronym", texts(.acronym))]), (.alias, [("alias", texts(.alias))]),
    ]
    // In the order in which each kind of name was given first.
    func place(_ kind: NameTable.Kind) -> Int {
      names.firstIndex { $0.kind == kind } ?? names.count
    }
    members.sort { place($0.0) < place($1.0) }
    return members.flatMap(\.1)
  }

  /// A text, or several, for each language.
  private func byLanguage(_ forms: [(language: String, text: String)]) -> JSONNode? {
    guard !forms.isEmpty else { return nil }
    var languages: [String] = []
    for form in forms where !languages.contains(form.language) { languages.append(form.language) }
    return .object(
      languages.map { language in
        let texts = forms.filter { $0.language == language }.map { JSONNode.string($0.text) }
        return (language, texts.count == 1 ? texts[0] : .array(texts))
      })
  }

  private var links: [JSONNode] {
    table.links.links(of: row).map { link in
      .object([("kind", .string(link.kind)), ("to", .string(reference(link.target)))])
    }
  }

  /// The id; with its noun, where another noun has a record of that id.
  private func reference(_ target: Entity) -> String {
    let id = store[target.noun].ids[target.row]
    let isShared = Noun.allCases.contains { $0 != target.noun && store[$0].row(id: id) != nil }
    return isShared || id.hasPrefix("@") ? "@\(target.noun.word):\(id)" : id
  }

  private var citations: JSONNode? {
    var lines: [(field: String, items: [JSONNode])] = []
    for entry in table.citations.entries(row: row) {
      let item = JSONNode.string(sourceText(entry.source, line: entry.line))
      if let place = lines.firstIndex(where: { $0.field == entry.field }) {
        lines[place].items.append(item)
      } else {
        lines.append((entry.field, [item]))
      }
    }
    return lines.isEmpty ? nil : .object(lines.map { ($0.field, .array($0.items)) })
  }

  private var ours: JSONNode? {
    let fields = table.citations.ours(row: row)
    if fields == ["*"] { return .boolean(true) }
    return .nonempty(fields.map { .string($0) })
  }

  private func sourceText(_ source: UInt32, line: UInt32) -> String {
    let id = store[.source].ids[source]
    if line > 0 { return "\(id):\(line)" }
    // An id that ends as if it were a line: an address with a port.
    let rest = id.utf8.reversed().drop { 0x30...0x39 ~= $0 }
    return rest.count < id.utf8.count && rest.first == UInt8(ascii: ":") ? "\(id):0" : id
  }
}

// MARK: - Values

extension WholeRecord {
  private func value(of field: String) -> JSONNode? {
    switch table.columns[field] {
    case .text(let column):
      if let forms = column.translations[row]?.filter({ !$0.language.isEmpty }), !forms.isEmpty {
        return byLanguage(forms.map { ($0.language, $0.text) })
      }
      return column[row].map { .string($0) }
    case .code(let column):
      return list(field, column.list) { .string(column.dictionary[column.list.values[$0]]) }
    case .number:
      guard case .number(let quantity) = record[field], quantity != .unknown,
        noun == .figure || !claims.make(quantity, in: field, of: entity)
      else { return nil }
      return number(quantity)
    case .day:
      guard case .date(let date) = record[field],
        !claims.make(date.text, in: field, of: entity)
      else { return nil }
      return .string(date.text)
    case .reference(let column):
      return list(field, column.list) { position in
        // What is in doubt is so by claims, and they are written too.
        if column.list.isDoubtful(position: position) { return nil }
        let target = column.list.values[position]
        if column.target == .source {
          let line = column.lines.isEmpty ? 0 : column.lines[position]
          return .string(sourceText(target, line: line))
        }
        return .string(store[column.target].ids[target])
      }
    case .entity(let column):
      return column[row].map { .string(reference($0)) }
    case nil: return nil
    }
  }

  /// Without the values that ``written`` leaves out; nil where nothing else is said.
  private func list(
    _ field: String, _ list: ListColumn, _ written: (Int) -> JSONNode?
  ) -> JSONNode? {
    let range = list.range(of: row)
    let items = range.compactMap(written)
    if let open = list.openEntry(of: row) {
      return .object([("named", .array(items)), ("more", more(open.more))])
    }
    guard list.stated[row], !(items.isEmpty && !range.isEmpty) else { return nil }
    let isMany = Schema.field(field, of: noun)?.isMany ?? true
    return !isMany && items.count == 1 ? items[0] : .array(items)
  }

  private func more(_ more: [ListColumn.More]) -> JSONNode {
    if more.isEmpty { return .boolean(true) }
    if more.count == 1, more[0].unit.isEmpty { return .number(more[0].count) }
    return .object(more.map { ($0.unit, .number($0.count)) })
  }

  /// As it was written, or in a form that reads as the same bounds.
  private func number(_ quantity: Quantity) -> JSONNode {
    if let text = quantity.text { return .string(text) }
    if quantity.lower == quantity.upper {
      return .value(.number(Quantity(lower: quantity.lower, upper: quantity.upper)))
    }
    let (low, high) = (Quantity.decimal(quantity.lower), Quantity.decimal(quantity.upper))
    if quantity.upper == Quantity.highest { return .string(">=" + low) }
    return .string(quantity.lower == Quantity.lowest ? "<=" + high : "\(low)..\(high)")
  }

  /// The period, unless claims make all of it that is known.
  private var when: JSONNode? {
    guard case .date(let date) = record["when"] else { return nil }
    if claims.make(date.text, in: "when", of: entity) { return nil }
    guard let slash = date.text.firstIndex(of: "/") else { return .string(date.text) }
    func side(_ field: String, _ text: Substring) -> Substring {
      claims.make(text, in: field, of: entity) ? "" : text
    }
    let start = side("starts", date.text[..<slash])
    let end = side("ends", date.text[slash...].dropFirst())
    return start.isEmpty && end.isEmpty ? nil : .string("\(start)/\(end)")
  }
}
