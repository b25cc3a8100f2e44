internal import AlmanacStore
internal import AlmanacTime

/// Following a field from records to records, one record at a time or a whole set backwards.
struct Navigation {
  let store: Store
  /// Lists of rows beside the values are used; else each row's own list is read.
  var usesPostings = true

  /// What a field of one record names.
  struct Targets {
    var rows: [UInt32] = []
    /// Positions in `rows` that are in doubt.
    var doubtful: Set<Int> = []
    /// nil when the list names all; otherwise what more there is.
    var open: [ListColumn.More]?
    /// Whether the record says anything of it at all, "none" included.
    var isStated = true
    /// Of several fields together one says nothing, so that there may be others.
    var isPartlyUnstated = false
  }

  /// - Parameter field: of type `.entity`.
  func targets(of row: UInt32, noun: Noun, field: Field) -> Targets {
    let table = store[noun]
    switch field.origin {
    case .reverse(let reverses):
      return referrers(of: row, noun: noun, reverses)
    case .union(let fields):
      return union(of: row, noun: noun, fields)
    case .ancestors:
      return Targets(rows: table.forest?.ancestors(of: row) ?? [])
    case .descendants:
      return Targets(rows: table.forest.map { Array($0.descendants(of: row)) } ?? [])
    case .countryAbove:
      return Targets(rows: country(of: row).map { [$0] } ?? [])
    default:
      guard let column = table.reference(field.name) else {
        return Targets(isStated: field.isClosed)
      }
      let list = column.list
      var targets = Targets(rows: Array(list[row]))
      // A source stands once for each of its lines.
      if !column.lines.isEmpty { targets.rows = unique(targets.rows) }
      if !list.doubtful.isEmpty {
        let start = list.range(of: row).lowerBound
        targets.doubtful = Set(
          targets.rows.indices.filter { list.isDoubtful(position: start + $0) })
      }
      targets.open = list.openEntry(of: row)?.more
      targets.isStated = field.isClosed || list.stated[row]
      return targets
    }
  }

  /// The records whose fields name this one, in the order of the data, each once; in doubt where every
  /// field that names it does so in doubt.
  private func referrers(
    of row: UInt32, noun: Noun, _ reverses: [FieldOrigin.Reverse]
  ) -> Targets {
    var found: [UInt32] = []
    var doubtful: Set<UInt32> = []
    var firm: Set<UInt32> = []
    for reverse in reverses {
      let table = store[reverse.noun]
      if let column = table.reference(reverse.field), column.target == noun {
        found += column.postings[row]
        guard !column.list.doubtful.isEmpty else {
          if !doubtful.isEmpty || reverses.count > 1 { firm.formUnion(column.postings[row]) }
          continue
        }
        for referrer in column.postings[row] {
          if column.isDoubtful(row: referrer, naming: row) {
            doubtful.insert(referrer)
          } else {
            firm.insert(referrer)
          }
        }
      } else if noun == .event, reverse.noun == .figure, let events = table.reference("event") {
        found += events.postings[row]
      } else if let column = table.entity(reverse.field) {
        for referrer in 0..<UInt32(table.rowCount) where column[referrer] == Entity(noun, row) {
          found.append(referrer)
        }
      }
    }
    found = deduplicated(reverses.count == 1 ? found : found.sorted())
    // All are of one noun.
    var targets = Targets(rows: reverses.first.map { store[$0.noun].inDataOrder(found) } ?? found)
    if !doubtful.isEmpty {
      doubtful.subtract(firm)
      targets.doubtful = Set(targets.rows.indices.filter { doubtful.contains(targets.rows[$0]) })
    }
    return targets
  }

  /// Each row once, in the order of their first appearance.
  private func unique(_ rows: [UInt32]) -> [UInt32] {
    var seen: Set<UInt32> = []
    return rows.filter { seen.insert($0).inserted }
  }

  private func deduplicated(_ sorted: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    for row in sorted where result.last != row { result.append(row) }
    return result
  }

  private func union(of row: UInt32, noun: Noun, _ fields: [String]) -> Targets {
    var union = Targets(isStated: false)
    for name in fields {
      guard let field = Schema.field(name, of: noun) else { continue }
      let part = targets(of: row, noun: noun, field: field)
      union.isStated = union.isStated || part.isStated
      union.isPartlyUnstated = union.isPartlyUnstated || !part.isStated
      if let open = part.open { union.open = (union.open ?? []) + open }
      for (index, target) in part.rows.enumerated() {
        let isDoubtful = part.doubtful.contains(index)
        if let place = union.rows.firstIndex(of: target) {
          // Once certain is certain, whatever else is doubted.
          if !isDoubtful { union.doubtful.remove(place) }
        } else {
          if isDoubtful { union.doubtful.insert(union.rows.count) }
          union.rows.append(target)
        }
      }
    }
    return union
  }

  /// A place itself or the nearest place above it that is a country.
  func country(of row: UInt32) -> UInt32? {
    let table = store[.place]
    guard let kinds = table.code("kind"), let country = kinds.code(ofKey: "country") else {
      return nil
    }
    if kinds.list[row].contains(country) { return row }
    return table.forest?.ancestors(of: row).first { kinds.list[$0].contains(country) }
  }
}
