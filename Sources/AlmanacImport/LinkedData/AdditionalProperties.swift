internal import AlmanacStore

// What schema.org has no word for: `{"@type": "PropertyValue", "name": "level", "value": 3}`. Ours say
// by `propertyID` what they are; any other is kept under its name.
extension Importer {
  mutating func readAdditionalProperties(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    var element = tree.firstElement(node)
    while element >= 0 {
      builder.place = place(tree.offset(element))
      readAdditionalProperty(element, tree, &record)
      element = tree.nextElement(element, of: node)
    }
  }

  private mutating func readAdditionalProperty(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    guard let member = tree.linkedMember("name", of: node),
      let name = linkedTexts(member, tree).first?.text,
      let value = tree.linkedMember("value", of: node)
    else { return keepLinked(node, "additionalProperty", tree, &record) }
    let id = tree.linkedMember("propertyID", of: node).flatMap { tree.text($0) } ?? ""
    switch id {
    case "urn:almanac:figure":
      if let value = quantity(value, tree) {
        addForeignFigure(name, value, at: tree.offset(node), record)
      }
    case "urn:almanac:field": readOwnField(name, value, tree, &record)
    case "urn:almanac:more":
      guard Schema.field(name, of: record.noun).map({ $0.isMany && $0.origin == .stored }) == true
      else { return }
      let count = tree.linkedMember("minValue", of: node).flatMap { tree.scalarText($0) }
      let unit = tree.linkedMember("unitText", of: node).flatMap { tree.text($0) }
      let more = count.flatMap { Int($0) }.map { ListColumn.More(unit: unit ?? "", count: $0) }
      noteMore(name, more.map { [$0] } ?? [], &record)
    case "urn:almanac:remark": break
    default: keepLinked(value, oneWord(name), tree, &record)
    }
  }

  /// A field of ours: a motto, an edition, tags, who announced it.
  private mutating func readOwnField(
    _ name: String, _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    guard let field = Schema.field(name, of: record.noun), field.origin == .stored else { return }
    if case .number = field.type, let number = quantity(node, tree) {
      return builder.setNumber(name, number, of: record.entity)
    }
    for (text, language) in linkedTexts(node, tree) {
      switch field.type {
      case .text: setForeignText(name, text, language, &record)
      case .code where name != "link": builder.addCode(name, text, of: record.entity)
      case .entity(let noun): refer(name, noun, to: text, &record)
      default: break
      }
    }
    record.written.insert(name)
  }
}
