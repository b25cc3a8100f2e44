internal import AlmanacStore

// A corpus in TOML: one table a record, `[[event]]`, its keys the fields of the language.
extension Importer {
  mutating func readCorpus(_ bytes: [UInt8]) {
    let document = readTOML(bytes)
    for fault in document.faults { self.fault(fault.offset, fault.message) }
    let tree = document.tree
    guard !tree.nodes.isEmpty else { return }
    var member = tree.firstChild(0)
    while member >= 0 {
      let word = tree.keyText(member)
      if let noun = Noun(word: word) {
        readRecords(member, tree, noun)
      } else {
        faultUnknownNoun(word, at: tree.keyOffset(member))
      }
      member = tree.next(member)
    }
  }

  private mutating func readRecords(_ node: Int, _ tree: ValueTree, _ noun: Noun) {
    var element = tree.firstElement(node)
    while element >= 0 {
      if tree.kind(element) == .table {
        readRecord(element, tree, noun)
      } else {
        fault(tree.offset(element), "\(noun.withArticle) begins with [[\(noun.word)]]")
      }
      element = tree.nextElement(element, of: node)
    }
  }

  private mutating func readRecord(_ table: Int, _ tree: ValueTree, _ noun: Noun) {
    builder.place = place(tree.offset(table))
    let entity: Entity?
    switch noun {
    case .figure: entity = addFigure(table, tree)
    case .claim: entity = addClaim(table, tree)
    default: entity = addRecord(table, tree, noun)
    }
    guard let entity else { return countRefused(noun) }
    countRead(noun)
    note(entity, table, tree)
    var record = RecordInProgress(noun: noun, entity: entity)
    readKeys(of: table, tree, &record)
  }

  private mutating func addRecord(_ table: Int, _ tree: ValueTree, _ noun: Noun) -> Entity? {
    guard let id = corpusID(table, tree, noun) else { return nil }
    do throws(DuplicateRecord) {
      return try builder.add(noun, id: id)
    } catch {
      faultDuplicate(error, at: tree.offset(tree.member("id", of: table) ?? table))
      return nil
    }
  }

  /// The id of a record, or nil with a fault.
  private mutating func corpusID(_ table: Int, _ tree: ValueTree, _ noun: Noun) -> String? {
    guard let node = tree.member("id", of: table) else {
      // What is damaged has its fault already; the id may be in the part that was lost.
      if !tree.isDamaged(table) {
        fault(tree.offset(table), "\(noun.withArticle) needs an id: id = \"…\"")
      }
      return nil
    }
    guard let id = tree.text(node), !id.isEmpty else {
      fault(tree.offset(node), "an id is a text: id = \"…\"")
      return nil
    }
    guard isCorpusID(id) else {
      fault(tree.offset(node), "\"\(id)\" is no id; an id has letters, digits and hyphens only")
      return nil
    }
    return id
  }

  mutating func faultDuplicate(_ error: DuplicateRecord, at offset: Int) {
    // A fault that is not told must not count the lines of its file.
    guard !faults.isFull(file: file) else { return fault(offset, "") }
    let existing = placeText(builder.place(of: error.existing))
    fault(
      offset, "the \(error.noun.word) \"\(error.id)\" is already defined at \(existing)")
  }

  mutating func faultUnknownNoun(_ word: String, at offset: Int) {
    let words = Noun.allCases.map(\.word)
    fault(
      offset,
      "\"\(word)\" is no kind of record"
        + (suggestion(nearest(word, among: words).map { "\"\($0)\"" }).nonEmpty
          ?? "; there are \(words.joined(separator: ", "))"))
  }
}

// MARK: - Figures and claims

