internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// What a value is ordered by: the earliest possibility, then the latest, then folded text.
struct SortKey: Hashable {
  var low: Int64
  var high: Int64
  var text: String

  init(low: Int64 = 0, high: Int64 = 0, text: String = "") {
    self.low = low
    self.high = high
    self.text = text
  }

  static func < (left: SortKey, right: SortKey) -> Bool {
    if left.low != right.low { return left.low < right.low }
    if left.high != right.high { return left.high < right.high }
    return left.text < right.text
  }

  static func > (left: SortKey, right: SortKey) -> Bool { right < left }
}

/// Turns values into keys; the order of names is that of each record's first name, so that it does
/// not change with the reader's language.
struct Ordering {
  let store: Store

  /// nil for what is missing: it comes last in both directions.
  ///
  /// - Parameter isDescending: of several values the greatest counts, not the least.
  func key(_ value: Value, isDescending: Bool) -> SortKey? {
    switch value {
    case .missing, .none, .notStated, .notNamed: return nil
    case .text(let text): return SortKey(text: foldedKey(text))
    case .number(let quantity): return SortKey(low: quantity.lower, high: quantity.upper)
    case .date(let date):
      return SortKey(
        low: date.startsByMinute.earliest, high: date.endsByMinute.latest)
    case .entity(let entity, _): return SortKey(text: foldedKey(firstName(of: entity)))
    case .truth(let truth):
      return SortKey(low: truth == .yes ? 2 : truth == .maybe ? 1 : 0)
    case .doubtful(let inner): return key(inner, isDescending: isDescending)
    case .list(let values, _):
      let keys = values.compactMap { key($0, isDescending: isDescending) }
      return isDescending ? keys.max(by: <) : keys.min(by: <)
    }
  }

  func firstName(of entity: Entity) -> String {
    store.displayName(of: entity, languages: [])
  }

  /// What sets groups without a key apart, and records of one name.
  func tieBreak(_ value: Value) -> String {
    switch value {
    case .none: "1"
    case .missing, .notStated: "2"
    case .notNamed: "3"
    case .entity(let entity, _): "0" + store[entity.noun].ids[entity.row]
    case .number(let quantity): "0" + (quantity.text ?? "") + (quantity.isGuess ? "?" : "")
    case .date(let date): "0" + date.tieBreak
    case .text(let text): "0" + text
    case .truth: "0"
    case .doubtful(let inner): tieBreak(inner) + "?"
    case .list(let values, let open):
      "0" + values.map(tieBreak).joined(separator: ",") + (open == nil ? "" : "+")
    }
  }

  /// Whether the row with these keys comes first; nil when the keys don't say.
  func precedes(_ left: [SortKey?], _ right: [SortKey?], descending: [Bool]) -> Bool? {
    for (index, isDescending) in descending.enumerated() {
      switch (left[index], right[index]) {
      case (nil, nil): continue
      case (nil, _): return false
      case (_, nil): return true
      case (let first?, let second?):
        if first == second { continue }
        return isDescending ? second < first : first < second
      }
    }
    return nil
  }
}

extension DateValue {
  /// Sets dates apart that start as early and end as late: by their bounds, as groups are told.
  fileprivate var tieBreak: String {
    let minutes = [startMinute, endMinute].map { $0.map { "T\($0)" } ?? "" }
    return starts.latest.text + minutes[0] + " " + ends.earliest.text + minutes[1]
      + (isGuess ? "?" : "")
  }
}

extension Answer {
  /// The different values of a column in the order of group keys, `(not stated)` and
  /// `(+n not named)` last.
  public func keys(inColumn column: Int) -> [Value] {
    let ordering = Ordering(store: cells.values.store)
    let values = Set((0..<rowCount).map { value(row: $0, column: column) })
    return values.map { (value: $0, key: [ordering.key($0, isDescending: false)]) }
      .sorted { left, right in
        ordering.precedes(left.key, right.key, descending: [false])
          ?? (ordering.tieBreak(left.value) < ordering.tieBreak(right.value))
      }.map(\.value)
  }
}

/// Ids of digits compare as numbers, and come before all others.
func idPrecedes(_ left: String, _ right: String) -> Bool {
  switch (UInt64(left), UInt64(right)) {
  case (let first?, let second?) where first != second: first < second
  case (_?, nil): true
  case (nil, _?): false
  default: left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
