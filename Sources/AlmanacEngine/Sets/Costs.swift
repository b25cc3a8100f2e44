internal import AlmanacStore

/// What a test may cost, from what is known without looking at rows: so that of several the one that
/// leaves fewest rows comes first, and those that read row by row come last.
struct Costs {
  let store: Store

  /// About how many rows a test leaves possible, and more for one that reads each row.
  func cost(of predicate: Predicate, _ noun: Noun) -> Int {
    let table = store[noun]
    let all = table.rowCount
    switch predicate {
    case .and(let left, let right): return min(cost(of: left, noun), cost(of: right, noun))
    case .or(let left, let right): return cost(of: left, noun) + cost(of: right, noun)
    case .not(let inner), .maybe(let inner), .possibly(let inner), .quantified(_, _, _, let inner):
      return max(cost(of: inner, noun), all)
    case .constant: return all
    case .identity(let rows): return rows.count
    case .within(.identity(let tops), _):
      return table.forest?.subtreeRowCount(of: tops) ?? tops.count
    case .within: return all / 2
    case .exists(let field, let inner): return cost(of: inner, along: field, noun)
    case .code(let field, let words):
      guard let column = table.code(field.name) else { return all }
      let holding = words.reduce(0) { sum, word in
        sum + (column.code(ofKey: word).map { column.postings.count(of: $0) } ?? 0)
      }
      return holding
        + (field.isClosed ? 0 : table.unstatedRows(field.name, column.list.stated).count)
    case .day, .period: return all / 8
    case .text(let field, .equals, _) where field.origin == .identifier: return 1
    case .text(let field, .equals, _) where field.origin == .displayName: return all / 64
    case .codeBesides, .number: return all
    case .state: return 2 * all
    case .text, .textBesides: return 4 * all
    case .refers, .linked, .weekday, .anyText, .match: return 16 * all
    }
  }

  private func cost(of inner: Predicate, along field: Field, _ noun: Noun) -> Int {
    let table = store[noun]
    guard case .entity(let target) = field.type else { return 0 }
    if case .union(let names) = field.origin {
      return names.compactMap { Schema.field($0, of: noun) }
        .reduce(0) { $0 + cost(of: inner, along: $1, noun) }
    }
    guard let column = table.reference(field.name) else { return table.rowCount }
    let missing =
      field.isClosed ? 0 : table.unstatedRows(field.name, column.list.stated).count
    let open = column.list.open.count
    let holding: Int
    switch inner {
    case .identity(let rows): holding = rows.reduce(0) { $0 + column.postings.count(of: $1) }
    case .within(.identity(let tops), _):
      guard let forest = store[target].forest else { return table.rowCount }
      holding = forest.subtrees(of: tops).reduce(0) { $0 + column.postings.count(of: $1) }
    default:
      let passing = min(cost(of: inner, target), store[target].rowCount)
      holding = table.rowCount / max(1, store[target].rowCount / max(1, passing))
    }
    return holding + missing + open
  }
}
