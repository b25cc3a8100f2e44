internal import AlmanacStore
internal import AlmanacTime

/// What is known of a record while its keys are read.
struct RecordInProgress {
  var noun: Noun
  var entity: Entity
  /// Node of the key that gave each end of the period.
  var startNode: Int?
  var endNode: Int?
  /// Node of the key that gave the time of each end.
  var startTimeNode: Int?
  var endTimeNode: Int?
  /// What `online` says.
  var isOnline: Bool?
  /// Parts of the place, as they come.
  var placeSteps: [StoreBuilder.PlaceStep] = []
  /// By how many more lists go on that are named one member at a time.
  var more: [String: [ListColumn.More]] = [:]
  /// The fields that were written, when the file is closed.
  var written: Set<String> = []

  /// An end of the period was written.
  var hasPeriod: Bool {
    startNode != nil || endNode != nil || startTimeNode != nil || endTimeNode != nil
  }
}

extension Importer {
  /// Reads every key of a record into the store.
  mutating func readKeys(of table: Int, _ tree: ValueTree, _ record: inout RecordInProgress) {
    sources.removeAll(keepingCapacity: true)
    let firstFigure = builder.notedFigureCount
    var node = tree.firstChild(table)
    while node >= 0 {
      builder.place = place(tree.offset(node))
      if let rule = keys.rule(ofMember: node, tree, of: record.noun) {
        readValue(node, tree, rule, &record)
      } else {
        let key = tree.keyText(node)
        if isOwnKey(key, at: tree.keyOffset(node), record.noun) {
          readFurther(node, tree, key, record, depth: 0)
        }
      }
      node = tree.next(node)
    }
    if record.hasPeriod { joinPeriod(tree, record) }
    if let isOnline = record.isOnline { setMode(isOnline, record) }
    if !record.placeSteps.isEmpty { addPlaceChain(record) }
    if isClosed { closeLists(record) }
    // Wherever among the keys the sources stand.
    builder.setSources(sources, ofFiguresFrom: firstFigure)
  }

  private mutating func readValue(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: inout RecordInProgress
  ) {
    if tree.kind(node) == .null { return }
    if isClosed { record.written.insert(rule.field) }
    let node = wordsNode(node, tree, rule)
    switch rule.meaning {
    case .identifier, .noun, .settled: break
    case .name(let language): readNames(node, tree, rule, language, record)
    case .alias: readNames(node, tree, rule, .alias, record)
    case .acronym: readNames(node, tree, rule, .acronym, record)
    case .text: readText(node, tree, rule, record)
    case .code: readCodes(node, tree, rule, record)
    case .number: readNumber(node, tree, rule, record)
    case .day, .period: readDate(node, tree, rule, record)
    case .reference(let noun): readReferences(node, tree, rule, noun, &record)
    case .link: readLinks(node, tree, record)
    case .figures: readFigures(node, tree, record)
    case .cite: readCitations(node, tree, record)
    case .ours: readOurs(node, tree, record)
    case .measure: readMeasure(node, tree, rule, record)
    case .placeStep(let kind): readPlaceStep(node, tree, kind, &record)
    case .start: record.startNode = node
    case .end: record.endNode = node
    case .startTime: record.startTimeNode = node
    case .endTime: record.endTimeNode = node
    case .isOnline: readIsOnline(node, tree, &record)
    case .derived: faultDerived(rule.field, at: tree.keyOffset(node), record.noun)
    case .further: readFurther(node, tree, rule.field, record, depth: 0)
    }
  }

  /// The plain words of a name or a text that is given in several forms:
  /// `{"text": "…", "html": "…"}`, `{"rendered": "…"}`.
  private func wordsNode(_ node: Int, _ tree: ValueTree, _ rule: KeyRule) -> Int {
    guard keys.style == .tabular, tree.kind(node) == .table else { return node }
    switch rule.meaning {
    case .name, .text:
      for key in ["text", "plain", "rendered", "@value", "value"] {
        if let inner = tree.member(key, of: node), tree.kind(inner) == .text { return inner }
      }
    default: break
    }
    return node
  }

