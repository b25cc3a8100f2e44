internal import AlmanacStore

extension Importer {
  /// A field that names other records: one, a list, or `{ named = […], more = … }`.
  mutating func readReferences(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ noun: Noun, _ record: inout RecordInProgress
  ) {
    guard rule.isMany || tree.kind(node) != .array || keys.style == .tabular else {
      return fault(tree.offset(node), "`\(rule.field)` is one id: \"…\"")
    }
    if tree.kind(node) == .table {
      if keys.style == .tabular, noun == .place, record.noun == .event,
        tree.member("named", of: node) == nil, tree.member("more", of: node) == nil,
        tree.member("id", of: node) == nil
      {
        readPlaceTable(node, tree, "venue", &record)
      } else if let named = readOpenList(node, tree, rule, record) {
        if named >= 0 { addElements(of: named, tree, rule, noun, &record) }
      } else if keys.style == .tabular, let target = nameNode(of: node, tree) {
        addElements(of: target, tree, rule, noun, &record)
      } else if keys.style == .tabular {
        keepAsWritten(node, tree, record)
      } else {
        fault(tree.offset(node), shape(of: rule))
      }
      return
    }
    if tree.kind(node) == .array, tree.firstChild(node) < 0 {
      return builder.markNone(rule.field, of: record.entity)
    }
    addElements(of: node, tree, rule, noun, &record)
  }

  private mutating func addElements(
    of node: Int, _ tree: ValueTree, _ rule: KeyRule, _ noun: Noun,
    _ record: inout RecordInProgress
  ) {
    var element = tree.firstElement(node)
    while element >= 0 {
      builder.place = place(tree.offset(element))
      let inner = keys.style == .tabular ? nameNode(of: element, tree) ?? element : element
      if keys.style == .tabular, let more = openMark(inner, tree) {
        builder.markOpen(rule.field, more: more, of: record.entity)
      } else if noun == .source {
        addSource(inner, tree, rule, &record)
      } else if keys.style == .tabular, noun == .theme, element == node,
        tree.kind(inner) == .text
      {
        for part in (tree.text(inner) ?? "").split(whereSeparator: { ",;".contains($0) }) {
          let word = part.trimmed
          if !word.isEmpty {
            builder.addReference(rule.field, to: .name(word), noun: noun, of: record.entity)
          }
        }
      } else if !addReference(inner, tree, rule, noun, record) {
        fault(tree.offset(element), shape(of: rule))
      }
      element = tree.nextElement(element, of: node)
    }
  }

  /// - Returns: false when the node names nothing.
  private mutating func addReference(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ noun: Noun, _ record: RecordInProgress
  ) -> Bool {
    // A number is an id and no name; a corpus speaks of ids only.
    let isName = keys.style == .tabular && tree.kind(node) == .text
    if isName, rule.field == "country", let name = plainText(node, tree) {
      // A code is enough to name a country: `CN`.
      let step = StoreBuilder.PlaceStep(name: name, kind: "country")
      builder.addReference(rule.field, to: .places([step]), noun: noun, of: record.entity)
      return true
    }
    if let range = tree.plainRange(node) {
      builder.addReference(
        rule.field, toUTF8: tree.bytes.span.extracting(range), isName: isName, noun: noun,
        of: record.entity)
      return true
    }
    guard let text = plainText(node, tree) else { return false }
    builder.addReference(
      rule.field, to: isName ? .name(text) : .id(text), noun: noun, of: record.entity)
    return true
  }

  private func shape(of rule: KeyRule) -> String {
    if !rule.isMany { return "`\(rule.field)` is one id: \"…\"" }
    return "`\(rule.field)` is an id, a list of ids [\"…\", \"…\"], or { named = […], more = true }"
  }

  /// Of an object in a tabular file, what it is called: its id, else its name.
  func nameNode(of node: Int, _ tree: ValueTree) -> Int? {
    guard tree.kind(node) == .table else { return nil }
    for key in ["id", "@id", "name", "title", "displayName", "organizer"] {
      if let member = tree.member(key, of: node), tree.scalarText(member) != nil { return member }
    }
    return nil
  }

