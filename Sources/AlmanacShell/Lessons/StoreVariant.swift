internal import Almanac

/// A store like another one in which other things are so: some records are left out, some are there
/// twice; events have other names, some are in other years; who holds them, where and about what has
/// been handed round, and figures are others.
///
/// A query that answers a question answers it here too; a list that was copied from an answer does not.
/// What the question says by name is there, and called so.
struct StoreVariant {
  private let store: Store
  private let seed: UInt64
  /// Names and ids that stay as they are, folded: those that a question itself says.
  private let spoken: Set<String>
  /// What claims are about.
  private let claimed: Set<Entity>
  /// What became of each record: nothing, one, or two.
  private var copies: [Entity: [Entity]] = [:]

  /// - Parameters:
  ///   - seed: another one makes another variant.
  ///   - query: what it says by name is there in the variant too.
  static func made(of store: Store, seed: UInt64, keepingNamesIn query: String) -> Store {
    var variant = StoreVariant(store: store, seed: seed, spoken: spoken(in: query))
    var builder = StoreBuilder()
    let nouns = Noun.allCases.filter { $0 != .figure && $0 != .claim }
    for noun in nouns { variant.addRecords(noun, to: &builder) }
    for noun in nouns { variant.addFields(noun, to: &builder) }
    variant.addFigures(to: &builder)
    variant.addClaims(to: &builder)
    return builder.finish().store
  }

  private init(store: Store, seed: UInt64, spoken: Set<String>) {
    self.store = store
    self.seed = seed
    self.spoken = spoken
    let claims = store[.claim]
    let subjects = claims.entity("subject")
    claimed = Set((0..<UInt32(claims.rowCount)).compactMap { subjects?[$0] })
  }

  /// The words and texts of a query, and every run of words that may be a name.
  private static func spoken(in query: String) -> Set<String> {
    let words = lex(query).filter { !$0.isTrivia }.map { token -> String in
      let text = query.utf8Slice(token.range)
      return foldedKey(String(text.filter { !"\"“”«»「」".contains($0) }))
    }
    // `@event:nspd` is one token or several; its id alone is a name too.
    return Set(words).union(words.flatMap { $0.split(separator: ":").map(String.init) })
  }

  // MARK: - Chance

