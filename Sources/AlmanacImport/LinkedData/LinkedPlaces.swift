internal import AlmanacStore

// Where an event of schema.org is: places, addresses, meetings on the web.
extension Importer {
  mutating func readLocations(
    _ node: Int, _ document: inout LinkedDocument, _ record: inout RecordInProgress
  ) {
    let tree = document.tree
    var element = tree.firstElement(node)
    while element >= 0 {
      // What has a name here is told whole; anything else may refer to what is told elsewhere.
      let isTold = tree.linkedMember("name", of: element) != nil
      readLinkedLocation(isTold ? element : document.resolved(element), tree, &record)
      element = tree.nextElement(element, of: node)
    }
  }

  private mutating func readLinkedLocation(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    guard tree.kind(node) == .table else {
      guard let text = linkedTexts(node, tree).first?.text else { return }
      if isWebAddress(text) { return keepForeign("location.url", text, &record) }
      return refer("place", .place, to: text, &record)
    }
    let types = tree.linkedTypes(node)
    if types.contains("VirtualLocation") {
      return keepLinked(node, "location", tree, &record)
    }
    var chain: [StoreBuilder.PlaceStep] = []
    if types.contains("PostalAddress") {
      chain = addressSteps(node, tree)
    } else {
      if let name = tree.linkedMember("name", of: node),
        let text = linkedTexts(name, tree).first?.text
      {
        let kinds = ["City": "city", "Country": "country", "State": "province"]
        chain.append(
          StoreBuilder.PlaceStep(name: text, kind: types.compactMap { kinds[$0] }.first ?? "venue"))
      }
      if let address = tree.linkedMember("address", of: node) {
        chain += addressSteps(address, tree)
      }
      keepRest(of: node, tree, &record)
    }
    addPlaces(chain, &record)
  }

  private mutating func addPlaces(
    _ chain: [StoreBuilder.PlaceStep], _ record: inout RecordInProgress
  ) {
    // A venue that is called as its city is no second place.
    var names: Set<String> = []
    let steps = chain.filter { names.insert($0.name).inserted }
    guard !steps.isEmpty else { return }
    builder.addReference("place", to: .places(steps), noun: .place, of: record.entity)
    record.written.insert("place")
  }

  /// City, province and country of an address; one that is a text is one place.
  private func addressSteps(_ node: Int, _ tree: ValueTree) -> [StoreBuilder.PlaceStep] {
    let node = tree.firstElement(node)
    guard node >= 0 else { return [] }
    guard tree.kind(node) == .table else {
      return linkedTexts(node, tree).prefix(1).map {
        StoreBuilder.PlaceStep(name: $0.text, kind: "")
      }
    }
    let keys = [
      ("addressLocality", "city"), ("addressRegion", "province"), ("addressCountry", "country"),
    ]
    return keys.compactMap { key, kind in
      guard let member = tree.linkedMember(key, of: node),
        let text = linkedTexts(member, tree).first?.text
      else { return nil }
      return StoreBuilder.PlaceStep(name: text, kind: kind)
    }
  }

  /// Coordinates, the street and whatever else a place says, kept with the event.
  private mutating func keepRest(
    of node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    var member = tree.firstChild(node)
    while member >= 0 {
      let key = localName(tree.keyText(member))
      switch key {
      case "@type", "type", "name", "@context", "identifier", "additionalType": break
      case "geo":
        if let latitude = tree.linkedMember("latitude", of: member).flatMap({ tree.scalarText($0) }
        ),
          let longitude = tree.linkedMember("longitude", of: member).flatMap({ tree.scalarText($0) }
          )
        {
          keepForeign("geo", "\(latitude),\(longitude)", &record)
        } else {
          keepLinked(member, "location.geo", tree, &record)
        }
      case "address" where tree.kind(member) == .table:
        for part in ["streetAddress", "postalCode"] {
          if let found = tree.linkedMember(part, of: member) {
            keepLinked(found, "location.\(part)", tree, &record)
          }
        }
      case "address": break
      default: keepLinked(member, "location.\(key == "@id" ? "id" : key)", tree, &record)
      }
      member = tree.next(member)
    }
  }
}