  /// Lists that a closed file does not write are empty.
  mutating func closeLists(_ record: RecordInProgress) {
    for field in Schema.fields(of: record.noun)
    where field.isMany && field.origin == .stored && !record.written.contains(field.name) {
      builder.markNone(field.name, of: record.entity)
    }
  }
}

// MARK: - Names, texts, words

extension Importer {
  private mutating func readNames(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ language: String, _ record: RecordInProgress
  ) {
    if tree.kind(node) == .table { return readLanguages(node, tree, rule, record) }
    if !addNames(node, tree, language: language, record) {
      fault(
        tree.offset(node), "`\(rule.field)` is a text, or a text for each language: \(nameShape)")
    }
  }

  private mutating func readNames(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ kind: NameTable.Kind,
    _ record: RecordInProgress
  ) {
    var element = tree.firstElement(node)
    while element >= 0 {
      if !addName(element, tree, language: "", kind, record) {
        fault(tree.offset(element), "`\(rule.field)` is a list of texts: [\"…\", \"…\"]")
      }
      element = tree.nextElement(element, of: node)
    }
  }

  private mutating func readText(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: RecordInProgress
  ) {
    if tree.kind(node) == .table, keys.style == .corpus || isByLanguage(node, tree) {
      readLanguages(node, tree, rule, record)
    } else if setText(node, tree, language: "", rule, record) {
      return
    } else if keys.style == .tabular {
      keepAsWritten(node, tree, record)
    } else {
      fault(tree.offset(node), "`\(rule.field)` is a text: \"…\"")
    }
  }

  /// A name or a text in each language: `{ en = "…", zh = "…" }`.
  private mutating func readLanguages(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: RecordInProgress
  ) {
    var member = tree.firstChild(node)
    while member >= 0 {
      let language = tree.keyText(member)
      if !isLanguage(language) {
        fault(
          tree.keyOffset(member),
          "\"\(language)\" is no language; `\(rule.field)` goes by language: \(nameShape)")
      } else {
        let isTaken =
          rule.meaning == .text
          ? setText(member, tree, language: language, rule, record)
          : addNames(member, tree, language: language, record)
        if !isTaken {
          fault(
            tree.offset(member), "`\(rule.field)` is a text in each language: \(nameShape)")
        }
      }
      member = tree.next(member)
    }
  }

  /// A name, or in tabular files several.
  ///
  /// - Returns: false when one is no text.
  private mutating func addNames(
    _ node: Int, _ tree: ValueTree, language: String, _ record: RecordInProgress
  ) -> Bool {
    guard keys.style == .tabular, tree.kind(node) == .array else {
      return addName(node, tree, language: language, .name, record)
    }
    var areTexts = true
    var element = tree.firstElement(node)
    while element >= 0 {
      if !addName(element, tree, language: language, .name, record) { areTexts = false }
      element = tree.nextElement(element, of: node)
    }
    return areTexts
  }

  /// - Returns: false when the node is no text.
  private mutating func addName(
    _ node: Int, _ tree: ValueTree, language: String, _ kind: NameTable.Kind,
    _ record: RecordInProgress
  ) -> Bool {
    if let range = tree.plainRange(node) {
      builder.addName(
        utf8: tree.bytes.span.extracting(range), language: language, kind: kind,
        to: record.entity)
      return true
    }
    guard let text = plainText(node, tree) else { return false }
    builder.addName(text, language: language, kind: kind, to: record.entity)
    return true
  }

  /// - Returns: false when the node is no text.
  private mutating func setText(
    _ node: Int, _ tree: ValueTree, language: String, _ rule: KeyRule, _ record: RecordInProgress
  ) -> Bool {
    if let range = tree.plainRange(node) {
      builder.setText(
        rule.field, utf8: tree.bytes.span.extracting(range), language: language,
        of: record.entity)
      return true
    }
    guard let text = plainText(node, tree) else { return false }
    builder.setText(rule.field, text, language: language, of: record.entity)
    return true
  }

