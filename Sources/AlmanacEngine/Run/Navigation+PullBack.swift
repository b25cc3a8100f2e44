internal import AlmanacStore
internal import AlmanacTime

extension Navigation {
  /// The answers of "some element of `field` passes", from the answers for the elements.
  ///
  /// Yes when a known element surely passes; maybe when one may, when one in doubt may, when the
  /// list is open, or when nothing is stated.
  ///
  /// - Parameter rows: those that are asked about, nil for all; of others the answer is no.
  func pullBack(
    _ target: TruthSet, along field: Field, of noun: Noun, among rows: Subset? = nil
  ) -> TruthSet {
    switch field.origin {
    case .union(let fields):
      let parts = fields.compactMap { Schema.field($0, of: noun) }
      var union = parts.reduce(TruthSet(.no, rowCount: store[noun].rowCount)) {
        $0.or(pullBack(target, along: $1, of: noun, among: rows))
      }
      for index in union.unstated.indices where fields.contains(union.unstated[index].field) {
        union.unstated[index].field = field.name
      }
      return union
    case .stored:
      return pullBackStored(target, along: field, of: noun, among: rows)
    default:
      return pullBackClosed(target, along: field, of: noun).among(rows)
    }
  }

  /// The rows of which a field surely names one of `targets`; what it perhaps names is not asked.
  func firmRows(naming targets: Subset, along field: Field, of noun: Noun) -> Subset {
    let table = store[noun]
    switch field.origin {
    case .union(let fields):
      return fields.compactMap { Schema.field($0, of: noun) }.reduce(table.noRows) {
        $0.union(firmRows(naming: targets, along: $1, of: noun))
      }
    case .stored:
      guard let column = table.reference(field.name) else { return table.noRows }
      let rows = table.rows(holding: targets, field.name, column.postings)
      let doubting = table.doubtingRows(field.name, column.list).intersection(rows)
      if doubting.isNone { return rows }
      let again = asked(
        doubting, TruthSet(exactly: targets.indexed), along: field, of: noun, column)
      return rows.subtracting(doubting).union(again.certain)
    default: return pullBack(TruthSet(exactly: targets), along: field, of: noun).certain
    }
  }

  private func pullBackStored(
    _ target: TruthSet, along field: Field, of noun: Noun, among rows: Subset?
  ) -> TruthSet {
    let table = store[noun]
    guard let column = table.reference(field.name) else {
      return
        (field.isClosed
        ? TruthSet(.no, rowCount: table.rowCount)
        : .unstated(field.name, rowCount: table.rowCount)).among(rows)
    }
    let list = column.list
    if !usesPostings {
      return asked(rows ?? table.allRows, target.indexed, along: field, of: noun, column)
    }
    if let rows, rows.isFewer(than: list.values.count / 8) {
      return asked(rows, target.indexed, along: field, of: noun, column)
    }
    var certain = table.rows(holding: target.certain, field.name, column.postings)
    var vague = table.rows(holding: target.vague, field.name, column.postings)
      .union(table.openRows(field.name, list)).subtracting(certain)
    var blank = table.rows(holding: target.blank, field.name, column.postings)
    let unstated = unstated(target, along: field, table, column)
    if !field.isClosed { blank = blank.union(unstatedRows(field, table, column)) }
    if !target.blank.isNone || !list.open.isEmpty {
      blank = blank.subtracting(certain).subtracting(vague)
    }
    let doubting = table.doubtingRows(field.name, list)
    if !doubting.isNone {
      // What is only in doubt makes no yes: these rows are answered one by one.
      let again = asked(doubting, target.indexed, along: field, of: noun, column)
      certain = certain.subtracting(doubting).union(again.certain)
      vague = vague.subtracting(doubting).union(again.vague)
      blank = blank.subtracting(doubting).union(again.blank)
    }
    return TruthSet(certain: certain, vague: vague, blank: blank, unstated: unstated).among(rows)
  }

  private func unstatedRows(_ field: Field, _ table: Table, _ column: ReferenceColumn) -> Subset {
    table.unstatedRows(field.name, column.list.stated)
  }

  private func unstated(
    _ target: TruthSet, along field: Field, _ table: Table, _ column: ReferenceColumn
  ) -> [TruthSet.Unstated] {
    let further = target.unstated.map {
      TruthSet.Unstated(
        field: $0.field, rows: table.rows(holding: $0.rows, field.name, column.postings))
    }
    guard !field.isClosed else { return further }
    let missing = unstatedRows(field, table, column)
    return further + (missing.isEmpty ? [] : [TruthSet.Unstated(field: field.name, rows: missing)])
  }

