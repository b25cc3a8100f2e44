internal import AlmanacStore
internal import AlmanacText

// One JSON object a record: keys are fields or the spellings that people use for them, `"noun"`
// says the kind of record, and what no record defines comes into being by its name.
extension Importer {
  mutating func readJSONLines(_ bytes: [UInt8]) {
    // A closed file states what it does not write, record by record.
    if bytes.count > stretchBytes, !isClosed {
      return readMany(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, .lines)
    }
    var lines = JSONLinesReader(bytes)
    while let line = lines.next() {
      if lines.line % 1_024 == 0, !goesOn(lines.offset) { return }
      switch line {
      case .success(let value): readTabularRecord(value.index, value.tree)
      case .failure(let fault):
        report.unreadable += 1
        self.fault(fault.offset, fault.message)
      }
    }
    tieRegistry()
  }

  /// One document: an array of records, or a single one.
  mutating func readJSONDocument(_ bytes: [UInt8]) {
    do throws(ReadingFault) {
      let tree = try readJSON(bytes)
      if tree.isLinkedDocument() { return readLinkedDocument(tree) }
      if let items = registryItems(of: tree) {
        readRecords(items, tree)
      } else {
        let list = RecordList(of: tree, &keys)
        if !list.paths.isEmpty { noticeWrapping(list, tree) }
        for record in list.records { readTabularRecord(record, tree) }
      }
      tieRegistry()
    } catch {
      guard !readLooseDocument(bytes) else { return }
      report.unreadable += 1
      fault(error.offset, error.message)
    }
  }

  private mutating func readRecords(_ list: Int, _ tree: ValueTree) {
    var element = tree.firstElement(list)
    while element >= 0 {
      readTabularRecord(element, tree)
      element = tree.nextElement(element, of: list)
    }
  }

  private mutating func noticeWrapping(_ list: RecordList, _ tree: ValueTree) {
    let paths = list.paths.filter { !$0.isEmpty }.prefix(5).map { "`\($0)`" }
    guard !paths.isEmpty else { return }
    let others = list.leftOut.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
    faults.appendNotice(
      file: file, offset: tree.offset(0),
      "the records are those of \(paths.joined(separator: ", "))"
        + (others.isEmpty ? "" : "; left out: \(others)"))
  }

  /// The `items` of the registry's own answers.
  private func registryItems(of tree: ValueTree) -> Int? {
    guard let items = tree.member("items", of: 0), tree.kind(items) == .array,
      tree.firstChild(items) >= 0, tree.isROR(tree.firstChild(items))
    else { return nil }
    return items
  }

  /// Linked data with comments and control characters, which people copy from pages.
  ///
  /// - Returns: false when it is none, or is wrong otherwise.
  private mutating func readLooseDocument(_ bytes: [UInt8]) -> Bool {
    let loose = LooseJSON(bytes, 0..<bytes.count)
    guard !loose.remarks.isEmpty, let tree = try? readJSON(loose.bytes), tree.isLinkedDocument()
    else { return false }
    for remark in loose.remarks {
      faults.appendNotice(file: file, offset: remark.offset, remark.message)
    }
    readLinkedDocument(tree)
    return true
  }

  mutating func readTabularRecord(_ table: Int, _ tree: ValueTree) {
    guard tree.kind(table) == .table else {
      report.unreadable += 1
      return fault(tree.offset(table), "a record is an object: {\"name\": \"…\", \"start\": \"…\"}")
    }
    if isHeadOfStore(table, tree) {
      wholeStores.insert(file)
      // Its countries have their codes and continents, or were to have none.
      if files.count == 1 { builder.placesCountries = false }
      return
    }
    if tree.isROR(table) { return readROR(table, tree) }
    if tree.isLinked(table) { return readLinkedRecord(table, tree) }
    var noun = Noun.event
    if let node = tree.member("noun", of: table) {
      guard let word = tree.text(node), let named = Noun(word: word) else {
        report.unreadable += 1
        return faultUnknownNoun(tree.scalarText(node) ?? "this", at: tree.offset(node))
      }
      noun = named
    }
    builder.place = place(tree.offset(table))
    let entity: Entity?
    switch noun {
    case .figure: entity = addFigure(table, tree)
    case .claim: entity = addClaim(table, tree)
    default: entity = addTabularRecord(table, tree, noun)
    }
    guard let entity else { return countRefused(noun) }
    countRead(noun)
    var record = RecordInProgress(noun: noun, entity: entity)
    readKeys(of: table, tree, &record)
  }

  /// `{"almanac": "store"}`: what stands before the records of a store that was written whole.
  private func isHeadOfStore(_ table: Int, _ tree: ValueTree) -> Bool {
    guard let mark = tree.member("almanac", of: table), tree.text(mark) == "store" else {
      return false
    }
    return tree.next(tree.firstChild(table)) < 0
  }

  private mutating func addTabularRecord(
    _ table: Int, _ tree: ValueTree, _ noun: Noun
  ) -> Entity? {
    tabularID(table, tree, noun).map { add(noun, $0) }
  }

  /// The id of a record: its own, else one made of its name, else of its line; nil with a fault.
  mutating func tabularID(_ table: Int, _ tree: ValueTree, _ noun: Noun) -> RecordID? {
    guard let node = idNode(table, tree, noun) else {
      return RecordID(text: freeID(madeID(table, tree, noun), noun))
    }
    guard tree.kind(node) == .text || tree.kind(node) == .number,
      let id = tree.scalarText(node), !id.isEmpty
    else {
      fault(tree.offset(node), "an id is a text or a number: \"id\": \"…\"")
      return nil
    }
    return ownID(id, noun, isGlobal: isGlobalID(id), at: tree.offset(node))
  }

  private mutating func idNode(_ table: Int, _ tree: ValueTree, _ noun: Noun) -> Int? {
    for key in ["id", "uid", "@id", "identifier"] {
      if let node = tree.member(key, of: table), tree.kind(node) != .null { return node }
    }
    return firstMember(of: table, tree, noun) { $0 == .identifier }
  }

  /// The first member that is not null and has such a meaning, however its key is spelt.
  private mutating func firstMember(
    of table: Int, _ tree: ValueTree, _ noun: Noun, _ isWanted: (KeyMeaning) -> Bool
  ) -> Int? {
    var member = tree.firstChild(table)
    while member >= 0 {
      if tree.kind(member) != .null, let rule = keys.rule(ofMember: member, tree, of: noun),
        isWanted(rule.meaning)
      {
        return member
      }
      member = tree.next(member)
    }
    return nil
  }

  private mutating func madeID(_ table: Int, _ tree: ValueTree, _ noun: Noun) -> String {
    for key in ["name", "title", "summary", "subject", ""] {
      let node =
        key.isEmpty
        ? firstMember(of: table, tree, noun) { $0 == .name(language: "") }
        : tree.member(key, of: table)
      if let node, let name = tree.text(node) {
        let id = identifier(fromName: name)
        if !id.isEmpty { return id }
      }
    }
    return "\(noun.word)-\(builder.rowCount(of: noun) + 1)"
  }
}