  /// Whether the keys of a table are short as those of languages are: `en`, `zh-Hans`.
  private func isByLanguage(_ node: Int, _ tree: ValueTree) -> Bool {
    var member = tree.firstChild(node)
    while member >= 0 {
      let key = tree.keyText(member)
      guard isLanguage(key), 2...3 ~= key.utf8.prefix(while: { $0 != UInt8(ascii: "-") }).count,
        tree.kind(member) == .text
      else { return false }
      member = tree.next(member)
    }
    return tree.firstChild(node) >= 0
  }

  private mutating func readCodes(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: RecordInProgress
  ) {
    guard rule.isMany || keys.style == .tabular || tree.kind(node) != .array else {
      return fault(tree.offset(node), wordShape(rule))
    }
    if tree.kind(node) == .table {
      if rule.isMany, readOpenList(node, tree, rule, record) != nil { return }
      if keys.style == .tabular {
        return keepAsWritten(node, tree, record)
      }
      return fault(tree.offset(node), wordShape(rule))
    }
    if tree.kind(node) == .array, tree.firstChild(node) < 0 {
      return builder.markNone(rule.field, of: record.entity)
    }
    var element = tree.firstElement(node)
    while element >= 0 {
      if rule.field != "mode", let range = tree.plainRange(element) {
        builder.addCode(
          rule.field, utf8: tree.bytes.span.extracting(range), of: record.entity)
      } else if let text = plainText(element, tree) {
        let word = rule.field == "mode" ? modeWord(text) : text
        builder.addCode(rule.field, word, of: record.entity)
      } else {
        fault(tree.offset(element), wordShape(rule))
      }
      element = tree.nextElement(element, of: node)
    }
  }

  private mutating func readIsOnline(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    switch tree.scalarText(node)?.lowercased() {
    case "true", "yes", "1": record.isOnline = true
    case "false", "no", "0": record.isOnline = false
    default: keepAsWritten(node, tree, record)
    }
  }

  /// Online and at a place is both.
  private mutating func setMode(_ isOnline: Bool, _ record: RecordInProgress) {
    let mode = isOnline ? (record.placeSteps.isEmpty ? "online" : "hybrid") : "offline"
    builder.addCode("mode", mode, of: record.entity)
  }

  /// A text that is not blank; in tabular files a number or a truth value too.
  func plainText(_ node: Int, _ tree: ValueTree) -> String? {
    guard let text = keys.style == .corpus ? tree.text(node) : tree.scalarText(node),
      !text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D })
    else { return nil }
    return text
  }
}

private func wordShape(_ rule: KeyRule) -> String {
  let shape = rule.isMany ? "a word or a list of words: [\"…\", \"…\"]" : "one word: \"…\""
  return "`\(rule.field)` is \(shape)"
}

private let nameShape = "{ en = \"…\", zh = \"…\" }"

/// Letters, digits and hyphens, as BCP 47 has them.
/// Whether a text has the form of a language tag.
func isLanguage(_ text: String) -> Bool {
  let length = text.utf8.prefix { $0 != UInt8(ascii: "-") }.count
  return (1...8).contains(length)
    && text.utf8.allSatisfy {
      0x61...0x7A ~= $0 || 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-")
    }
}

/// The word for how an event is attended, whatever the file calls it.
func modeWord(_ text: String) -> String {
  switch text {
  case "online", "offline", "hybrid": return text
  case "in-person": return "offline"
  default: break
  }
  let plain = text.lowercased().filter { $0.isLetter }
  let last = text.split(separator: "/").last.map { String($0).lowercased() } ?? plain
  switch plain {
  case "offline", "inperson", "onsite", "presence", "physical": return "offline"
  case "online", "virtual", "remote": return "online"
  case "hybrid", "mixed": return "hybrid"
  default: break
  }
  switch last {
  case "offlineeventattendancemode": return "offline"
  case "onlineeventattendancemode": return "online"
  case "mixedeventattendancemode": return "hybrid"
  default: return text
  }
}