  /// The answers for some rows, each by what its own list names.
  private func asked(
    _ rows: Subset, _ target: TruthSet, along field: Field, of noun: Noun, _ column: ReferenceColumn
  ) -> TruthSet {
    let table = store[noun]
    let list = column.list
    let lists = list.lookup(reading: rows.count)
    let stated = list.stated.lookup(reading: rows.count)
    let hasDoubts = !list.doubtful.isEmpty
    let open = table.openRows(field.name, list)
    var builder = TruthSetBuilder(rowCount: table.rowCount)
    var unstated: [UInt32] = []
    rows.forEachRow { row in
      var (isCertain, isVague, isBlank) = (false, false, false)
      for position in lists.range(of: row) {
        let value = lists[position]
        let isDoubtful = hasDoubts && list.isDoubtful(position: position)
        if target.certain[value] {
          if isDoubtful { isVague = true } else { isCertain = true }
        } else if target.vague[value] {
          isVague = true
        } else if target.blank[value] {
          if isDoubtful { isVague = true } else { isBlank = true }
        }
      }
      if !isCertain && !isVague { isVague = open[row] }
      if !field.isClosed && !stated[row] {
        isBlank = true
        unstated.append(row)
      }
      if isCertain {
        builder.set(row, .yes)
      } else if isVague {
        builder.set(row, .maybe)
      } else if isBlank {
        builder.setUnstated(row)
      }
    }
    var answers = builder.finish(field: field.name)
    answers.unstated =
      answers.blank.isNone ? [] : self.unstated(target, along: field, table, column)
    return answers
  }

  /// Fields that hold what the store says and nothing else: reverse links, trees.
  private func pullBackClosed(_ target: TruthSet, along field: Field, of noun: Noun) -> TruthSet {
    let certain = sources(of: target.certain, field, noun, .firm)
    let vague = sources(of: target.vague, field, noun, .all)
      .union(sources(of: target.possible, field, noun, .doubtful)).subtracting(certain)
    return TruthSet(
      certain: certain, vague: vague,
      blank: sources(of: target.blank, field, noun, .all).subtracting(certain).subtracting(vague),
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
    of targets: Subset, _ field: Field, _ noun: Noun, _ mention: Mention
  ) -> Subset {
    let table = store[noun]
    if targets.isNone { return table.noRows }
    var rows: [UInt32] = []
    switch field.origin {
    case .reverse(let reverses) where mention == .doubtful && reverses.count > 1:
      if hasDoubts(reverses, noun) {
        targets.forEachRow { rows += doubted(by: $0, reverses, noun) }
      }
    case .reverse(let reverses):
      for reverse in reverses { named(by: targets, reverse, noun, mention, into: &rows) }
    case _ where mention == .doubtful: break
    case .ancestors:
      rows = table.forest?.descendants(of: targets.rows) ?? []
    case .descendants:
      rows = table.forest?.ancestors(of: targets.rows) ?? []
    case .countryAbove:
      let country = countries
      for row in country.indices where country[row] != .max && targets[country[row]] {
        rows.append(UInt32(truncatingIfNeeded: row))
      }
    default: break
    }
    return Subset(rows, of: table.rowCount)
  }

  private func hasDoubts(_ reverses: [FieldOrigin.Reverse], _ noun: Noun) -> Bool {
    reverses.contains { reverse in
      store[reverse.noun].reference(reverse.field).map {
        $0.target == noun && !$0.list.doubtful.isEmpty
      } ?? false
    }
  }

  /// The records of `noun` that a field of one of `targets` names.
  private func named(
    by targets: Subset, _ reverse: FieldOrigin.Reverse, _ noun: Noun, _ mention: Mention,
    into rows: inout [UInt32]
  ) {
    if let column = store[reverse.noun].reference(reverse.field), column.target == noun {
      let list = column.list
      if list.doubtful.isEmpty {
        if mention != .doubtful { targets.forEachRow { rows += list[$0] } }
        return
      }
      targets.forEachRow { target in
        for position in list.range(of: target) {
          let isDoubtful = list.isDoubtful(position: position)
          if mention == .all || isDoubtful == (mention == .doubtful) {
            rows.append(list.values[position])
          }
        }
      }
    } else if mention != .doubtful, let column = store[reverse.noun].entity(reverse.field) {
      targets.forEachRow {
        if let subject = column[$0], subject.noun == noun { rows.append(subject.row) }
      }
    }
  }

  /// For each place the country that it is or lies in, `UInt32.max` for none.
  private var countries: [UInt32] {
    let table = store[.place]
    return table.memo.value("countries") {
      (0..<UInt32(table.rowCount)).map { country(of: $0) ?? .max }
    }
  }
}

extension TruthSet {
  /// The same answers, ready to be asked row by row.
  var indexed: TruthSet {
    TruthSet(
      certain: certain.indexed, vague: vague.indexed, blank: blank.indexed, unstated: unstated)
  }
}
