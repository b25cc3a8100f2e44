internal import AlmanacStore

// The Research Organization Registry: records of its schema 1 and 2, told by their ids.
//
// Source: https://ror.readme.io/docs/ror-data-structure
extension ValueTree {
  /// Whether an object is a record of the registry.
  func isROR(_ node: Int) -> Bool {
    guard kind(node) == .table, let member = member("id", of: node), let id = text(member) else {
      return false
    }
    guard id.hasPrefix("https://ror.org/") || id.hasPrefix("http://ror.org/") else { return false }
    return self.member("names", of: node) != nil || self.member("name", of: node) != nil
  }
}

extension Importer {
  mutating func readROR(_ node: Int, _ tree: ValueTree) {
    builder.place = place(tree.offset(node))
    guard let member = tree.member("id", of: node), let text = tree.text(member) else { return }
    let entity = addForeign(
      .organization, id: globalID(text), isGlobal: true, at: tree.offset(member))
    var record = RecordInProgress(noun: .organization, entity: entity)
    readRegistryNames(node, tree, record)
    readRegistryTypes(node, tree, &record)
    readRegistryPlace(node, tree, &record)
    readRegistryRelations(node, tree, record)
    let settled: Set<String> = [
      "id", "name", "names", "aliases", "acronyms", "labels", "types", "country", "locations",
      "addresses", "relationships", "links", "external_ids",
    ]
    var child = tree.firstChild(node)
    while child >= 0 {
      let key = tree.keyText(child)
      if !settled.contains(key) { keepLinked(child, key, tree, &record) }
      child = tree.next(child)
    }
    readRegistryLinks(node, tree, &record)
    if isClosed { closeLists(record) }
  }

  /// The name that the registry shows leads, in schema 2 wherever it stands.
  private mutating func readRegistryNames(
    _ node: Int, _ tree: ValueTree, _ record: RecordInProgress
  ) {
    if let name = tree.member("name", of: node) { addLinkedNames(name, tree, .name, record) }
    for (key, kind) in [("aliases", NameTable.Kind.alias), ("acronyms", .acronym)] {
      if let member = tree.member(key, of: node) { addLinkedNames(member, tree, kind, record) }
    }
    for (member, isList) in [("labels", true), ("names", false)] {
      guard let list = tree.member(member, of: node), tree.kind(list) == .array else { continue }
      var names: [(text: String, language: String, types: Set<String>)] = []
      var element = tree.firstChild(list)
      while element >= 0 {
        let text = tree.member(isList ? "label" : "value", of: element).flatMap { tree.text($0) }
        let language = tree.member(isList ? "iso639" : "lang", of: element)
          .flatMap { tree.text($0) }
        let types =
          tree.member("types", of: element)
          .map { Set(linkedTexts($0, tree).map(\.text)) } ?? ["label"]
        if let text, !text.isBlank { names.append((text, language ?? "", types)) }
        element = tree.next(element)
      }
      let shown = names.filter { $0.types.contains("ror_display") }
      for name in shown + names.filter({ !$0.types.contains("ror_display") }) {
        let kind: NameTable.Kind =
          name.types.contains("label") || name.types.contains("ror_display")
          ? .name : name.types.contains("acronym") ? .acronym : .alias
        builder.addName(
          name.text, language: isLanguage(name.language) ? name.language : "", kind: kind,
          to: record.entity)
      }
    }
  }

  /// What it is leads; that it gives money too is a word beside it.
  private mutating func readRegistryTypes(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    guard let member = tree.member("types", of: node) else { return }
    let types = linkedTexts(member, tree).map { $0.text.lowercased() }
    let kind = types.first { $0 != "funder" } ?? types.first
    guard let kind else { return }
    builder.addCode("kind", kind, of: record.entity)
    for type in types where type != kind { builder.addCode("tag", type, of: record.entity) }
    record.written.formUnion(["kind", "tag"])
  }

