internal import AlmanacTime

extension StoreBuilder {
  /// Gives fields the values that claims make, where no plain value was written.
  ///
  /// The hull of the accepted and refined claims; where there are none, the hull of the disputed
  /// ones as a guess. Rejected claims never count. (CORPUS: "How both are held".)
  mutating func settleClaims() {
    var groups: [ClaimedField: [PendingClaim]] = [:]
    var order: [ClaimedField] = []
    for claim in claims where claim.verdict != "rejected" {
      guard let subject = resolution.resolved[Int(claim.subject)] else { continue }
      let key = ClaimedField(subject: subject, field: claim.field)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(claim)
    }
    // What is said of the whole period comes before what is said of its ends.
    let whole = order.filter { $0.field == "when" }
    for key in whole + order.filter({ $0.field != "when" }) where !hasValue(key) {
      let group = groups[key, default: []]
      let firm = group.filter { $0.verdict != "disputed" }
      settle(key, firm.isEmpty ? group : firm, isGuess: firm.isEmpty)
    }
  }

  private mutating func settle(_ key: ClaimedField, _ group: [PendingClaim], isGuess: Bool) {
    switch Schema.field(key.field, of: key.subject.noun)?.type {
    case .period, .day:
      settleDate(key, group, isGuess)
    case .number, nil:
      settleNumber(key, group, isGuess)
    case .entity(let noun):
      for claim in group {
        (place, file) = (claim.place, claim.file)
        addReference(
          key.field, to: .id(claim.value), noun: noun, of: key.subject, isDoubtful: isGuess)
      }
    case .code:
      for claim in group where !isGuess { addCode(key.field, claim.value, of: key.subject) }
    case .text, .anyEntity:
      for claim in group where !isGuess { setText(key.field, claim.value, of: key.subject) }
    }
  }

  private mutating func settleDate(
    _ key: ClaimedField, _ group: [PendingClaim], _ isGuess: Bool
  ) {
    var hull: DateValue?
    for claim in group {
      guard let date = try? readDate(claim.value) else {
        refuse(claim)
        continue
      }
      hull = hull.map { $0.hull(with: date) } ?? date
    }
    guard var hull else { return }
    hull.isGuess = hull.isGuess || isGuess
    if isGuess, !hull.text.hasSuffix("?") { hull.text += "?" }
    switch key.field {
    case "when": setWhen(hull, of: key.subject)
    case "starts": settlePoint(key, starts: hull)
    case "ends": settlePoint(key, ends: hull)
    default: setDay(key.field, hull, of: key.subject)
    }
  }

  /// A start or an end on its own: the period's text, where it has one, gets that side of it.
  private mutating func settlePoint(
    _ key: ClaimedField, starts: DateValue? = nil, ends: DateValue? = nil
  ) {
    guard let point = starts ?? ends else { return }
    setDay(key.field, point, of: key.subject)
    let index = Int(key.subject.noun.rawValue)
    let row = key.subject.row
    guard let text = tables[index].dateTexts[row] ?? tables[index].manyDateTexts[row] else {
      let other = starts == nil ? "starts" : "ends"
      if tables[index].days[other]?.rows.contains(row) != true {
        tables[index].dateTexts[row] = "\(starts?.text ?? "")/\(ends?.text ?? "")"
      }
      return
    }
    if let starts, text.hasPrefix("/") { tables[index].dateTexts[row] = starts.text + text }
    if let ends, text.hasSuffix("/") { tables[index].dateTexts[row] = text + ends.text }
  }

  private mutating func settleNumber(
    _ key: ClaimedField, _ group: [PendingClaim], _ isGuess: Bool
  ) {
    var hull: Quantity?
    for claim in group {
      guard let quantity = Quantity(claim.value) else {
        refuse(claim)
        continue
      }
      guard let known = hull else {
        hull = quantity
        continue
      }
      let isSame = known.lower == quantity.lower && known.upper == quantity.upper
      hull = Quantity(
        lower: min(known.lower, quantity.lower), upper: max(known.upper, quantity.upper),
        text: isSame ? known.text : nil)
    }
    guard var hull else { return }
    hull.isGuess = isGuess
    if Schema.field(key.field, of: key.subject.noun) == nil { addFigure(key, hull, group) }
    setNumber(key.field, hull, of: key.subject)
  }

