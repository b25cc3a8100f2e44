internal import AlmanacStore

extension Pipeline {
  /// The rows that the first stage sees.
  mutating func start(with source: ResolvedSource) {
    switch source {
    case .table(let noun):
      become(allOf: noun)
    case .entity(let entity):
      become(entity.noun, listed: [entity.row])
    case .entities(let noun, let members):
      become(noun, listed: members)
    case .path(let entity, let path):
      let reached = values.rows(along: path, from: entity.row)
      become(path.target ?? path.noun, sure: reached.firm, possible: reached.rows + reached.maybes)
      if reached.open != nil { footer.remarks.append("\(path.text) names not all") }
      if reached.saysNothing { footer.remarks.append("\(path.text) is not stated") }
    case .pivot(let query, let path):
      let target = path.target ?? path.noun
      var pipeline = Pipeline(store: store, context: context, source: query.source)
      for stage in query.stages { pipeline.run(stage) }
      excess = pipeline.excess
      let certain = pipeline.certainSet(of: path.noun)
      if case .tuples = pipeline.selection {
        become(target, sure: [], possible: [])
      } else if let column = plainColumn(of: path) {
        become(
          target, sure: column.list.values(of: certain),
          possible: column.list.values(of: pipeline.possibleSet(of: path.noun)))
        footer.remarks += openRemarks(path, certain, column)
      } else {
        var (sure, possible): ([UInt32], [UInt32]) = ([], [])
        certain.forEachRow { sure += values.rows(along: path, from: $0).firm }
        pipeline.possibleSet(of: path.noun).forEachRow {
          let reached = values.rows(along: path, from: $0)
          possible += reached.rows + reached.maybes
        }
        become(target, sure: sure, possible: possible)
        footer.remarks += openRemarks(path, certain)
      }
    case .values(let column, let constant):
      become(column, constant)
    case .single(let column, let value):
      become(made: [column], [[value]])
    }
  }

  /// Different values in order, a row each; those that are perhaps among them are maybes.
  private mutating func become(_ column: TupleColumn, _ constant: Constant) {
    let ordering = Ordering(store: store)
    var seen: Set<Value> = []
    let keyed = constant.members.filter {
      $0.isSure && seen.insert($0.value.representation).inserted
    }
    .map { (cell: $0.value, key: ordering.key($0.value, isDescending: false)) }
    let sorted = keyed.sorted {
      ordering.precedes([$0.key], [$1.key], descending: [false])
        ?? (ordering.tieBreak($0.cell) < ordering.tieBreak($1.cell))
    }
    become(made: [column], sorted.map { [$0.cell] })
    footer.maybeCount =
      Set(constant.members.filter { !$0.isSure }.map(\.value.representation))
      .subtracting(seen).count
  }

  /// The column that a path of one step reads, where nothing in it is in doubt.
  private func plainColumn(of path: Path) -> ReferenceColumn? {
    guard context.tuning.usesIndexes, path.fields.count == 1, path.filters.isEmpty,
      path.linkColumn == nil, let field = path.fields.first, field.origin == .stored,
      let column = store[path.noun].reference(field.name), column.list.doubtful.isEmpty
    else { return nil }
    return column
  }

  /// What the lists that the rows were read from leave unnamed, and rows that say nothing.
  private func openRemarks(_ path: Path, _ rows: Subset) -> [String] {
    var openCount = 0
    var silentCount = 0
    rows.forEachRow { row in
      let reached = values.rows(along: path, from: row)
      if reached.open != nil { openCount += 1 }
      if reached.saysNothing { silentCount += 1 }
    }
    return openRemarks(path, openCount, silentCount)
  }

  /// The same of a column.
  private func openRemarks(_ path: Path, _ rows: Subset, _ column: ReferenceColumn) -> [String] {
    guard let field = path.fields.first else { return [] }
    let table = store[path.noun]
    let open = table.openRows(field.name, column.list)
    let silent = field.isClosed ? table.noRows : table.unstatedRows(field.name, column.list.stated)
    return openRemarks(
      path, rows.intersection(open).count, rows.intersection(silent).subtracting(open).count)
  }

  private func openRemarks(_ path: Path, _ openCount: Int, _ silentCount: Int) -> [String] {
    func counted(_ count: Int) -> String { "\(count) \(count == 1 ? "row" : "rows")" }
    return (openCount > 0 ? ["\(path.text) names not all in \(counted(openCount))"] : [])
      + (silentCount > 0 ? ["\(path.text) is not stated in \(counted(silentCount))"] : [])
  }
}

extension ListColumn {
  /// The values of some rows, in any order, some perhaps several times.
  fileprivate func values(of rows: Subset) -> [UInt32] {
    switch values.form {
    case .bytes(let block): gathered(rows, self, block)
    case .shorts(let block): gathered(rows, self, block)
    case .words(let block): gathered(rows, self, block)
    }
  }
}

private func gathered<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
  _ rows: Subset, _ list: ListColumn, _ values: Block<Code>
) -> [UInt32] {
  var found: [UInt32] = []
  let values = values.lookup(reading: rows.count)
  let offsets = list.offsets.lookup(reading: rows.count)
  let isSingle = list.isSingle
  rows.forEachRow { row in
    if isSingle {
      let value = values[Int(row)]
      if value != .max { found.append(UInt32(truncatingIfNeeded: value)) }
      return
    }
    var position = Int(offsets[Int(row)])
    let end = Int(offsets[Int(row) &+ 1])
    while position < end {
      found.append(UInt32(truncatingIfNeeded: values[position]))
      position &+= 1
    }
  }
  return found
}
