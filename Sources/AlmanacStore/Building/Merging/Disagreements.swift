internal import AlmanacText
internal import AlmanacTime

/// What merged records say of one field, when it is not the same.
struct Disagreement {
  /// What one of them says.
  struct Reading {
    var value: String
    /// The records that say so, as they were numbered before.
    var rows: [UInt32]
    /// Where the first of them begins.
    var place: UInt64 = 0
    /// The documents of all of them.
    var sources: [PendingSource] = []
  }

  var set: Int
  var field: String
  var readings: [Reading]
  /// What the first file says stands; else the value lies between them.
  var isFirstFirm: Bool
}

extension StoreBuilder {
  /// Leaves one value of each single-valued field of merged rows: the most exact where they agree, the
  /// first where words differ, none where days and numbers contradict each other.
  ///
  /// - Returns: what differs.
  mutating func settleValues(_ merge: RowMerge, of noun: Noun) -> [Disagreement] {
    var found: [Disagreement] = []
    settleDays(merge, noun, &found)
    settleNumbers(merge, noun, &found)
    settleWords(merge, noun, &found)
    settleReferences(merge, noun, &found)
    if noun == .event { settlePlaces(merge, &found) }
    if !found.isEmpty { addWitnesses(to: &found, noun) }
    return found
  }

  /// Who says it, as long as rows have their old numbers.
  private func addWitnesses(to disagreements: inout [Disagreement], _ noun: Noun) {
    var sources: [UInt32: [PendingSource]] = [:]
    for disagreement in disagreements {
      for row in disagreement.readings.flatMap(\.rows) { sources[row] = [] }
    }
    let table = tables[Int(noun.rawValue)]
    if let draft = table.references["source"] {
      for entry in draft.entries {
        sources[entry.row]?.append(
          PendingSource(field: "source", value: entry.value, line: entry.line))
      }
    }
    for index in disagreements.indices {
      for position in disagreements[index].readings.indices {
        let rows = disagreements[index].readings[position].rows
        disagreements[index].readings[position].place = table.places[Int(rows[0])]
        disagreements[index].readings[position].sources = rows.flatMap { sources[$0, default: []] }
      }
    }
  }

  /// Each reading becomes a claim that has the sources of its record.
  mutating func claim(_ disagreements: [Disagreement], _ merge: RowMerge, of noun: Noun) {
    for disagreement in disagreements {
      let subject = Entity(noun, merge[merge.sets[disagreement.set][0]])
      let files = Set(disagreement.readings.map { fileNumber($0.place) })
      let reason =
        files.count > 1 ? "the files do not agree" : "the records of one id do not agree"
      for (index, reading) in disagreement.readings.enumerated() {
        let verdict = disagreement.isFirstFirm && index == 0 ? "accepted" : "disputed"
        addClaim(disagreement.field, reading, verdict, reason, number: index + 1, of: subject)
      }
    }
  }

  private mutating func addClaim(
    _ field: String, _ reading: Disagreement.Reading, _ verdict: String, _ reason: String,
    number: Int, of subject: Entity
  ) {
    let made = "\(id(of: subject))-\(field)"
    var number = number
    var id = number == 1 ? made : "\(made)-\(number)"
    while find(.claim, id: id) != nil {
      number += 1
      id = "\(made)-\(number)"
    }
    place = reading.place
    file = UInt16(truncatingIfNeeded: place >> 48)
    do throws(DuplicateRecord) {
      let claim = try addClaim(
        id: id, subject: .record(subject), field: field, value: reading.value, verdict: verdict)
      setText("reason", reason, of: claim)
      addCode("basis", "inside", of: claim)
      for source in reading.sources { addSource(source, of: claim) }
    } catch {
      preconditionFailure("a claim has a new id")
    }
  }
}
