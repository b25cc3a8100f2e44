internal import AlmanacText

/// What is known so far of where the pending references point.
struct Resolution {
  /// Beside the builder's pending references; nil where nothing has that id.
  var resolved: [Entity?] = []
  /// Rows by folded name, made for a noun when the first reference by name asks for it.
  fileprivate var rowsByName = [RowsByName?](repeating: nil, count: Noun.allCases.count)
  fileprivate var places: PlaceIndex?

  /// Rows have been given other numbers.
  mutating func forgetNames(of noun: Noun) {
    rowsByName[Int(noun.rawValue)] = nil
    if noun == .place { places = nil }
  }

  /// Events have been given other numbers.
  mutating func renumberEvents(_ numbering: RowNumbering) {
    for index in resolved.indices {
      guard let entity = resolved[index], entity.noun == .event else { continue }
      resolved[index] = Entity(.event, numbering[entity.row])
    }
  }

  /// How far around a defined place others find it; no address has as many lines.
  fileprivate static let placeDepth = 16
}

/// Rows by folded name: of several of one name the first.
struct RowsByName {
  private var keys = KeyTable()
  /// Beside the keys.
  private var rows: [UInt32] = []

  init() {}

  subscript(key: [UInt8]) -> UInt32? { keys.find(key.span).map { rows[Int($0)] } }

  mutating func note(_ row: UInt32, named key: [UInt8]) {
    let (code, isNew) = keys.insert(key.span)
    if isNew {
      rows.append(row)
    } else if row < rows[Int(code)] {
      rows[Int(code)] = row
    }
  }
}

/// Places by their name and what they lie in.
private struct PlaceIndex {
  struct Key: Hashable {
    /// Row of the place around it; `UInt32.max` for a place with nothing around it.
    var outer: UInt32
    var name: String
  }

  /// Rows in rising order.
  var rows: [Key: [UInt32]] = [:]

  mutating func note(_ row: UInt32, outer: UInt32, name: String) {
    rows[Key(outer: outer, name: name), default: []].append(row)
  }
}

extension StoreBuilder {
  /// Settles every pending reference that is not settled yet. Records that are only named come
  /// into being here.
  mutating func resolveReferences() {
    resolution.resolved.reserveCapacity(pending.count)
    if pending[resolution.resolved.count...].contains(where: { $0.mayBeFigure }) {
      tables[Int(Noun.figure.rawValue)].ids.index()
    }
    // Places that come into being refer to those around them, so the list may grow on the way.
    while resolution.resolved.count < pending.count {
      let reference = pending[resolution.resolved.count]
      let entity: Entity? =
        switch (reference.noun, reference.target) {
        case (_, .record(let entity)): entity
        case (let noun, .number(let number)):
          find(noun ?? .event, number: number, file: reference.file)
        case (let noun?, .id(let key)): find(noun, key: key, file: reference.file)
        case (nil, .id(let key)), (nil, .name(let key)): findAnywhere(key, file: reference.file)
        case (let noun?, .name(let key)): named(key, noun, file: reference.file)
        case (_, .places(let key)): innermostPlace(of: placeSteps(of: key))
        }
      resolution.resolved.append(entity)
    }
  }

  /// The record that a pending key of that file means.
  private func find(_ noun: Noun, key: UInt32, file: UInt16) -> Entity? {
    if !renamed.isEmpty {
      let id = pendingKeys.texts[key]
      if let newID = renamed[RenamedID(noun: noun, id: id, file: file)] {
        return find(noun, id: newID)
      }
    }
    let texts = pendingKeys.texts
    let id = texts.bytes.span.extracting(texts.range(of: key))
    return tables[Int(noun.rawValue)].ids.find(id).map { Entity(noun, $0) }
  }

  private func find(_ noun: Noun, number: UInt64, file: UInt16) -> Entity? {
    if !renamed.isEmpty,
      let newID = renamed[RenamedID(noun: noun, id: String(number), file: file)]
    {
      return find(noun, id: newID)
    }
    return tables[Int(noun.rawValue)].ids.find(number).map { Entity(noun, $0) }
  }

  private func findAnywhere(_ key: UInt32, file: UInt16) -> Entity? {
    for noun in Noun.allCases {
      if let entity = find(noun, key: key, file: file) { return entity }
    }
    return nil
  }

  private mutating func named(_ code: UInt32, _ noun: Noun, file: UInt16) -> Entity {
    if let entity = find(noun, key: code, file: file) { return entity }
    let names = pendingKeys.texts
    var key: [UInt8] = []
    appendFoldedKey(of: names.span(of: code), to: &key)
    let index = Int(noun.rawValue)
    if resolution.rowsByName[index] == nil { resolution.rowsByName[index] = rowsByName(noun) }
    if let row = resolution.rowsByName[index]?[key] { return Entity(noun, row) }
    if noun == .place {
      let name = names[code]
      if let country = countryPlace(named: name, allowsCodes: false) { return country }
      if let steps = addressSteps(name), let place = innermostPlace(of: steps) { return place }
    }
    let entity = create(noun, id: identifier(fromKey: key), name: names.span(of: code))
    resolution.rowsByName[index]?.note(entity.row, named: key)
    if noun == .place {
      resolution.places?.note(
        entity.row, outer: .max, name: String(decoding: key, as: UTF8.self))
    }
    return entity
  }