  /// The same number for the same things, evenly below `limit`.
  private func chance(_ place: UInt32, _ salt: UInt64, below limit: UInt64) -> UInt64 {
    var state = UInt64(place) &* 0x9E37_79B9_7F4A_7C15 &+ seed &* 0xD1B5_4A32_D192_ED03 &+ salt
    // Source: SplitMix64 (Steele, Lea, Flood 2014).
    state = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ state >> 27) &* 0x94D0_49BB_1331_11EB
    return (state ^ state >> 31) % limit
  }

  /// Of each row the row whose value it gets: mostly its own, and among the others each gives what it
  /// takes, so that every value is still there.
  private func donors(_ salt: UInt64, _ table: Table) -> [UInt32] {
    let moved = records(of: table).filter { chance($0.place, salt, below: 3) == 0 }.map(\.row)
    var donors = (0..<UInt32(table.rowCount)).map { $0 }
    for (place, row) in moved.enumerated() {
      donors[Int(row)] = moved[(place + 1) % moved.count]
    }
    return donors
  }

  /// Its records as the data has them: chance goes by their places, so that it does not change with
  /// the numbers of rows.
  private func records(of table: Table) -> [(place: UInt32, row: UInt32)] {
    table.dataOrder.enumerated().map { (UInt32($0.offset), $0.element) }
  }

  // MARK: - Records

  private mutating func addRecords(_ noun: Noun, to builder: inout StoreBuilder) {
    let table = store[noun]
    for (place, row) in records(of: table) {
      let isSpoken = isSpoken(row, table)
      let counts = noun == .event ? [0, 1, 1, 2] : [0, 1, 1, 1, 1, 2]
      // What a claim is about stays, or there would be nothing to disagree about.
      var count = counts[Int(chance(place, UInt64(noun.rawValue), below: UInt64(counts.count)))]
      if isSpoken { count = 1 }
      if claimed.contains(Entity(noun, row)) { count = max(count, 1) }
      for copy in 0..<count {
        let keepsName = isSpoken || noun != .event && copy == 0
        let id = keepsName ? table.ids[row] : "\(table.ids[row])-v\(copy + 1)"
        guard let entity = try? builder.add(noun, id: id) else { continue }
        copies[Entity(noun, row), default: []].append(entity)
        for name in table.names.names(of: row) {
          let text = keepsName ? name.text : "\(name.text) \(copy == 0 ? "A" : "B")"
          builder.addName(text, language: name.language, kind: name.kind, to: entity)
        }
      }
    }
  }

  private func isSpoken(_ row: UInt32, _ table: Table) -> Bool {
    spoken.contains(foldedKey(table.ids[row]))
      || table.names.names(of: row).contains { spoken.contains(foldedKey($0.text)) }
  }

  /// What a record became; the first of two.
  private func copy(of entity: Entity) -> Entity? { copies[entity]?.first }

  // MARK: - Fields

  private func addFields(_ noun: Noun, to builder: inout StoreBuilder) {
    let table = store[noun]
    let fields = table.columns.keys.sorted().filter { !table.measures.contains($0) }
    for (salt, field) in fields.enumerated() {
      guard let column = table.columns[field] else { continue }
      let donors = donors(UInt64(salt) &* 16 &+ 32, table)
      for (_, row) in records(of: table) {
        for entity in copies[Entity(noun, row)] ?? [] {
          add(field, column, table, row, from: donors[Int(row)], of: entity, to: &builder)
        }
      }
    }
    for (place, row) in records(of: table) {
      for (copy, entity) in (copies[Entity(noun, row)] ?? []).enumerated() {
        let isShifted = chance(place, 7, below: 3) == 0 || copy > 0
        addWhen(table, row, isShifted: isShifted, of: entity, to: &builder)
      }
    }
  }

  private func add(
    _ field: String, _ column: StoredColumn, _ table: Table, _ row: UInt32, from donor: UInt32,
    of entity: Entity, to builder: inout StoreBuilder
  ) {
    let known = Schema.field(field, of: table.noun)
    switch column {
    case .text(let column):
      if let text = column[row] { builder.setText(field, text, of: entity) }
    case .code(let column):
      for code in column.list[known == nil ? row : donor] {
        builder.addCode(field, column.dictionary[code], of: entity)
      }
    case .number(let column):
      if let value = column[row] { builder.setNumber(field, other(value), of: entity) }
    case .day(let column):
      guard field != "starts", field != "ends", let bounds = column[row] else { return }
      let text = written(bounds, isGuess: column.guesses?[row] ?? false)
      if let date = try? readDate(text) { builder.setDay(field, date, of: entity) }
    case .reference(let column):
      // What is part of what, and who tells it, stays.
      let isFirm = known?.isTree == true && known?.name == Schema.treeField(of: table.noun)
      add(field, column, isFirm || field == "source" ? row : donor, of: entity, to: &builder)
    case .entity: break
    }
  }

  private func add(
    _ field: String, _ column: ReferenceColumn, _ row: UInt32, of entity: Entity,
    to builder: inout StoreBuilder
  ) {
    let list = column.list
    guard list.stated[row] else { return }
    let start = list.range(of: row).lowerBound
    for (place, target) in list[row].enumerated() {
      guard let copy = copy(of: Entity(column.target, target)), copy != entity else { continue }
      let line = column.lines.isEmpty ? 0 : column.lines[start + place]
      builder.addReference(
        field, to: .record(copy), noun: column.target, of: entity,
        isDoubtful: list.isDoubtful(position: start + place), line: line)
    }
    if let open = list.openEntry(of: row) {
      builder.markOpen(field, more: open.more, of: entity)
    } else if list[row].isEmpty {
      builder.markNone(field, of: entity)
    }
  }

  // MARK: - Dates

  private func addWhen(
    _ table: Table, _ row: UInt32, isShifted: Bool, of entity: Entity,
    to builder: inout StoreBuilder
  ) {
    guard table.noun == .event, let text = when(table, row) else { return }
    let shifted = isShifted ? StoreVariant.nextYear(text) : text
    if let date = (try? readDate(shifted)) ?? (try? readDate(text)) {
      builder.setWhen(date, of: entity)
    }
  }

  private func when(_ table: Table, _ row: UInt32) -> String? {
    if let text = table.dateTexts[row] { return text }
    guard let starts = table.day("starts")?[row] else { return nil }
    return periodText(starts: starts, ends: table.day("ends")?[row] ?? starts)
  }

  /// The first of the days that it may be: what is vague was written down and is not asked here.
  private func written(_ bounds: DayBounds, isGuess: Bool) -> String {
    bounds.earliest.text + (isGuess ? "?" : "")
  }

  /// The same date a year later: each number of four digits is a year.
  private static func nextYear(_ text: String) -> String {
    var result = ""
    var digits = ""
    for character in text + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if digits.count == 4, let year = Int(digits) { digits = String(year + 1) }
      result += digits
      digits = ""
      if character != " " { result.append(character) }
    }
    return result
  }

  // MARK: - Figures and claims

  private func other(_ value: Quantity) -> Quantity {
    // Half as much again, in whole numbers, so that order and doubt stay.
    func moved(_ bound: Int64) -> Int64 {
      guard bound != Quantity.lowest, bound != Quantity.highest, bound < Int64.max / 4 else {
        return bound
      }
      return (bound / Quantity.scale * 3 / 2 + 1) * Quantity.scale
    }
    return Quantity(lower: moved(value.lower), upper: moved(value.upper), isGuess: value.isGuess)
  }

  private func addFigures(to builder: inout StoreBuilder) {
    let table = store[.figure]
    guard let subjects = table.entity("subject"), let measures = table.code("measure"),
      let values = table.number("value")
    else { return }
    for row in 0..<UInt32(table.rowCount) {
      guard let subject = subjects[row], let measure = measures.list[row].first,
        let value = values[row]
      else { continue }
      for (place, copy) in (copies[subject] ?? []).enumerated() {
        let id = place == 0 ? table.ids[row] : "\(table.ids[row])-v\(place)"
        let figure = try? builder.addFigure(
          id: id, subject: .record(copy), measure: measures.dictionary[measure],
          value: other(value))
        if let figure { addFigureFields(table, row, of: figure, to: &builder) }
      }
    }
  }

  private func addFigureFields(
    _ table: Table, _ row: UInt32, of figure: Entity, to builder: inout StoreBuilder
  ) {
    for field in table.columns.keys.sorted()
    where !["subject", "measure", "value"].contains(field) {
      switch table.columns[field] {
      case .code(let column)?:
        for code in column.list[row] {
          builder.addCode(field, column.dictionary[code], of: figure)
        }
      case .reference(let column)?: add(field, column, row, of: figure, to: &builder)
      default: continue
      }
    }
  }

  private func addClaims(to builder: inout StoreBuilder) {
    let table = store[.claim]
    guard let subjects = table.entity("subject"), let fields = table.code("field"),
      let values = table.text("value"), let verdicts = table.code("verdict")
    else { return }
    for row in 0..<UInt32(table.rowCount) {
      guard let subject = subjects[row], let field = fields.list[row].first,
        let verdict = verdicts.list[row].first, let value = values[row]
      else { continue }
      for (place, copy) in (copies[subject] ?? []).enumerated() {
        let claim = try? builder.addClaim(
          id: place == 0 ? table.ids[row] : "\(table.ids[row])-v\(place)",
          subject: .record(copy), field: fields.dictionary[field], value: value,
          verdict: verdicts.dictionary[verdict])
        guard let claim, case .reference(let sources)? = table.columns["source"] else { continue }
        add("source", sources, row, of: claim, to: &builder)
      }
    }
  }
}
