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
        low: Int64(date.starts.earliest.number), high: Int64(date.ends.latest.number))
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

/// Ids of digits compare as numbers, and come before all others.
func idPrecedes(_ left: String, _ right: String) -> Bool {
  switch (UInt64(left), UInt64(right)) {
  case (let first?, let second?) where first != second: first < second
  case (_?, nil): true
  case (nil, _?): false
  default: left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
