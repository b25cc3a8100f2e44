internal import AlmanacText

/// Which places are which countries, as far as anybody asked.
struct CountryPlaces {
  var rowOfCode: [String: UInt32] = [:]
  var codeOfRow: [UInt32: String] = [:]

  mutating func renumber(_ merge: RowMerge) {
    rowOfCode = rowOfCode.mapValues { merge[$0] }
    codeOfRow = [:]
    for (code, row) in rowOfCode { codeOfRow[row] = code }
  }
}

extension StoreBuilder {
  /// The place of a country or a continent of that name; it comes into being when no place is it.
  mutating func countryPlace(named name: String, allowsCodes: Bool) -> Entity? {
    guard placesCountries,
      let code = Countries.table.code(named: name, allowsCodes: allowsCodes)
    else { return nil }
    if let row = countryPlaces.rowOfCode[code] { return Entity(.place, row) }
    return Countries.table.country(code: code).map { place(of: $0) }
  }

  private mutating func place(of country: Country) -> Entity {
    if let row = countryPlaces.rowOfCode[country.code] { return Entity(.place, row) }
    let row = knownPlace(of: country) ?? create(country)
    link(row, country)
    return Entity(.place, row)
  }

  /// A place of the data that has one of its names and is of no other kind.
  private mutating func knownPlace(of country: Country) -> UInt32? {
    for name in country.allNames {
      guard let row = placeRow(named: foldedKey(name)) else { continue }
      let kinds = tables[Int(Noun.place.rawValue)].codes["kind"]
      let fitting = country.isContinent ? ["continent", "region"] : ["country"]
      if kinds?.list.has(row: row) != true
        || fitting.contains(where: { kinds?.has(row: row, word: $0) == true })
      {
        return row
      }
    }
    return nil
  }

  private mutating func create(_ country: Country) -> UInt32 {
    let made = identifier(fromName: country.names[0].text)
    var id = made
    var number = 2
    while find(.place, id: id) != nil {
      id = "\(made)-\(number)"
      number += 1
    }
    do throws(DuplicateRecord) {
      let entity = try add(.place, id: id)
      for (language, name) in country.names { addName(name, language: language, to: entity) }
      for name in country.others { addName(name, kind: .alias, to: entity) }
      addCode("kind", country.isContinent ? "continent" : "country", of: entity)
      for name in country.allNames { notePlace(entity.row, named: foldedKey(name)) }
      return entity.row
    } catch {
      preconditionFailure("a place has a new id")
    }
  }

  /// Remembers which place it is; gives it its code and its continent, where the data has none.
  private mutating func link(_ row: UInt32, _ country: Country) {
    countryPlaces.rowOfCode[country.code] = row
    countryPlaces.codeOfRow[row] = country.code
    let entity = Entity(.place, row)
    let table = Int(Noun.place.rawValue)
    if !country.isContinent, tables[table].codes["iso"]?.list.has(row: row) != true {
      addCode("iso", country.code, of: entity)
    }
    if let above = Countries.table.country(code: country.above),
      tables[table].references["parent"]?.has(row: row) != true
    {
      let outer = place(of: above)
      addReference("parent", to: .record(outer), noun: .place, of: entity)
    }
  }

  /// Gives the countries that the data defines their codes and continents.
  mutating func linkCountries() {
    guard placesCountries, let kinds = tables[Int(Noun.place.rawValue)].codes["kind"],
      let word = kinds.words.find("country")
    else { return }
    var rows: Set<UInt32> = []
    for entry in kinds.list.entries where entry.value == word { rows.insert(entry.row) }
    let names = tables[Int(Noun.place.rawValue)].names
    for position in 0..<(rows.isEmpty ? 0 : names.count) {
      let row = names.row(at: position)
      guard rows.contains(row), countryPlaces.codeOfRow[row] == nil,
        let country = Countries.table.country(
          named: names.texts[UInt32(truncatingIfNeeded: position)]),
        countryPlaces.rowOfCode[country.code] == nil
      else { continue }
      link(row, country)
    }
    resolveReferences()
  }

  /// Whether a place within a country is called as the country is: Singapore in Singapore is one
  /// place.
  func isNamedAsCountry(_ name: String, _ outer: UInt32) -> Bool {
    guard let code = countryPlaces.codeOfRow[outer] else { return false }
    return Countries.table.code(named: name) == code
  }

  /// `Paris, France` in steps, when what stands last is a country.
  func addressSteps(_ name: String) -> [PlaceStep]? {
    guard placesCountries, name.utf8.contains(UInt8(ascii: ",")) else { return nil }
    var parts = name.split(separator: ",").map { $0.trimmedOfSpaces }.filter { !$0.isEmpty }
    guard parts.count > 1, let last = parts.popLast(),
      let country = Countries.table.country(named: last), !country.isContinent
    else { return nil }
    return parts.map { PlaceStep(name: $0, kind: "") } + [PlaceStep(name: last, kind: "country")]
  }
}

extension Substring {
  fileprivate var trimmedOfSpaces: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
