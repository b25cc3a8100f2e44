internal import AlmanacText
internal import AlmanacTime

extension StoreBuilder {
  /// Finds the rows of a noun that are the same thing by what they say.
  func findSame(_ noun: Noun, rowCount: Int, in groups: inout SameRows) {
    guard hasSeveralFiles(noun, rowCount: rowCount) else { return }
    switch noun {
    case .event: findSameEvents(rowCount: rowCount, in: &groups)
    case .figure: findSameFigures(rowCount: rowCount, in: &groups)
    default: findSameNames(noun, rowCount: rowCount, in: &groups)
    }
  }

  /// The file of each row, all corpora as one; nil for a row that is not to be merged.
  private func file(of row: Int, _ places: [UInt64]) -> Int? {
    let file = fileNumber(places[row])
    switch origins[file] {
    case .corpus: return -1
    case .file: return file
    case .separate: return nil
    }
  }

  private func hasSeveralFiles(_ noun: Noun, rowCount: Int) -> Bool {
    let places = tables[Int(noun.rawValue)].places
    var first: Int?
    for row in 0..<rowCount {
      guard let file = file(of: row, places) else { continue }
      if first == nil { first = file }
      if first != file { return true }
    }
    return false
  }
}

// MARK: - Events

extension StoreBuilder {
  /// One name, one exact first day, one place.
  ///
  /// Days come first, being cheapest: only on a day on which several files have events are names
  /// folded.
  private func findSameEvents(rowCount: Int, in groups: inout SameRows) {
    let table = tables[Int(Noun.event.rawValue)]
    guard let starts = table.days["starts"] else { return }
    var day = [Int32](repeating: .max, count: rowCount)
    for (row, bounds) in zip(starts.rows, starts.values)
    where bounds.earliest == bounds.latest && Int(row) < rowCount {
      day[Int(row)] = bounds.earliest.number
    }
    var fileOfDay: [Int32: Int] = [:]
    var sharedDays: Set<Int32> = []
    for row in 0..<rowCount where day[row] != .max {
      guard let file = file(of: row, table.places) else { continue }
      if fileOfDay[day[row], default: file] == file {
        fileOfDay[day[row]] = file
      } else {
        sharedDays.insert(day[row])
      }
    }
    guard !sharedDays.isEmpty else { return }
    let isWanted = (0..<rowCount).map { day[$0] != .max && sharedDays.contains(day[$0]) }
    let places = statedPlaces(isWanted)
    forEachName(.event, where: isWanted) { row, name in
      guard let file = file(of: Int(row), table.places) else { return }
      var key = name
      key.append(0)
      append(UInt64(UInt32(bitPattern: day[Int(row)])), to: &key)
      for place in places[row, default: []] { append(UInt64(place), to: &key) }
      groups.note(row, key: key, file: file, reason: .nameDayPlace)
    }
  }

  /// The places that events state, each event's in rising order.
  private func statedPlaces(_ isWanted: [Bool]) -> [UInt32: [UInt32]] {
    var places: [UInt32: [UInt32]] = [:]
    guard let draft = tables[Int(Noun.event.rawValue)].references["place"] else { return [:] }
    for entry in draft.entries where Int(entry.row) < isWanted.count && isWanted[Int(entry.row)] {
      guard let place = resolution.resolved[Int(entry.value)] else { continue }
      places[entry.row, default: []].append(place.row)
    }
    return places.mapValues { Array(Set($0)).sorted() }
  }
}

// MARK: - Things that have a name

