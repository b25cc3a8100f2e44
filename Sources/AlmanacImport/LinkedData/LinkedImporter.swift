internal import AlmanacStore
internal import AlmanacTime

/// What is known of one document of linked data while it is read.
struct LinkedDocument {
  let tree: ValueTree
  /// The fullest object of each id.
  var nodes: [String: Int] = [:]
  /// The records that were made of objects.
  var entities: [Int: Entity] = [:]
  /// Objects of types that are none of ours, by type.
  var skipped: [String: Int] = [:]
  /// Events that have an event above them; the first one counts.
  var hasParent: Set<Entity> = []

  init(_ tree: ValueTree) {
    self.tree = tree
    for node in tree.nodes.indices where tree.kind(node) == .table {
      guard let id = key(of: node) else { continue }
      let count = tree.nodes[node].childCount
      if let known = nodes[id], tree.nodes[known].childCount >= count { continue }
      nodes[id] = node
    }
  }

  /// The fullest object of the same id; else itself.
  func resolved(_ node: Int) -> Int {
    guard tree.kind(node) == .table, let id = key(of: node) else { return node }
    return nodes[id] ?? node
  }

  /// By what objects of a document are one: an address means one thing, any other id one of its kind.
  private func key(of node: Int) -> String? {
    guard let id = tree.linkedID(node) ?? tree.plainIdentifier(node) else { return nil }
    guard !id.contains(":"), tree.member("@id", of: node) == nil,
      let noun = LinkedTypes.noun(of: tree.linkedTypes(node))
    else { return id }
    return "\(noun.word) \(id)"
  }

}

// schema.org as JSON-LD: objects become records by their types, and what an object names becomes a
// record too where it is an object with a name.
extension Importer {
  /// The script blocks of a page.
  mutating func readPage(_ bytes: [UInt8]) {
    let blocks = linkedBlocks(in: bytes)
    if blocks.isEmpty, let offset = markedUpEvent(in: bytes) {
      report.unreadable += 1
      fault(
        offset,
        "the page tells of its events within its text (microdata, RDFa, microformats), which is not "
          + "read; what is read is <script type=\"application/ld+json\">")
    } else if blocks.isEmpty {
      faults.appendNotice(
        file: file, offset: 0,
        "the page has no <script type=\"application/ld+json\">, so there is nothing to read in it")
    }
    for block in blocks {
      let loose = LooseJSON(bytes, block)
      for remark in loose.remarks {
        faults.appendNotice(file: file, offset: remark.offset, remark.message)
      }
      var reader = JSONReader(bytes: loose.bytes)
      do throws(ReadingFault) {
        try reader.read(block.lowerBound, block.upperBound)
        readLinkedDocument(reader.tree)
      } catch {
        report.unreadable += 1
        fault(error.offset, error.message)
      }
    }
  }

  /// One record of linked data among others.
  mutating func readLinkedRecord(_ node: Int, _ tree: ValueTree) {
    var document = LinkedDocument(tree)
    readLinkedValue(node, &document)
  }

  /// A document of linked data, once it is known to be one.
  mutating func readLinkedDocument(_ tree: ValueTree) {
    var document = LinkedDocument(tree)
    readLinkedValue(0, &document)
    guard !document.skipped.isEmpty else { return }
    let types = document.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let count = types.reduce(0) { $0 + $1.value }
    faults.appendNotice(
      file: file, offset: tree.offset(0),
      "\(count) \(count == 1 ? "object is" : "objects are") left out, no events, organizations, "
        + "people or places: "
        + types.prefix(5).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        + (types.count > 5 ? " …" : ""))
  }

  private mutating func readLinkedValue(_ node: Int, _ document: inout LinkedDocument) {
    let tree = document.tree
    if tree.kind(node) == .array {
      var element = tree.firstChild(node)
      while element >= 0 {
        readLinkedValue(element, &document)
        element = tree.next(element)
      }
    }
    guard tree.kind(node) == .table else { return }
    let types = tree.linkedTypes(node)
    if let noun = LinkedTypes.noun(of: types) {
      _ = linkedEntity(node, &document)
      // A second object of the same id is the same event, and may say more of it.
      let fullest = document.resolved(node)
      if noun == .event, node != fullest, document.entities[node] == nil,
        says(node, beside: fullest, tree)
      {
        _ = makeEntity(node, noun, linkedRecordID(node, noun, tree), &document)
      }
      return
    }
    // Lists, feeds, pages and actions hold events without being ones.
    let before = document.entities.count
    var member = tree.firstChild(node)
    while member >= 0 {
      readLinkedValue(member, &document)
      member = tree.next(member)
    }
    if let type = types.first, document.entities.count == before {
      document.skipped[type, default: 0] += 1
    }
  }

  /// The record of an object, made when it is first met; nil when it is none or has been refused.
  mutating func linkedEntity(
    _ node: Int, as expected: Noun? = nil, _ document: inout LinkedDocument
  ) -> Entity? {
    let tree = document.tree
    let node = document.resolved(node)
    if let entity = document.entities[node] { return entity }
    guard let noun = LinkedTypes.noun(of: tree.linkedTypes(node)) ?? expected else { return nil }
    let id = linkedRecordID(node, noun, tree)
    // What has only a name is the record of that name, whichever file has it.
    let isGlobal = isGlobalID(id)
    if let known = builder.meant(noun, id: id),
      noun != .event && !isGlobal || Int(builder.place(of: known) >> 48) == file
    {
      document.entities[node] = known
      return known
    }
    return makeEntity(node, noun, id, &document)
  }

