internal import AlmanacStore

// Where an event is, said in steps: a venue in a city in a country.
extension Importer {
  mutating func readPlaceStep(
    _ node: Int, _ tree: ValueTree, _ kind: String, _ record: inout RecordInProgress
  ) {
    if tree.kind(node) == .table { return readPlaceTable(node, tree, kind, &record) }
    var name = node
    if tree.kind(node) == .array { name = tree.firstChild(node) }
    if name >= 0, let inner = nameNode(of: name, tree) { name = inner }
    guard name >= 0, let text = plainText(name, tree) else {
      return keepAsWritten(node, tree, record)
    }
    record.placeSteps.append(StoreBuilder.PlaceStep(name: text, kind: kind))
  }

  /// A place that is told by an object: `{"name": "Hall", "address": {"city": "Lyon", "country": "fr"}}`.
  /// What it says besides is kept.
  mutating func readPlaceTable(
    _ node: Int, _ tree: ValueTree, _ kind: String, _ record: inout RecordInProgress
  ) {
    var member = tree.firstChild(node)
    while member >= 0 {
      switch keys.tabularMeaning(of: tree.keyText(member), .event) {
      case .name:
        if let text = plainText(member, tree) {
          record.placeSteps.append(StoreBuilder.PlaceStep(name: text, kind: kind))
        }
      case .placeStep(let kind): readPlaceStep(member, tree, kind, &record)
      case .identifier: break
      case .further
      where ["lat", "lon", "lng", "latitude", "longitude"].contains(tree.keyText(member)):
        let isLatitude = tree.keyText(member).hasPrefix("la")
        readFurther(member, tree, isLatitude ? "latitude" : "longitude", record, depth: 0)
      default:
        if tree.keyText(member) == "address", tree.kind(member) == .table {
          readPlaceTable(member, tree, "", &record)
        } else if tree.kind(member) != .null {
          readFurther(
            member, tree, "\(tree.keyText(node)).\(tree.keyText(member))", record, depth: 1)
        }
      }
      member = tree.next(member)
    }
  }

  /// One place inside the other, whatever the order of the keys.
  mutating func addPlaceChain(_ record: RecordInProgress) {
    func size(_ step: StoreBuilder.PlaceStep) -> Int {
      switch step.kind {
      case "venue": 0
      case "city": 1
      case "province": 2
      default: 3
      }
    }
    var chain = record.placeSteps
    // Few, and mostly in order already.
    for index in chain.indices.dropFirst() {
      var place = index
      while place > 0, size(chain[place - 1]) > size(chain[place]) {
        chain.swapAt(place - 1, place)
        place -= 1
      }
    }
    builder.addReference("place", to: .places(chain), noun: .place, of: record.entity)
  }
}