  /// Marks the list of `{ named = […], more = { province = 11 } }` open.
  ///
  /// - Returns: the node of `named`, -1 when there is none; nil when it is no such table.
  mutating func readOpenList(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: RecordInProgress
  ) -> Int? {
    let named = tree.member("named", of: node)
    guard let more = tree.member("more", of: node) else { return named }
    switch tree.kind(more) {
    case .boolean:
      if tree.scalarText(more) == "true" {
        builder.markOpen(rule.field, more: [], of: record.entity)
      }
    case .number, .text:
      if let count = wholeNumber(more, tree) {
        let entry = ListColumn.More(unit: "", count: count)
        builder.markOpen(rule.field, more: [entry], of: record.entity)
      } else {
        fault(tree.offset(more), moreShape)
      }
    case .table:
      var entries: [ListColumn.More] = []
      var member = tree.firstChild(more)
      while member >= 0 {
        if let count = wholeNumber(member, tree) {
          entries.append(ListColumn.More(unit: tree.keyText(member), count: count))
        } else {
          fault(tree.offset(member), moreShape)
        }
        member = tree.next(member)
      }
      builder.markOpen(rule.field, more: entries, of: record.entity)
    default: fault(tree.offset(more), moreShape)
    }
    return named ?? -1
  }

  /// `+more`, `+11 more`: what we write at the end of a list that goes on, and nobody's name.
  private func openMark(_ node: Int, _ tree: ValueTree) -> [ListColumn.More]? {
    guard let range = tree.plainRange(node), range.count > 4,
      tree.bytes[range.lowerBound] == UInt8(ascii: "+")
    else { return nil }
    let text = String(decoding: tree.bytes[range].dropFirst(), as: UTF8.self)
    if text == "more" { return [] }
    guard text.hasSuffix(" more"), let count = Int(text.dropLast(5)), count > 0 else { return nil }
    return [ListColumn.More(unit: "", count: count)]
  }

  private func wholeNumber(_ node: Int, _ tree: ValueTree) -> Int? {
    guard tree.kind(node) == .number, let text = tree.scalarText(node), let count = Int(text),
      count >= 0
    else { return nil }
    return count
  }

  private var moreShape: String {
    "`more` is true, or how many: more = 6, more = { province = 11 }"
  }
}

// MARK: - Sources, citations, links

extension Importer {
  /// `"001:14"` as document and line; anything else names a document as a whole.
  ///
  /// What has a `/` may be an address with a port; a store that was written whole says `:0` there.
  ///
  /// - Returns: where the document's id ends, and the line, 0 where none is given.
  private func sourceLine(_ text: Span<UInt8>) -> (idEnd: Int, line: UInt32) {
    var line: UInt32 = 0
    var scale: UInt32 = 1
    var index = text.count
    let isWhole = wholeStores.contains(file)
    while index > 0, text.count &- index < 9 {
      let byte = text[index &- 1]
      if byte == UInt8(ascii: ":"), line > 0 || isWhole && index < text.count, index > 1 {
        for before in 0..<index where !isWhole && text[before] == UInt8(ascii: "/") {
          return (text.count, 0)
        }
        return (index &- 1, line)
      }
      guard 0x30...0x39 ~= byte else { break }
      line &+= UInt32(byte &- 0x30) &* scale
      scale &*= 10
      index &-= 1
    }
    return (text.count, 0)
  }

  private mutating func addSource(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: inout RecordInProgress
  ) {
    guard let text = contentOfText(node, tree) else {
      return fault(tree.offset(node), shape(of: rule))
    }
    let span = text.bytes.span.extracting(text.range)
    let (end, line) = sourceLine(span)
    let id = span.extracting(0..<end)
    sources.append(
      builder.addSource(
        id, isName: keys.style == .tabular, field: rule.field, line: line, of: record.entity))
  }

  /// The bytes of a text that is not blank, escapes resolved.
  private func contentOfText(
    _ node: Int, _ tree: ValueTree
  ) -> (bytes: [UInt8], range: Range<Int>)? {
    if let range = tree.plainRange(node) { return (tree.bytes, range) }
    guard let text = plainText(node, tree) else { return nil }
    let bytes = Array(text.utf8)
    return (bytes, 0..<bytes.count)
  }