  /// The first place of that folded name.
  mutating func placeRow(named key: String) -> UInt32? {
    let index = Int(Noun.place.rawValue)
    if resolution.rowsByName[index] == nil { resolution.rowsByName[index] = rowsByName(.place) }
    return resolution.rowsByName[index]?[Array(key.utf8)]
  }

  /// A place that has come into being is found by that folded name.
  mutating func notePlace(_ row: UInt32, named key: String) {
    resolution.rowsByName[Int(Noun.place.rawValue)]?.note(row, named: Array(key.utf8))
    resolution.places?.note(row, outer: .max, name: key)
  }

  private func rowsByName(_ noun: Noun) -> RowsByName {
    let names = tables[Int(noun.rawValue)].names
    var rows = RowsByName()
    var key: [UInt8] = []
    for index in 0..<names.count {
      key.removeAll(keepingCapacity: true)
      appendFoldedKey(of: names.texts.span(of: UInt32(truncatingIfNeeded: index)), to: &key)
      rows.note(names.row(at: index), named: key)
    }
    return rows
  }

  /// Places inside each other: a city of a known name in another province is another city.
  ///
  /// A place that a record defines is found under every place around it, so that `Beijing, China`
  /// is the Beijing of the corpus even when something lies between; one that came into being by
  /// being named lies directly in what it was named with.
  private mutating func innermostPlace(of chain: [PlaceStep]) -> Entity? {
    if resolution.places == nil { resolution.places = definedPlaces() }
    if chain.count == 1, let place = find(.place, id: chain[0].name) { return place }
    var outer = UInt32.max
    for step in chain.reversed() where !step.name.isEmpty {
      let key = PlaceIndex.Key(outer: outer, name: foldedKey(step.name))
      if step.kind == "country", outer == .max,
        let country = countryPlace(named: step.name, allowsCodes: true)
      {
        outer = country.row
        continue
      }
      if isNamedAsCountry(step.name, outer) { continue }
      if let row = place(key, kind: step.kind) {
        outer = row
        continue
      }
      let id = outer == .max ? "" : tables[Int(Noun.place.rawValue)].ids.texts[outer] + "/"
      let created = create(
        .place, id: Array(id.utf8) + identifier(fromKey: Array(key.name.utf8)),
        name: Array(step.name.utf8).span)
      if !step.kind.isEmpty { addCode("kind", step.kind, of: created) }
      if outer != .max {
        addReference("parent", to: .record(Entity(.place, outer)), noun: .place, of: created)
      }
      resolution.places?.note(created.row, outer: outer, name: key.name)
      resolution.rowsByName[Int(Noun.place.rawValue)]?.note(
        created.row, named: Array(key.name.utf8))
      outer = created.row
    }
    return outer == .max ? nil : Entity(.place, outer)
  }

  /// Of several places of one name, the one of that kind; else the first.
  private func place(_ key: PlaceIndex.Key, kind: String) -> UInt32? {
    guard let rows = resolution.places?.rows[key], let first = rows.first else { return nil }
    guard rows.count > 1, let kinds = tables[Int(Noun.place.rawValue)].codes["kind"] else {
      return first
    }
    return rows.first { kinds.has(row: $0, word: kind) } ?? first
  }

  private func definedPlaces() -> PlaceIndex {
    let table = tables[Int(Noun.place.rawValue)]
    var above = [UInt32](repeating: .max, count: table.ids.count)
    if let parents = table.references["parent"] {
      for entry in parents.entries {
        let reference = pending[Int(entry.value)]
        switch reference.target {
        case .record(let parent): above[Int(entry.row)] = parent.row
        case .id(let key), .name(let key):
          let parent = find(.place, key: key, file: reference.file)
          if let parent { above[Int(entry.row)] = parent.row }
        case .number, .places: break
        }
      }
    }
    for row in Forest.rowsInCycles(parent: above) { above[Int(row)] = .max }
    var index = PlaceIndex()
    for position in 0..<table.names.count {
      let row = table.names.row(at: position)
      let name = foldedKey(table.names.texts[UInt32(truncatingIfNeeded: position)])
      index.note(row, outer: .max, name: name)
      var outer = above[Int(row)]
      for _ in 0..<Resolution.placeDepth where outer != .max {
        index.note(row, outer: outer, name: name)
        outer = above[Int(outer)]
      }
    }
    return index
  }

  private mutating func create(_ noun: Noun, id: [UInt8], name: Span<UInt8>) -> Entity {
    let index = Int(noun.rawValue)
    var (row, isNew) = tables[index].ids.insert(id.span)
    var number = 2
    while !isNew {
      (row, isNew) = tables[index].ids.insert((id + Array("-\(number)".utf8)).span)
      number += 1
    }
    tables[index].places.append(place)
    tables[index].lines.append(line)
    addName(utf8: name, to: Entity(noun, row))
    return Entity(noun, row)
  }
}
