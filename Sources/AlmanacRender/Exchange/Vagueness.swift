internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacTime

// What formats that know only exact values can't say, as words beside the values.

extension Value {
  /// The value is not known to the last digit, day or member.
  var isVague: Bool {
    switch self {
    case .number(let quantity): !quantity.isExact
    case .date(let date): date.isGuess || !date.starts.isExact || !date.ends.isExact
    case .truth(let truth): truth == .maybe
    case .list(let members, let open): open != nil || members.contains(where: \.isVague)
    case .doubtful: true
    default: false
    }
  }
}

extension Record {
  /// The fields of these names that are vague, each in its own words: `when: 2025-10`,
  /// `place: Beijing, +11 more provinces`.
  func vagueFields(_ names: [String]) -> [(name: String, text: String)] {
    names.compactMap { name in
      let value = self[name]
      guard value.isStated, value.isVague else { return nil }
      return (name, text(of: value, ValueForm(namesUnits: true)))
    }
  }

  /// What a reader of an exact format is told, a line each, or nothing where all is exact.
  func vagueRemarks(_ names: [String]) -> [String] {
    vagueFields(names).map { "\($0.name) is known only as: \($0.text)" }
  }

  /// The numbers that figures give, a line each: `attendance: ~60`.
  var figureLines: [String] {
    ownFields.measures.map { "\($0.name): \(text(of: $0.value))" }
  }
}
