internal import AlmanacText

extension StoreBuilder {
  /// What every pending reference points to; nil where nothing has that id. Records that are only
  /// named come into being here.
  mutating func resolveReferences() -> [Entity?] {
    var byName: [Noun: [String: UInt32]] = [:]
    var resolved: [Entity?] = []
    // Places that come into being refer to those around them, so the list may grow on the way.
    while resolved.count < pending.count {
      let reference = pending[resolved.count]
      switch (reference.noun, reference.target) {
      case (let noun?, .id(let id)):
        resolved.append(find(noun, id: id))
      case (nil, .id(let id)), (nil, .name(let id)):
        resolved.append(findAnywhere(id))
      case (let noun?, .name(let name)):
        resolved.append(named(name, noun, &byName))
      case (_, .places(let chain)):
        resolved.append(places(chain, &byName))
      }
    }
    return resolved
  }

  private func findAnywhere(_ id: String) -> Entity? {
    for noun in Noun.allCases {
      if let entity = find(noun, id: id) { return entity }
    }
    return nil
  }

  private mutating func named(
    _ name: String, _ noun: Noun, _ byName: inout [Noun: [String: UInt32]]
  ) -> Entity {
    if let entity = find(noun, id: name) { return entity }
    if byName[noun] == nil { byName[noun] = rowsByName(noun) }
    let key = foldedKey(name)
    if let row = byName[noun]?[key] { return Entity(noun, row) }
    let entity = create(noun, id: key.isEmpty ? name : key, name: name)
    byName[noun]?[key] = entity.row
    return entity
  }

  /// Places inside each other: a city of a known name in another province is another city.
  private mutating func places(
    _ chain: [PlaceStep], _ byName: inout [Noun: [String: UInt32]]
  ) -> Entity? {
    if byName[.place] == nil { byName[.place] = rowsByName(.place) }
    var outer: Entity?
    var path = ""
    for step in chain.reversed() where !step.name.isEmpty {
      let key = foldedKey(step.name)
      path = path.isEmpty ? key : path + "\u{1f}" + key
      if let row = byName[.place]?[path] {
        outer = Entity(.place, row)
        continue
      }
      let place = create(.place, id: path.replacing("\u{1f}", with: "/"), name: step.name)
      addCode("kind", step.kind, of: place)
      if let outer {
        let id = tables[Int(Noun.place.rawValue)].ids[Int(outer.row)]
        addReference("parent", to: .id(id), noun: .place, of: place)
      }
      byName[.place]?[path] = place.row
      outer = place
    }
    return outer
  }

  private func rowsByName(_ noun: Noun) -> [String: UInt32] {
    let names = tables[Int(noun.rawValue)].names
    var rows: [String: UInt32] = [:]
    for (row, text) in zip(names.rows, names.texts) {
      let key = foldedKey(text)
      if rows[key] == nil { rows[key] = row }
    }
    return rows
  }

  private mutating func create(_ noun: Noun, id: String, name: String) -> Entity {
    var unique = id
    var number = 2
    while true {
      if let entity = try? add(noun, id: unique) {
        addName(name, to: entity)
        return entity
      }
      unique = "\(id)-\(number)"
      number += 1
    }
  }
}