extension Importer {
  /// A figure from its subject, measure and value, or nil with a fault.
  mutating func addFigure(_ table: Int, _ tree: ValueTree) -> Entity? {
    guard let subject = needed("subject", table, tree, .figure),
      let measure = needed("measure", table, tree, .figure)
    else { return nil }
    guard let node = tree.member("value", of: table) else {
      if !tree.isDamaged(table) {
        fault(tree.offset(table), "a figure needs a value: value = \"~60\"")
      }
      return nil
    }
    guard let value = quantity(node, tree) else {
      fault(tree.offset(node), notANumber("value"))
      return nil
    }
    guard let id = idOrMade("\(subject)-\(measure)", table, tree, .figure) else { return nil }
    do throws(DuplicateRecord) {
      return try builder.addFigure(
        id: id, subject: anyRecord(subject), measure: measure, value: value)
    } catch {
      faultDuplicate(error, at: tree.offset(tree.member("id", of: table) ?? table))
      return nil
    }
  }

  /// A claim from its subject, field, value and verdict, or nil with a fault.
  mutating func addClaim(_ table: Int, _ tree: ValueTree) -> Entity? {
    guard let subject = needed("subject", table, tree, .claim),
      let field = needed("field", table, tree, .claim),
      let value = needed("value", table, tree, .claim),
      let verdict = needed("verdict", table, tree, .claim)
    else { return nil }
    guard verdicts.contains(verdict) else {
      let near = nearest(verdict, among: verdicts).map { "\"\($0)\"" }
      let node = tree.member("verdict", of: table) ?? table
      fault(
        tree.offset(node),
        "\"\(verdict)\" is no verdict"
          + (suggestion(near).nonEmpty ?? "; there are \(verdicts.joined(separator: ", "))"))
      return nil
    }
    guard let id = idOrMade("\(subject)-\(field)", table, tree, .claim) else { return nil }
    let valuePlace = tree.member("value", of: table).map { place(tree.offset($0)) }
    do throws(DuplicateRecord) {
      return try builder.addClaim(
        id: id, subject: anyRecord(subject), field: field, value: value, verdict: verdict,
        valuePlace: valuePlace)
    } catch {
      faultDuplicate(error, at: tree.offset(tree.member("id", of: table) ?? table))
      return nil
    }
  }

  /// A text or number without which the record is none.
  private mutating func needed(
    _ key: String, _ table: Int, _ tree: ValueTree, _ noun: Noun
  ) -> String? {
    guard let node = tree.member(key, of: table) else {
      if !tree.isDamaged(table) {
        fault(tree.offset(table), "\(noun.withArticle) needs a \(key): \(key) = \"…\"")
      }
      return nil
    }
    guard tree.kind(node) == .text || tree.kind(node) == .number,
      let text = tree.scalarText(node), !text.isEmpty
    else {
      fault(tree.offset(node), "`\(key)` is a text: \"…\"")
      return nil
    }
    if key == "subject" { builder.place = place(tree.offset(node)) }
    return text
  }

  /// The record's id; one that is made of what it speaks about where it has none.
  private mutating func idOrMade(
    _ made: String, _ table: Int, _ tree: ValueTree, _ noun: Noun
  ) -> String? {
    guard tree.member("id", of: table) != nil else { return freeID(made, noun) }
    if keys.style == .corpus { return corpusID(table, tree, noun) }
    let id = tabularID(table, tree, noun)
    // Two statements of one id are no one statement: the second is refused where it is added.
    if let twin = id?.twin, Int(builder.place(of: twin) >> 48) == file {
      return builder.id(of: twin)
    }
    return id?.text
  }

  /// That id, or with the first number behind it that makes it a new one.
  func freeID(_ id: String, _ noun: Noun) -> String {
    var free = id
    var number = 2
    while builder.find(noun, id: free) != nil {
      free = "\(id)-\(number)"
      number += 1
    }
    return free
  }
}

private let verdicts = ["accepted", "refined", "disputed", "rejected"]

private func isCorpusID(_ id: String) -> Bool {
  id.unicodeScalars.allSatisfy {
    $0.isASCII
      ? 0x61...0x7A ~= $0.value || 0x41...0x5A ~= $0.value || 0x30...0x39 ~= $0.value
        || $0 == "-" || $0 == "_"
      : $0.properties.isXIDContinue
  }
}

extension String {
  /// Itself when there is something in it.
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
