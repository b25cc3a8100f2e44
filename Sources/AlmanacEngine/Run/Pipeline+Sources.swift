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
      var sure: [UInt32] = []
      var possible: [UInt32] = []
      for row in pipeline.certainRows { sure += values.rows(along: path, from: row).firm }
      for row in pipeline.possibleSet(of: path.noun).rows {
        let reached = values.rows(along: path, from: row)
        possible += reached.rows + reached.maybes
      }
      become(target, sure: sure, possible: possible)
      footer.remarks += pipeline.openRemarks(path)
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

  /// What the lists that the rows were read from leave unnamed, and rows that say nothing.
  private func openRemarks(_ path: Path) -> [String] {
    guard case .records = rows else { return [] }
    var openCount = 0
    var silentCount = 0
    for row in certainRows {
      let reached = values.rows(along: path, from: row)
      if reached.open != nil { openCount += 1 }
      if reached.saysNothing { silentCount += 1 }
    }
    func counted(_ count: Int) -> String { "\(count) \(count == 1 ? "row" : "rows")" }
    return (openCount > 0 ? ["\(path.text) names not all in \(counted(openCount))"] : [])
      + (silentCount > 0 ? ["\(path.text) is not stated in \(counted(silentCount))"] : [])
  }
}
