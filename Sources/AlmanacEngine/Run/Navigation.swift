internal import AlmanacStore
internal import AlmanacTime

/// Following a field from records to records, one record at a time or a whole set backwards.
struct Navigation {
  let store: Store

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

  /// The records whose fields name this one, rising, each once; in doubt where every field that names
  /// it does so in doubt.
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
    var targets = Targets(
      rows: reverses.count == 1 ? deduplicated(found) : deduplicated(found.sorted()))
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

extension Navigation {
  /// The answers of "some element of `field` passes", from the answers for the elements.
  ///
  /// Yes when a known element surely passes; maybe when one may, when one in doubt may, when the
  /// list is open, or when nothing is stated.
  func pullBack(_ target: TruthSet, along field: Field, of noun: Noun) -> TruthSet {
    switch field.origin {
    case .union(let fields):
      let parts = fields.compactMap { Schema.field($0, of: noun) }
      var union = parts.reduce(TruthSet(.no, rowCount: store[noun].rowCount)) {
        $0.or(pullBack(target, along: $1, of: noun))
      }
      for index in union.unstated.indices where fields.contains(union.unstated[index].field) {
        union.unstated[index].field = field.name
      }
      return union
    case .stored:
      return pullBackStored(target, along: field, of: noun)
    default:
      return pullBackClosed(target, along: field, of: noun)
    }
  }

  private func pullBackStored(_ target: TruthSet, along field: Field, of noun: Noun) -> TruthSet {
    let rowCount = store[noun].rowCount
    guard let column = store[noun].reference(field.name) else {
      return field.isClosed
        ? TruthSet(.no, rowCount: rowCount) : .unstated(field.name, rowCount: rowCount)
    }
    let list = column.list
    var certain = Bitmap(rowCount: rowCount)
    var possible = Bitmap(rowCount: rowCount)
    var vague = Bitmap(rowCount: rowCount)
    if list.doubtful.isEmpty {
      target.certain.forEachRow { for row in column.postings[$0] { certain.insert(row) } }
      target.possible.forEachRow { for row in column.postings[$0] { possible.insert(row) } }
      target.vague.forEachRow { for row in column.postings[$0] { vague.insert(row) } }
    } else {
      for row in 0..<UInt32(rowCount) {
        for position in list.range(of: row) {
          let value = list.values[position]
          guard target.possible[value] else { continue }
          possible.insert(row)
          let isDoubtful = list.isDoubtful(position: position)
          if target.certain[value] && !isDoubtful { certain.insert(row) }
          if isDoubtful || target.vague[value] { vague.insert(row) }
        }
      }
    }
    for entry in list.open {
      possible.insert(entry.row)
      vague.insert(entry.row)
    }
    var unstated = target.unstated.map {
      TruthSet.Unstated(field: $0.field, rows: referring(to: $0.rows, column, rowCount))
    }
    if !field.isClosed {
      let missing = list.stated.complement
      possible.formUnion(missing)
      if !missing.isEmpty { unstated.append(TruthSet.Unstated(field: field.name, rows: missing)) }
    }
    vague.subtract(certain)
    return TruthSet(certain: certain, possible: possible, vague: vague, unstated: unstated)
  }

  private func referring(to targets: Bitmap, _ column: ReferenceColumn, _ rowCount: Int) -> Bitmap {
    var rows = Bitmap(rowCount: rowCount)
    targets.forEachRow { for row in column.postings[$0] { rows.insert(row) } }
    return rows
  }

  /// Fields that hold what the store says and nothing else: reverse links, trees.
  private func pullBackClosed(_ target: TruthSet, along field: Field, of noun: Noun) -> TruthSet {
    let certain = sources(of: target.certain, field, noun, .firm)
    let doubted = sources(of: target.possible, field, noun, .doubtful)
    return TruthSet(
      certain: certain, possible: sources(of: target.possible, field, noun, .all),
      vague: sources(of: target.vague, field, noun, .all).union(doubted).subtracting(certain),
      unstated: target.unstated.map {
        TruthSet.Unstated(field: $0.field, rows: sources(of: $0.rows, field, noun, .all))
      })
  }

  /// Which mentions of a record count.
  private enum Mention {
    case all
    case firm
    case doubtful
  }

  /// The records that fields of one record name in doubt, and none of them firmly.
  private func doubted(
    by row: UInt32, _ reverses: [FieldOrigin.Reverse], _ noun: Noun
  ) -> Set<UInt32> {
    var (firm, doubtful): (Set<UInt32>, Set<UInt32>) = ([], [])
    for reverse in reverses {
      guard let column = store[reverse.noun].reference(reverse.field), column.target == noun else {
        continue
      }
      let list = column.list
      for position in list.range(of: row) {
        if list.isDoubtful(position: position) {
          doubtful.insert(list.values[position])
        } else {
          firm.insert(list.values[position])
        }
      }
    }
    return doubtful.subtracting(firm)
  }

  /// The records of `noun` whose `field` names one of `targets`.
  private func sources(
    of targets: Bitmap, _ field: Field, _ noun: Noun, _ mention: Mention
  ) -> Bitmap {
    let table = store[noun]
    var rows = Bitmap(rowCount: table.rowCount)
    switch field.origin {
    case .reverse(let reverses) where mention == .doubtful && reverses.count > 1:
      targets.forEachRow { target in
        for row in doubted(by: target, reverses, noun) { rows.insert(row) }
      }
    case .reverse(let reverses):
      for reverse in reverses {
        if let column = store[reverse.noun].reference(reverse.field), column.target == noun {
          let list = column.list
          if list.doubtful.isEmpty {
            if mention == .doubtful { continue }
            targets.forEachRow { for row in list[$0] { rows.insert(row) } }
            continue
          }
          targets.forEachRow { target in
            for position in list.range(of: target) {
              let isDoubtful = list.isDoubtful(position: position)
              if mention == .all || isDoubtful == (mention == .doubtful) {
                rows.insert(list.values[position])
              }
            }
          }
        } else if mention != .doubtful, let column = store[reverse.noun].entity(reverse.field) {
          targets.forEachRow {
            if let subject = column[$0], subject.noun == noun { rows.insert(subject.row) }
          }
        }
      }
    case _ where mention == .doubtful: break
    case .ancestors:
      if let forest = table.forest {
        targets.forEachRow { for row in forest.descendants(of: $0) { rows.insert(row) } }
      }
    case .descendants:
      if let forest = table.forest {
        targets.forEachRow { for row in forest.ancestors(of: $0) { rows.insert(row) } }
      }
    case .countryAbove:
      for row in 0..<UInt32(table.rowCount) {
        if let country = country(of: row), targets[country] { rows.insert(row) }
      }
    default: break
    }
    return rows
  }
}

extension TruthSet {
  /// Every row states nothing of that field.
  static func unstated(_ field: String, rowCount: Int) -> TruthSet {
    let all = Bitmap(allOf: rowCount)
    return TruthSet(
      certain: Bitmap(rowCount: rowCount), possible: all, vague: Bitmap(rowCount: rowCount),
      unstated: [Unstated(field: field, rows: all)])
  }
}