  private mutating func readRegistryPlace(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    var (country, city, latitude, longitude): (String?, String?, String?, String?)
    func text(_ key: String, of node: Int?) -> String? {
      node.flatMap { tree.member(key, of: $0) }.flatMap { tree.scalarText($0) }
    }
    if let locations = tree.member("locations", of: node) {
      let first = tree.firstElement(locations)
      let details = first >= 0 ? tree.member("geonames_details", of: first) : nil
      country = text("country_name", of: details) ?? text("country_code", of: details)
      (city, latitude) = (text("name", of: details), text("lat", of: details))
      longitude = text("lng", of: details)
    } else {
      country = text("country_name", of: tree.member("country", of: node))
      let addresses = tree.member("addresses", of: node).map { tree.firstElement($0) }
      let first = addresses.flatMap { $0 >= 0 ? $0 : nil }
      (city, latitude) = (text("city", of: first), text("lat", of: first))
      longitude = text("lng", of: first)
    }
    if let country {
      builder.addReference(
        "country", to: .places([StoreBuilder.PlaceStep(name: country, kind: "country")]),
        noun: .place, of: record.entity)
      record.written.insert("country")
    }
    if let city { keepForeign("city", city, &record) }
    if let latitude, let longitude { keepForeign("geo", "\(latitude),\(longitude)", &record) }
  }

  private mutating func readRegistryLinks(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    if let links = tree.member("links", of: node) {
      var element = tree.firstElement(links)
      while element >= 0 {
        let isTable = tree.kind(element) == .table
        let value = isTable ? tree.member("value", of: element) : element
        let type = tree.member("type", of: element).flatMap { tree.text($0) } ?? "website"
        if let text = value.flatMap({ tree.text($0) }) {
          if type == "website" {
            setForeignText("url", text, "", &record)
          } else {
            keepForeign(type, text, &record)
          }
        }
        element = tree.nextElement(element, of: links)
      }
    }
    guard let ids = tree.member("external_ids", of: node) else { return }
    // Schema 2 has a list of objects with types, schema 1 an object by type.
    var child = tree.firstChild(ids)
    while child >= 0 {
      let type = tree.member("type", of: child).flatMap { tree.text($0) }
      let key = (type ?? (tree.kind(ids) == .table ? tree.keyText(child) : "")).lowercased()
      if !key.isEmpty, let all = tree.member("all", of: child) {
        for (text, _) in linkedTexts(all, tree) { keepForeign(key, text, &record) }
      }
      child = tree.next(child)
    }
  }

  /// What is above is the parent; other ties are links. They are made at the end of the file, when
  /// all ids are known.
  private mutating func readRegistryRelations(
    _ node: Int, _ tree: ValueTree, _ record: RecordInProgress
  ) {
    guard let relations = tree.member("relationships", of: node) else { return }
    var element = tree.firstElement(relations)
    while element >= 0 {
      if let id = tree.member("id", of: element).flatMap({ tree.text($0) }),
        let type = tree.member("type", of: element).flatMap({ tree.text($0) })
      {
        registryRelations.append(
          RegistryRelation(
            entity: record.entity, kind: type.lowercased(), target: globalID(id),
            label: tree.member("label", of: element).flatMap { tree.text($0) } ?? "",
            offset: tree.offset(element)))
      }
      element = tree.nextElement(element, of: relations)
    }
  }

  /// Ties the organizations of a file; one that has no record of its own gets one with its name.
  mutating func tieRegistry() {
    let relations = registryRelations
    registryRelations = []
    var hasParent: Set<Entity> = []
    for relation in relations where relation.kind == "parent" {
      guard hasParent.insert(relation.entity).inserted else { continue }
      builder.place = place(relation.offset)
      guard let target = registryTarget(relation) else { continue }
      builder.addReference(
        "parent", to: .record(target), noun: .organization, of: relation.entity)
    }
    for relation in relations where relation.kind != "parent" {
      builder.place = place(relation.offset)
      guard let target = registryTarget(relation) else { continue }
      if relation.kind == "child" {
        guard hasParent.insert(target).inserted else { continue }
        builder.addReference(
          "parent", to: .record(relation.entity), noun: .organization, of: target)
      } else {
        builder.addLink(kind: relation.kind, to: .record(target), of: relation.entity)
      }
    }
  }

  private mutating func registryTarget(_ relation: RegistryRelation) -> Entity? {
    if let known = builder.meant(.organization, id: relation.target) { return known }
    do throws(DuplicateRecord) {
      let entity = try builder.add(.organization, id: relation.target)
      if !relation.label.isBlank { builder.addName(relation.label, to: entity) }
      return entity
    } catch {
      return error.existing
    }
  }
}

/// What an organization of the registry says of another.
struct RegistryRelation {
  var entity: Entity
  var kind: String
  var target: String
  var label: String
  var offset: Int
}
