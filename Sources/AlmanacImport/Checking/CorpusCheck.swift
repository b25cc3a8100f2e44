internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// What a corpus must hold beyond what loading it needs: a record has a source or is marked ours, a
/// claim speaks of a field that there is and has a value for it, an event ends no earlier than it
/// starts, and no two records have one name by accident.
struct CorpusCheck {
  let store: Store
  let records: [CheckedRecord]
  /// `shared.toml:12` for a record, for findings that point to another one.
  let placeText: (CheckedRecord) -> String

  /// Tells of each finding: file, byte, sentence.
  func run(fault: (Int, Int, String) -> Void, notice: (Int, Int, String) -> Void) {
    for record in records {
      if let message = sourceFault(of: record) {
        fault(record.file, record.oursOffset ?? record.offset, message)
      }
      if let claim = record.claim, let found = claimFault(claim, of: record.entity) {
        fault(record.file, found.offset, found.message)
      }
      if let message = periodFault(of: record.entity) { fault(record.file, record.offset, message) }
    }
    for (record, message) in sharedNames() { notice(record.file, record.offset, message) }
  }
}

// MARK: - Sources

extension CorpusCheck {
  private func sourceFault(of record: CheckedRecord) -> String? {
    let noun = record.entity.noun
    if noun == .source { return nil }
    let what = title(of: record.entity)
    if record.oursOffset != nil {
      return record.hasSource ? "\(what) is ours as a whole and has a source: it can be one" : nil
    }
    if let claim = record.claim, claim.isFromOutside {
      return claim.isDated || record.hasSource
        ? nil : "\(what) is from outside and says not of when: dated = \"2023-09\""
    }
    guard !record.hasSource else { return nil }
    let advice = noun == .claim ? "" : ", or ours = true where no document has it"
    return "\(what) has no source: source = \(noun == .claim ? "\"001:14\"" : "[\"001:14\"]")"
      + advice
  }

  private func title(of entity: Entity) -> String {
    let id = store[entity.noun].ids[entity.row]
    return "the \(entity.noun.word) \"\(id)\""
  }
}

// MARK: - Claims

extension CorpusCheck {
  /// A claim about a field that nothing has, or of a value that the field can't have; a rejected one
  /// too, which loading never reads.
  private func claimFault(
    _ claim: CheckedClaim, of entity: Entity
  ) -> (offset: Int, message: String)? {
    guard let subject = store[.claim].entity("subject")?[entity.row] else { return nil }
    guard let field = Schema.field(claim.field, of: subject.noun) else {
      let isMeasure = hasMeasure(claim.field)
      let near = nearest(claim.field, among: Schema.fields(of: subject.noun).map(\.name))
      if isMeasure || (near == nil && Quantity(claim.value) != nil) { return nil }
      return (
        claim.fieldOffset,
        "\(subject.noun.plural) have no field \"\(claim.field)\""
          + (near.map { "; did you mean \"\($0)\"?" }
            ?? ", and \"\(claim.value)\" is no number that could be a measure of theirs")
      )
    }
    return valueFault(claim, field).map { (claim.valueOffset, $0) }
  }

  /// Whether some figure has that measure.
  private func hasMeasure(_ name: String) -> Bool {
    store[.figure].code("measure")?.code(ofKey: foldedKey(Schema.canonicalMeasure(name))) != nil
  }

  private func valueFault(_ claim: CheckedClaim, _ field: Field) -> String? {
    switch field.type {
    case .day, .period:
      do throws(DateError) {
        _ = try readDate(claim.value)
        return nil
      } catch {
        return "\"\(claim.value)\" is no date: \(error.message)"
      }
    case .number:
      return Quantity(claim.value) == nil
        ? "\"\(claim.value)\" is no number: 15, \"~60\", \">20\", \">=8\", \"<~100\" or \"20..99\""
        : nil
    case .entity(let noun):
      if store[noun].row(id: claim.value) != nil { return nil }
      return "no \(noun.word) has the id \"\(claim.value)\""
    case .text, .code, .anyEntity: return nil
    }
  }
}

// MARK: - Dates

extension CorpusCheck {
  private func periodFault(of entity: Entity) -> String? {
    guard entity.noun == .event, let starts = store[.event].day("starts")?[entity.row],
      let ends = store[.event].day("ends")?[entity.row], ends.latest < starts.earliest
    else { return nil }
    return "\(title(of: entity)) ends (\(ends.latest.text)) before it starts "
      + "(\(starts.earliest.text))"
  }
}

// MARK: - Names

extension CorpusCheck {
  /// Records of one noun that have one name, case, accents and punctuation aside; not those that a
  /// link ties, as whoever wrote it knows of both.
  private func sharedNames() -> [(CheckedRecord, String)] {
    var owners: [Noun: [String: CheckedRecord]] = [:]
    var found: [(CheckedRecord, String)] = []
    for record in records where ![.figure, .claim].contains(record.entity.noun) {
      let noun = record.entity.noun
      var told: Set<Entity> = []
      for name in store[noun].names.names(of: record.entity.row) {
        let key = foldedKey(name.text)
        guard let owner = owners[noun, default: [:]][key] else {
          owners[noun, default: [:]][key] = record
          continue
        }
        guard owner.entity != record.entity, !told.contains(owner.entity),
          !areLinked(owner.entity, record.entity)
        else { continue }
        told.insert(owner.entity)
        let id = store[noun].ids[owner.entity.row]
        found.append(
          (
            record,
            "\"\(name.text)\" is a name of \"\(id)\" (\(placeText(owner))) too; if both are meant: "
              + "link = [{ kind = \"unlike\", to = \"\(id)\" }]"
          ))
      }
    }
    return found
  }

  private func areLinked(_ one: Entity, _ other: Entity) -> Bool {
    store[one.noun].links.links(of: one.row).contains { $0.target == other }
      || store[other.noun].links.links(of: other.row).contains { $0.target == one }
  }
}
