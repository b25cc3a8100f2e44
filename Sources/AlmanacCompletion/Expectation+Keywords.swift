internal import AlmanacLanguage

extension Expectation {
  /// Whether that word may stand here.
  func allows(_ keyword: Keyword) -> Bool {
    switch keyword.category {
    case .stage:
      switch keyword {
      case .draw: categories.contains(.draw)
      case .export: categories.contains(.export)
      default: categories.contains(.stage)
      }
    case .relation: allowsRelation(keyword)
    case .quantifier: categories.contains(.quantifier)
    case .joining: allowsJoining(keyword)
    case .direction: categories.contains(.direction)
    case .relativeDate: false
    case .unit: categories.contains(.unit)
    case .statement: categories.contains(.statementWord)
    case .state: categories.contains(.state)
    case .view: categories.contains(.view)
    }
  }

  private func allowsRelation(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .by: categories.contains(.phrase) || categories.contains(.byWord)
    case .about: categories.contains(.phrase)
    case .in:
      !categories.isDisjoint(with: [.phrase, .infixRelation, .inWord])
    default: !categories.isDisjoint(with: [.phrase, .infixRelation])
    }
  }

  private func allowsJoining(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .and: categories.contains(.and)
    case .or: categories.contains(.or)
    case .not: !categories.isDisjoint(with: [.modifier, .negation])
    case .maybe, .possibly: categories.contains(.modifier)
    case .is: categories.contains(.isWord)
    case .as: categories.contains(.asWord)
    default: false
    }
  }
}