extension StoreBuilder {
  /// One name, and nothing that tells them apart: the country of an organization, the place around a
  /// place, the day on which a document came out.
  ///
  /// Where things of one name are told apart, only those that say by what are the same.
  private func findSameNames(_ noun: Noun, rowCount: Int, in groups: inout SameRows) {
    let marks = distinctions(noun, rowCount: rowCount)
    var byName: [[UInt8]: [UInt32]] = [:]
    forEachName(noun, where: [Bool](repeating: true, count: rowCount)) { row, name in
      byName[name, default: []].append(row)
    }
    let places = tables[Int(noun.rawValue)].places
    for (name, rows) in byName.sorted(by: { $0.value[0] < $1.value[0] }) where rows.count > 1 {
      let stated = Set(rows.compactMap { marks[$0] })
      for row in rows {
        guard let file = file(of: Int(row), places) else { continue }
        var key = name
        if stated.count > 1 {
          guard let mark = marks[row] else { continue }
          key.append(0)
          append(mark, to: &key)
        }
        groups.note(row, key: key, file: file, reason: .name)
      }
    }
  }

  /// What tells things of one name apart, by row; nothing for those that don't say.
  private func distinctions(_ noun: Noun, rowCount: Int) -> [UInt32: UInt64] {
    var marks: [UInt32: UInt64] = [:]
    let table = tables[Int(noun.rawValue)]
    switch noun {
    case .organization, .place, .person:
      let field = noun == .organization ? "country" : noun == .place ? "parent" : "organization"
      guard let draft = table.references[field] else { return [:] }
      for entry in draft.entries where marks[entry.row] == nil {
        if let target = resolution.resolved[Int(entry.value)] {
          marks[entry.row] = UInt64(target.row)
        }
      }
    case .source, .outcome:
      guard let draft = table.days[noun == .source ? "published" : "released"] else { return [:] }
      for (row, bounds) in zip(draft.rows, draft.values) {
        marks[row] = UInt64(UInt32(bitPattern: bounds.earliest.number))
      }
    default: break
    }
    return marks
  }

  /// Hands on each name proper of each wanted row, folded, each once a row.
  private func forEachName(
    _ noun: Noun, where isWanted: [Bool], _ body: (UInt32, [UInt8]) -> Void
  ) {
    let names = tables[Int(noun.rawValue)].names
    var told: (row: UInt32, keys: [[UInt8]]) = (.max, [])
    for index in 0..<names.count {
      let row = names.row(at: index)
      guard Int(row) < isWanted.count, isWanted[Int(row)], names.kind(at: index) == .name else {
        continue
      }
      var key: [UInt8] = []
      let range = names.texts.range(of: UInt32(truncatingIfNeeded: index))
      appendFoldedKey(of: names.texts.bytes.span.extracting(range), to: &key)
      if told.row != row { told = (row, []) }
      guard !key.isEmpty, !told.keys.contains(key) else { continue }
      told.keys.append(key)
      body(row, key)
    }
  }
}

// MARK: - Figures

extension StoreBuilder {
  /// One subject, one measure, one value.
  private func findSameFigures(rowCount: Int, in groups: inout SameRows) {
    let table = tables[Int(Noun.figure.rawValue)]
    guard let subjects = table.entities["subject"], let measures = table.codes["measure"],
      let values = table.numbers["value"]
    else { return }
    var keys = [[UInt8]](repeating: [], count: rowCount)
    for entry in subjects.entries where Int(entry.row) < rowCount {
      guard let subject = resolution.resolved[Int(entry.value)] else { continue }
      append(UInt64(subject.noun.rawValue) << 32 | UInt64(subject.row), to: &keys[Int(entry.row)])
    }
    for entry in measures.list.entries where Int(entry.row) < rowCount {
      append(UInt64(entry.value), to: &keys[Int(entry.row)])
    }
    for (position, row) in values.rows.enumerated() where Int(row) < rowCount {
      append(UInt64(bitPattern: values.lower[position]), to: &keys[Int(row)])
      append(UInt64(bitPattern: values.upper[position]), to: &keys[Int(row)])
    }
    for row in 0..<rowCount where keys[row].count == 32 {
      guard let file = file(of: row, table.places) else { continue }
      groups.note(
        UInt32(truncatingIfNeeded: row), key: keys[row], file: file, reason: .figure)
    }
  }
}

private func append(_ number: UInt64, to key: inout [UInt8]) {
  for shift in stride(from: 0, to: 64, by: 8) {
    key.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
  }
}