  /// An id that whatever noun may have: `ai`, or `@theme:ai` for that of one noun.
  func anyRecord(_ id: String) -> StoreBuilder.Target {
    guard id.hasPrefix("@"), let colon = id.firstIndex(of: ":"),
      let noun = Noun(word: id[..<colon].dropFirst())
    else { return .id(id) }
    return .only(noun, id: String(id[id.index(after: colon)...]))
  }

  /// `cite = { when = ["003:9"] }`.
  mutating func readCitations(_ node: Int, _ tree: ValueTree, _ record: RecordInProgress) {
    guard tree.kind(node) == .table else {
      if keys.style == .tabular { return keepAsWritten(node, tree, record) }
      return fault(tree.offset(node), "`cite` goes by field: { when = [\"003:9\"] }")
    }
    var member = tree.firstChild(node)
    while member >= 0 {
      let field = tree.keyText(member)
      if keys.rule(ofMember: member, tree, of: record.noun) == nil {
        _ = isOwnKey(field, at: tree.keyOffset(member), record.noun)
      }
      var element = tree.firstElement(member)
      while element >= 0 {
        builder.place = place(tree.offset(element))
        if tree.kind(element) == .text, let text = contentOfText(element, tree) {
          let span = text.bytes.span.extracting(text.range)
          let (end, line) = sourceLine(span)
          builder.cite(
            field, sourceUTF8: span.extracting(0..<end), line: line, of: record.entity)
        } else {
          fault(tree.offset(element), "a citation is a document and a line: \"003:9\"")
        }
        element = tree.nextElement(element, of: member)
      }
      member = tree.next(member)
    }
  }

  /// `ours = ["name.en", "alias"]`, or `ours = true` for the record as a whole.
  mutating func readOurs(_ node: Int, _ tree: ValueTree, _ record: RecordInProgress) {
    if tree.kind(node) == .boolean, tree.scalarText(node) == "true" {
      return builder.markOurs("*", of: record.entity)
    }
    if keys.style == .tabular, tree.kind(node) != .array {
      return keepAsWritten(node, tree, record)
    }
    var element = tree.firstElement(node)
    while element >= 0 {
      if let range = tree.plainRange(element) {
        let dot = tree.bytes[range].firstIndex(of: UInt8(ascii: ".")) ?? range.upperBound
        if keys.isKnown(tree.bytes, range.lowerBound..<dot, of: record.noun)
          || isOwnKey(
            String(decoding: tree.bytes[range.lowerBound..<dot], as: UTF8.self),
            at: tree.offset(element), record.noun)
        {
          builder.markOurs(utf8: tree.bytes.span.extracting(range), of: record.entity)
        }
      } else {
        fault(tree.offset(element), "`ours` is a list of fields, [\"name.en\", \"alias\"], or true")
      }
      element = tree.nextElement(element, of: node)
    }
  }

  /// `link = [{ kind = "announces", to = "…" }]`.
  mutating func readLinks(_ node: Int, _ tree: ValueTree, _ record: RecordInProgress) {
    var element = tree.firstElement(node)
    while element >= 0 {
      builder.place = place(tree.offset(element))
      let kind = tree.member("kind", of: element).flatMap { tree.text($0) }
      let target = tree.member("to", of: element)
      if let kind, let target, let id = tree.text(target) {
        builder.place = place(tree.offset(target))
        builder.addLink(kind: kind, to: anyRecord(id), of: record.entity)
      } else if keys.style == .tabular, let text = tree.text(element), isWebAddress(text),
        Schema.field("url", of: record.noun) != nil
      {
        builder.setText("url", text, of: record.entity)
      } else if keys.style == .tabular {
        readFurther(element, tree, "data.link", record, depth: 0)
      } else {
        fault(
          tree.offset(element), "a link has a kind and an id: { kind = \"announces\", to = \"…\" }")
      }
      element = tree.nextElement(element, of: node)
    }
  }
}