  private mutating func makeEntity(
    _ node: Int, _ noun: Noun, _ id: String, _ document: inout LinkedDocument
  ) -> Entity {
    let place = builder.place
    builder.place = self.place(document.tree.offset(node))
    defer { builder.place = place }
    let entity = addForeign(
      noun, id: id, isGlobal: isGlobalID(id), at: document.tree.offset(node))
    document.entities[node] = entity
    var record = RecordInProgress(noun: noun, entity: entity)
    if noun == .event {
      readLinkedEvent(node, &document, &record)
    } else {
      readLinkedThing(node, &document, &record)
    }
    if isClosed { closeLists(record) }
    return entity
  }

  private func linkedRecordID(_ node: Int, _ noun: Noun, _ tree: ValueTree) -> String {
    if let id = tree.linkedID(node), !id.hasPrefix("_:") { return globalID(id) }
    for key in ["identifier", "sameAs"] where noun != .event || key == "identifier" {
      guard let member = tree.linkedMember(key, of: node),
        let first = linkedTexts(member, tree).first
      else { continue }
      let id = globalID(first.text)
      if key == "identifier" || id.hasPrefix("ror:") { return id }
    }
    let name =
      tree.linkedMember("name", of: node).flatMap { linkedTexts($0, tree).first?.text } ?? ""
    let made = identifier(fromName: name)
    // An organization of that name is the same one; two events may have one name.
    if noun != .event, !made.isEmpty { return made }
    return freeID(made.isEmpty ? "\(noun.word)-\(builder.rowCount(of: noun) + 1)" : made, noun)
  }

  /// `https://ror.org/05gq02987` is `ror:05gq02987`; any other id stays.
  func globalID(_ id: String) -> String {
    for prefix in ["https://ror.org/", "http://ror.org/"] where id.hasPrefix(prefix) {
      return "ror:" + id.dropFirst(prefix.count)
    }
    return id
  }
}

// MARK: - Values

extension Importer {
  /// The texts of a value and their languages: a scalar, `{"@value": …, "@language": …}`, a text for
  /// each language, an object's name, or a list of such.
  func linkedTexts(_ node: Int, _ tree: ValueTree) -> [(text: String, language: String)] {
    switch tree.kind(node) {
    case .null: return []
    case .text, .number, .boolean:
      guard let text = tree.scalarText(node), !text.isBlank else { return [] }
      return [(text.trimmedBlanks, "")]
    case .array:
      var texts: [(text: String, language: String)] = []
      var element = tree.firstChild(node)
      while element >= 0 {
        texts += linkedTexts(element, tree)
        element = tree.next(element)
      }
      return texts
    case .table: return objectTexts(node, tree)
    }
  }

  private func objectTexts(_ node: Int, _ tree: ValueTree) -> [(text: String, language: String)] {
    if let value = tree.member("@value", of: node) {
      let language = tree.member("@language", of: node).flatMap { tree.text($0) } ?? ""
      return linkedTexts(value, tree).map { ($0.text, isLanguage(language) ? language : "") }
    }
    for key in ["name", "headline", "prefLabel", "value", "url", "@id"] {
      if let member = tree.linkedMember(key, of: node) { return linkedTexts(member, tree) }
    }
    var texts: [(text: String, language: String)] = []
    var member = tree.firstChild(node)
    while member >= 0 {
      let language = tree.keyText(member)
      if isLanguage(language), language.count <= 11 {
        texts += linkedTexts(member, tree).map { ($0.text, language) }
      }
      member = tree.next(member)
    }
    return texts
  }

  /// Whether an object says something that another one of its id does not.
  private func says(_ node: Int, beside other: Int, _ tree: ValueTree) -> Bool {
    var member = tree.firstChild(node)
    while member >= 0 {
      guard let same = tree.member(tree.keyText(member), of: other) else { return true }
      let texts = linkedTexts(member, tree).map(\.text)
      let known = linkedTexts(same, tree).map(\.text)
      if !Set(texts).isSubset(of: known) || texts.isEmpty && !tree.isSame(member, same) {
        return true
      }
      member = tree.next(member)
    }
    return false
  }

  /// Names of a record, the first of them leading.
  mutating func addLinkedNames(
    _ node: Int, _ tree: ValueTree, _ kind: NameTable.Kind, _ record: RecordInProgress
  ) {
    for (text, language) in linkedTexts(node, tree) {
      builder.addName(text, language: language, kind: kind, to: record.entity)
    }
  }

  /// A value that is no field of ours, under its key; what lies within, under dotted ones.
  mutating func keepLinked(
    _ node: Int, _ key: String, _ tree: ValueTree, _ record: inout RecordInProgress, depth: Int = 0
  ) {
    switch tree.kind(node) {
    case .null: break
    case .text, .number, .boolean:
      if let text = tree.scalarText(node) { keepForeign(key, text, &record) }
    case .array, .table:
      guard depth < 16 else {
        return fault(tree.offset(node), "`\(key)` goes more than 16 levels deep; it is left out")
      }
      if tree.kind(node) == .table, tree.member("@value", of: node) != nil {
        for (text, _) in linkedTexts(node, tree) { keepForeign(key, text, &record) }
        return
      }
      var child = tree.firstChild(node)
      while child >= 0 {
        let name = tree.kind(node) == .table ? localName(tree.keyText(child)) : ""
        if !["@type", "@context", "type"].contains(name) {
          let path = name.isEmpty ? key : "\(key).\(name == "@id" ? "id" : name)"
          keepLinked(child, path, tree, &record, depth: depth + 1)
        }
        child = tree.next(child)
      }
    }
  }
}
