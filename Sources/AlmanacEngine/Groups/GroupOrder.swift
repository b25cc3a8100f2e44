internal import AlmanacStore

/// The order of groups: by their keys, `(not stated)` and `(+n not named)` last, and groups of equal
/// keys by what sets them apart.
struct GroupOrder: Sendable {
  /// The codes of each key, group by group, and what they stand for.
  let columns: [(codes: [UInt32], dictionary: KeyDictionary)]

  func sorted(_ count: Int) -> [UInt32] {
    let ranks = GroupRanks(columns)
    return (0..<UInt32(truncatingIfNeeded: count)).sorted { ranks.precedes($0, $1) }
  }
}

/// The order of groups as numbers.
struct GroupRanks {
  /// For each key and each group a number that rises with the key, and one that sets equal keys apart.
  private let ranks: [(key: [UInt32], tie: [UInt32])]

  init(_ columns: [(codes: [UInt32], dictionary: KeyDictionary)]) {
    ranks = columns.map { codes, dictionary in
      let ranks = KeyRanks(codes, dictionary)
      return (codes.map { ranks.key(of: $0) }, codes.map { ranks.tie(of: $0) })
    }
  }

  func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    for rank in ranks where rank.key[Int(left)] != rank.key[Int(right)] {
      return rank.key[Int(left)] < rank.key[Int(right)]
    }
    for rank in ranks where rank.tie[Int(left)] != rank.tie[Int(right)] {
      return rank.tie[Int(left)] < rank.tie[Int(right)]
    }
    return left < right
  }
}

/// The order of the codes of one key.
private struct KeyRanks {
  private var keys: [UInt32: UInt32] = [:]
  private var ties: [UInt32: UInt32] = [:]
  private var names: NameRanks?
  private let dictionary: KeyDictionary

  init(_ codes: [UInt32], _ dictionary: KeyDictionary) {
    self.dictionary = dictionary
    if case .entities(let noun) = dictionary.kind, dictionary.further.isEmpty {
      names = dictionary.values.store.nameRanks(noun)
      return
    }
    if case .numbers = dictionary.kind, dictionary.further.isEmpty { return }
    let ordering = Ordering(store: dictionary.values.store)
    let entries = Set(codes).map { code in
      let value = dictionary.value(of: code)
      return (
        code: code, key: [ordering.key(value, isDescending: false)], tie: ordering.tieBreak(value)
      )
    }
    let sorted = entries.sorted {
      ordering.precedes($0.key, $1.key, descending: [false]) ?? ($0.tie < $1.tie)
    }
    var rank: UInt32 = 0
    for (index, entry) in sorted.enumerated() {
      if index > 0, sorted[index - 1].key != entry.key { rank &+= 1 }
      keys[entry.code] = rank
    }
    for (index, entry) in entries.sorted(by: { $0.tie < $1.tie }).enumerated() {
      ties[entry.code] = UInt32(truncatingIfNeeded: index)
    }
  }

  /// Rows without a value come last.
  func key(of code: UInt32) -> UInt32 {
    if let key = keys[code] { return key }
    guard Int(code) < dictionary.count else { return .max }
    return names.map { $0.keys[Int(code)] } ?? code
  }

  func tie(of code: UInt32) -> UInt32 {
    if let tie = ties[code] { return tie }
    guard Int(code) < dictionary.count else { return .max &- 4 &+ (code &- dictionary.none) }
    return names.map { $0.ties[Int(code)] } ?? code
  }
}

/// The order of the records of a table by name: numbers that rise with the folded first name, equal
/// for equal names, and numbers that rise with the id.
struct NameRanks: Sendable {
  let keys: [UInt32]
  let ties: [UInt32]
}

extension Store {
  fileprivate func nameRanks(_ noun: Noun) -> NameRanks {
    let table = self[noun]
    return table.memo.value("name ranks") {
      let ordering = Ordering(store: self)
      let rows = 0..<UInt32(truncatingIfNeeded: table.rowCount)
      let names = rows.map {
        ordering.key(.entity(Entity(noun, $0), name: ""), isDescending: false)?.text ?? ""
      }
      let ids = rows.map { ordering.tieBreak(.entity(Entity(noun, $0), name: "")) }
      var keys = [UInt32](repeating: 0, count: rows.count)
      var ties = keys
      var rank: UInt32 = 0
      let byName = rows.sorted { names[Int($0)] < names[Int($1)] }
      for (index, row) in byName.enumerated() {
        if index > 0, names[Int(byName[index - 1])] != names[Int(row)] { rank &+= 1 }
        keys[Int(row)] = rank
      }
      for (index, row) in rows.sorted(by: { ids[Int($0)] < ids[Int($1)] }).enumerated() {
        ties[Int(row)] = UInt32(truncatingIfNeeded: index)
      }
      return NameRanks(keys: keys, ties: ties)
    }
  }
}