  /// A number that only claims know of is a figure like any other: with their documents and lines,
  /// and the words of the first.
  private mutating func addFigure(
    _ key: ClaimedField, _ value: Quantity, _ group: [PendingClaim]
  ) {
    let index = Int(key.subject.noun.rawValue)
    if !tables[index].measures.contains(key.field) { tables[index].measures.append(key.field) }
    let figures = Int(Noun.figure.rawValue)
    let made = "\(id(of: key.subject))-\(key.field)"
    var (row, isNew) = tables[figures].ids.insert(made)
    var number = 2
    while !isNew {
      (row, isNew) = tables[figures].ids.insert("\(made)-\(number)")
      number += 1
    }
    tables[figures].places.append(place)
    let figure = Entity(.figure, row)
    let subject = pendingCode(nil, .record(key.subject))
    tables[figures].entities["subject", default: ListDraft()].append(
      row: figure.row, value: subject, place: place)
    if key.subject.noun == .event {
      tables[figures].references["event", default: ListDraft()].append(
        row: figure.row, value: subject)
    }
    addCode("measure", key.field, of: figure)
    setNumber("value", value, of: figure)
    let claims = tables[Int(Noun.claim.rawValue)]
    for claim in group {
      if let sources = claims.references["source"] {
        for (position, entry) in sources.entries.enumerated() where entry.row == claim.row {
          tables[figures].references["source", default: ListDraft()].append(
            row: figure.row, value: entry.value, line: entry.line,
            place: sources.place(at: position))
        }
      }
      if let printed = claims.texts["printed"],
        let position = printed.rows.firstIndex(of: claim.row)
      {
        setText("printed", printed.texts[UInt32(truncatingIfNeeded: position)], of: figure)
      }
    }
  }

  private func hasValue(_ key: ClaimedField) -> Bool {
    let table = tables[Int(key.subject.noun.rawValue)]
    let row = key.subject.row
    switch Schema.field(key.field, of: key.subject.noun)?.origin {
    case .period?:
      return table.days["starts"]?.rows.contains(row) == true
        || table.days["ends"]?.rows.contains(row) == true
    case .stored?, nil:
      return table.days[key.field]?.rows.contains(row) == true
        || table.numbers[key.field]?.rows.contains(row) == true
        || table.references[key.field]?.has(row: row) == true
        || table.codes[key.field]?.list.has(row: row) == true
        || table.texts[key.field]?.rows.contains(row) == true
        || table.further[key.field]?.rows.contains(row) == true
    default:
      // Names, ids and what follows from other fields: a claim about them is kept and no more.
      return true
    }
  }

  private mutating func refuse(_ claim: PendingClaim) {
    faults.append(
      BuildFault(
        kind: .unreadableClaim(field: claim.field, value: claim.value), place: claim.place))
  }
}

private struct ClaimedField: Hashable {
  var subject: Entity
  var field: String
}

extension DateValue {
  /// The narrowest bounds that hold both.
  fileprivate func hull(with other: DateValue) -> DateValue {
    if starts == other.starts && ends == other.ends { return self }
    var result = self
    result.starts = DayBounds(
      earliest: min(starts.earliest, other.starts.earliest),
      latest: max(starts.latest, other.starts.latest))
    result.ends = DayBounds(
      earliest: min(ends.earliest, other.ends.earliest), latest: max(ends.latest, other.ends.latest)
    )
    let readings =
      text.hasPrefix("[") ? text.dropFirst().dropLast().split(separator: ",") : [text[...]]
    let all = Set(readings.map(String.init)).union([other.text]).sorted()
    // EDTF level 2: one of these.
    result.text = "[\(all.joined(separator: ","))]"
    return result
  }
}
