internal import AlmanacTime

extension StoreBuilder {
  /// Gives fields the values that claims make, where no plain value was written.
  ///
  /// The hull of the accepted and refined claims; where there are none, the hull of the disputed
  /// ones as a guess. Rejected claims never count. (CORPUS: "How both are held".)
  mutating func settleClaims(_ resolved: [Entity?]) {
    var groups: [ClaimedField: [PendingClaim]] = [:]
    var order: [ClaimedField] = []
    for claim in claims where claim.verdict != "rejected" {
      guard let subject = resolved[Int(claim.subject)] else { continue }
      let key = ClaimedField(subject: subject, field: claim.field)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(claim)
    }
    for key in order {
      let group = groups[key, default: []]
      let firm = group.filter { $0.verdict != "disputed" }
      settle(key, firm.isEmpty ? group : firm, isGuess: firm.isEmpty)
    }
  }

  private mutating func settle(_ key: ClaimedField, _ group: [PendingClaim], isGuess: Bool) {
    guard !hasValue(key) else { return }
    switch Schema.field(key.field, of: key.subject.noun)?.type {
    case .period, .day:
      settleDate(key, group, isGuess)
    case .number, nil:
      settleNumber(key, group, isGuess)
    case .entity(let noun):
      for claim in group {
        place = claim.place
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
    if key.field == "when" {
      setWhen(hull, of: key.subject)
    } else {
      setDay(key.field, hull, of: key.subject)
    }
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
    if Schema.field(key.field, of: key.subject.noun) == nil { noteMeasure(key) }
    tables[Int(key.subject.noun.rawValue)].numbers[key.field, default: NumberDraft()].rows
      .append(key.subject.row)
    tables[Int(key.subject.noun.rawValue)].numbers[key.field, default: NumberDraft()].values
      .append(hull)
  }

  private mutating func noteMeasure(_ key: ClaimedField) {
    let index = Int(key.subject.noun.rawValue)
    if !tables[index].measures.contains(key.field) { tables[index].measures.append(key.field) }
  }

  private func hasValue(_ key: ClaimedField) -> Bool {
    let table = tables[Int(key.subject.noun.rawValue)]
    let row = key.subject.row
    let field = key.field == "when" ? "starts" : key.field
    if field != key.field, table.days["ends"]?.rows.contains(row) == true { return true }
    return table.days[field]?.rows.contains(row) == true
      || table.numbers[field]?.rows.contains(row) == true
      || table.references[field]?.rows.contains(row) == true
      || table.codes[field]?.list.rows.contains(row) == true
      || table.texts[field]?.rows.contains(row) == true
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
    result.text = "\(text) or \(other.text)"
    return result
  }
}
