internal import AlmanacStore
internal import AlmanacTime

extension Values {
  /// Records that steps of a path lead to.
  struct Reached {
    /// Each once, in the order found: those that surely pass the filters on the way.
    var rows: [UInt32] = []
    /// Those of `rows` that some list names only in doubt.
    var doubtful: Set<UInt32> = []
    /// Those that may be reached besides: they perhaps pass the filters.
    var maybes: [UInt32] = []
    /// nil when every list on the way names all; otherwise what more there is.
    var open: [ListColumn.More]?
    /// Some record on the way does not say where to go on.
    var isMissing = false

    /// Those of `rows` that are not in doubt.
    var firm: [UInt32] { rows.filter { !doubtful.contains($0) } }
    /// Nobody says where the path leads.
    var saysNothing: Bool { isMissing && rows.isEmpty && maybes.isEmpty && open == nil }
  }

  /// The records at the end of a path, of all its steps or of all but the last.
  ///
  /// - Parameter whole: else the last step is left out when it leads to values.
  func rows(along path: Path, from row: UInt32) -> Reached {
    var reached = Reached(rows: [row])
    let steps = path.target == nil ? path.fields.count - 1 : path.fields.count
    for (index, noun) in path.nouns.prefix(steps).enumerated() {
      let field = path.fields[index]
      guard case .entity(let target) = field.type else { break }
      let passing = path.filters[index].map { answers(to: $0, target) }
      step(&reached, field, noun, passing, isLast: index + 1 == path.fields.count)
    }
    return reached
  }

  private func step(
    _ reached: inout Reached, _ field: Field, _ noun: Noun, _ passing: TruthSet?, isLast: Bool
  ) {
    // Who lists eleven more provinces does not say how many countries these are in.
    let isCounted = isLast && passing == nil && reached.rows.count == 1 && reached.maybes.isEmpty
    var next: [UInt32] = []
    var seen: Set<UInt32> = []
    var firm: Set<UInt32> = []
    var maybes: [UInt32] = []
    var seenMaybe: Set<UInt32> = []
    for row in reached.rows {
      let isDoubtful = reached.doubtful.contains(row)
      let targets = navigation.targets(of: row, noun: noun, field: field)
      if let open = targets.open { reached.open = isCounted ? open : [] }
      if !targets.isStated || targets.isPartlyUnstated { reached.isMissing = true }
      for (place, target) in targets.rows.enumerated() {
        if passing?.certain[target] ?? true {
          if seen.insert(target).inserted { next.append(target) }
          if !isDoubtful && !targets.doubtful.contains(place) { firm.insert(target) }
        } else if passing?.possible[target] ?? true {
          if seenMaybe.insert(target).inserted { maybes.append(target) }
        }
      }
    }
    for row in reached.maybes {
      let targets = navigation.targets(of: row, noun: noun, field: field)
      if targets.open != nil { reached.open = [] }
      if !targets.isStated || targets.isPartlyUnstated { reached.isMissing = true }
      for target in targets.rows where passing?.possible[target] ?? true {
        if seenMaybe.insert(target).inserted { maybes.append(target) }
      }
    }
    reached.rows = next
    reached.doubtful = seen.subtracting(firm)
    reached.maybes = maybes.filter { !seen.contains($0) }
  }

  // MARK: - Values at the end

  /// Follows a path; several records on the way make a list, each value once.
  func value(of path: Path, row: UInt32) -> Value {
    guard let last = path.fields.last else { return .missing }
    if path.linkField != nil { return elements(of: path, row: row).listCell }
    guard path.fields.count > 1 || !path.filters.isEmpty else {
      return value(of: last, row: row, path.noun)
    }
    var reached = rows(along: path, from: row)
    if let target = path.target {
      return list(
        reached.rows.map { row in
          let value = named(Entity(target, row))
          return reached.doubtful.contains(row) ? .doubtful(value) : value
        }, reached, path, isSomeMissing: reached.isMissing)
    }
    guard let noun = path.nouns.last else { return .missing }
    var values: [Value] = []
    var isSomeMissing = reached.isMissing
    for row in reached.rows {
      switch value(of: last, row: row, noun) {
      case .missing: isSomeMissing = true
      case .none: continue
      case .list(let inner, let open):
        values += inner
        // Several lists may leave out the same, so nobody knows how many.
        if open != nil { reached.open = [] }
      case let single:
        values.append(reached.doubtful.contains(row) ? .doubtful(single) : single)
      }
    }
    // What is once certain is certain, whatever else doubts it.
    var seen: Set<Value> = []
    let sure = Set(values)
    let unique = values.filter { value in
      if case .doubtful(let inner) = value, sure.contains(inner) { return false }
      return seen.insert(value).inserted
    }
    return list(unique, reached, path, isSomeMissing: isSomeMissing)
  }

  private func list(
    _ values: [Value], _ reached: Reached, _ path: Path, isSomeMissing: Bool
  ) -> Value {
    if values.isEmpty && reached.open == nil { return isSomeMissing ? .missing : .none }
    if !path.isMany, let only = values.first, values.count == 1 { return only }
    return .list(values, open: reached.open)
  }

  /// What a test on a path looks at: what may be at its end is there too, in doubt.
  func elements(of path: Path, row: UInt32) -> Elements {
    guard let last = path.fields.last, let noun = path.nouns.last else { return .missing }
    if path.fields.count == 1 && path.filters.isEmpty && path.linkField == nil {
      return elements(of: last, row: row, noun)
    }
    let reached = rows(along: path, from: row)
    var elements = Elements(goesOn: reached.open != nil, isMissing: reached.isMissing)
    if let target = path.target {
      elements.members =
        reached.rows.map {
          Elements.Element(
            value: named(Entity(target, $0)), isSure: !reached.doubtful.contains($0))
        } + reached.maybes.map { Elements.Element(value: named(Entity(target, $0)), isSure: false) }
      return elements
    }
    func end(_ row: UInt32) -> Elements {
      path.linkField.map { links(of: row, noun, $0, path.lastFilter, path.linkColumn) }
        ?? self.elements(of: last, row: row, noun)
    }
    for row in reached.rows {
      elements.append(reached.doubtful.contains(row) ? end(row).unsure() : end(row))
    }
    for row in reached.maybes { elements.append(end(row).unsure()) }
    return elements
  }

  /// How many values a path leads to, as bounds; nil where nothing is stated.
  func count(along path: Path, row: UInt32) -> Quantity? {
    let (firm, possible, mayBeMore): (Int, Int, Bool)
    if path.target != nil {
      let reached = rows(along: path, from: row)
      firm = reached.rows.count - reached.doubtful.count
      possible = reached.rows.count + reached.maybes.count
      if firm == 0 && possible == 0 && reached.open == nil && reached.isMissing { return nil }
      mayBeMore = reached.open != nil || reached.isMissing
    } else {
      let elements = elements(of: path, row: row)
      firm = Set(elements.members.filter(\.isSure).map(\.value)).count
      possible = Set(elements.members.map(\.value)).count
      if possible == 0 && !elements.goesOn && elements.isMissing { return nil }
      mayBeMore = elements.mayBeMore
    }
    var quantity = Quantity(exactly: firm)
    quantity.upper = Quantity(exactly: possible).upper
    if mayBeMore {
      quantity.upper = Quantity.highest
      quantity.text = ">=\(firm)"
    }
    return quantity
  }
}
