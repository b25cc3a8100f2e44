internal import AlmanacTime

/// A value as far as it is known, of one of the rows that were merged.
private struct BoundedReading<Bound: Comparable> {
  var position: Int
  var row: UInt32
  var lower: Bound
  var upper: Bound
  /// Minute of the day, where one is given.
  var minute: Int16?
  var isGuess: Bool
}

/// The position of the reading that stands for all of them: the most exact one, if it lies within every
/// other; nil where they contradict each other. What is no guess counts before what is.
private func settled<Bound: Comparable>(_ readings: [BoundedReading<Bound>]) -> Int? {
  let firm = readings.filter { !$0.isGuess }
  let counted = firm.isEmpty ? readings : firm
  guard let lower = counted.map(\.lower).max(), let upper = counted.map(\.upper).min() else {
    return nil
  }
  let exact = counted.filter { $0.lower == lower && $0.upper == upper }
  if Set(exact.compactMap(\.minute)).count > 1 { return nil }
  return (exact.first { $0.minute != nil } ?? exact.first)?.position
}

extension StoreBuilder {
  /// Days: of `starts`, `ends`, `published`, …
  mutating func settleDays(_ merge: RowMerge, _ noun: Noun, _ found: inout [Disagreement]) {
    let table = Int(noun.rawValue)
    /// By set: the rows whose start and whose end stand; nil for one that is in dispute.
    var periods: [Int: [String: UInt32?]] = [:]
    for field in tables[table].days.keys {
      guard let draft = tables[table].days[field] else { continue }
      let guesses = Set(draft.guesses)
      var dropped: Set<Int> = []
      for (set, positions) in positions(of: draft.rows, merge) {
        let readings = positions.map { position in
          let row = draft.rows[position]
          return BoundedReading(
            position: position, row: row, lower: draft.values[position].earliest,
            upper: draft.values[position].latest, minute: draft.minutes[row],
            isGuess: guesses.contains(row))
        }
        let kept = settled(readings)
        dropped.formUnion(positions.filter { $0 != kept })
        periods[set, default: [:]][field] = .some(kept.map { draft.rows[$0] })
        guard kept == nil else { continue }
        found.append(
          disagreement(
            set, field,
            readings.map { reading in
              (reading.row, text(of: reading, field, tables[table].dateTexts[reading.row]))
            }, isFirstFirm: false))
      }
      tables[table].days.change(field) { $0.remove(dropped) }
    }
    for (set, rows) in periods { settleDateText(of: merge.sets[set], rows, table) }
  }

  /// The words of a period: those of the row that gives both ends, else one of each.
  private mutating func settleDateText(
    of rows: [UInt32], _ chosen: [String: UInt32?], _ table: Int
  ) {
    var texts: [UInt32: String] = [:]
    for row in rows { texts[row] = tables[table].dateTexts.removeValue(forKey: row) }
    guard !texts.isEmpty else { return }
    guard let starts = chosen["starts"] ?? rows[0], let ends = chosen["ends"] ?? rows[0] else {
      return
    }
    if starts == ends {
      tables[table].dateTexts[rows[0]] = texts[starts]
    } else if let start = texts[starts] ?? dayText(starts, "starts", table),
      let end = texts[ends] ?? dayText(ends, "ends", table)
    {
      let text = "\(half(of: start, "starts"))/\(half(of: end, "ends"))"
      tables[table].dateTexts[rows[0]] = text
    }
  }

  private func dayText(_ row: UInt32, _ field: String, _ table: Int) -> String? {
    guard let draft = tables[table].days[field], let index = draft.rows.firstIndex(of: row) else {
      return nil
    }
    return draft.values[index].earliest.text
  }

  /// `2023-09-16/2023-09-24`: the part for that end.
  private func half(of text: String, _ field: String) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return String((field == "ends" ? parts.last : parts.first) ?? "")
  }

  private func text(
    of reading: BoundedReading<Day>, _ field: String, _ written: String?
  ) -> String {
    if reading.lower == reading.upper {
      guard let minute = reading.minute else { return reading.lower.text }
      let digits = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      return "\(reading.lower.text)T\(digits[0]):\(digits[1])"
    }
    if let written { return half(of: written, field) }
    return "[\(reading.lower.text)..\(reading.upper.text)]"
  }

  /// Numbers: `edition` and others that are no figures.
  mutating func settleNumbers(_ merge: RowMerge, _ noun: Noun, _ found: inout [Disagreement]) {
    let table = Int(noun.rawValue)
    for field in tables[table].numbers.keys {
      guard let draft = tables[table].numbers[field] else { continue }
      var dropped: Set<Int> = []
      for (set, positions) in positions(of: draft.rows, merge) {
        let readings = positions.map { position in
          let value = draft.value(at: position)
          return BoundedReading(
            position: position, row: draft.rows[position], lower: value.lower, upper: value.upper,
            minute: nil, isGuess: value.isGuess)
        }
        let kept = settled(readings)
        dropped.formUnion(positions.filter { $0 != kept })
        guard kept == nil else { continue }
        found.append(
          disagreement(
            set, field, positions.map { (draft.rows[$0], draft.value(at: $0).claimText) },
            isFirstFirm: false))
      }
      tables[table].numbers.change(field) { $0.remove(dropped) }
    }
  }

  /// Where the values of each set stand, of sets that have several; in the order of the sets.
  func positions(of rows: [UInt32], _ merge: RowMerge) -> [(set: Int, positions: [Int])] {
    var bySet: [Int: [Int]] = [:]
    for (position, row) in rows.enumerated() {
      if let set = merge.set(of: row) { bySet[set, default: []].append(position) }
    }
    return bySet.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// Readings that are the same are one with several witnesses.
  func disagreement(
    _ set: Int, _ field: String, _ values: [(row: UInt32, text: String)], isFirstFirm: Bool
  ) -> Disagreement {
    var readings: [Disagreement.Reading] = []
    var positions: [String: Int] = [:]
    for (row, text) in values {
      if let known = positions[text] {
        readings[known].rows.append(row)
      } else {
        positions[text] = readings.count
        readings.append(Disagreement.Reading(value: text, rows: [row]))
      }
    }
    return Disagreement(set: set, field: field, readings: readings, isFirstFirm: isFirstFirm)
  }
}

extension Quantity {
  /// As a claim writes it, so that it is read again as what it was.
  fileprivate var claimText: String {
    if let text { return text }
    let (low, high) = (Quantity.decimal(lower), Quantity.decimal(upper))
    if lower == upper { return low }
    if upper == Quantity.highest { return ">=\(low)" }
    return lower == Quantity.lowest ? "<=\(high)" : "\(low)..\(high)"
  }
}

extension DayDraft {
  fileprivate mutating func remove(_ positions: Set<Int>) {
    guard !positions.isEmpty else { return }
    let gone = Set(positions.map { rows[$0] })
    for row in gone { minutes[row] = nil }
    guesses.removeAll { gone.contains($0) }
    let kept = rows.indices.filter { !positions.contains($0) }
    (rows, values) = (kept.map { rows[$0] }, kept.map { values[$0] })
  }
}

extension NumberDraft {
  fileprivate mutating func remove(_ positions: Set<Int>) {
    guard !positions.isEmpty else { return }
    var kept = NumberDraft()
    for (position, row) in rows.enumerated() where !positions.contains(position) {
      kept.append(row: row, value(at: position))
    }
    self = kept
  }
}
