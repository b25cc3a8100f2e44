/// Records of several files that became one.
public struct MergedRecords: Hashable, Sendable {
  /// Why they are the same thing.
  public enum Reason: Hashable, Sendable {
    /// They have one id that means the same everywhere: a URI, a UID, a DOI.
    case globalID
    /// Events of one name, one first day and one place.
    case nameDayPlace
    /// Organizations of one name of which none is in another country; places, themes, people,
    /// documents and outcomes likewise.
    case name
    /// Numbers of one subject, one measure and one value.
    case figure
  }

  /// The record that all of them are now.
  public var record: Entity
  /// Why.
  public var reason: Reason
  /// Where each of them began: ``StoreBuilder/place``, that of the first file first.
  public var places: [UInt64]
}

/// From where a file's records come, as far as merging is concerned.
public enum FileOrigin: Hashable, Sendable {
  /// A corpus: all of them speak of one world, by ids.
  case corpus
  /// A file by itself, which may speak of what other files speak of too.
  case file
  /// A file of which nothing is merged.
  case separate
}

extension StoreBuilder {
  /// Makes one record of all that the files say of one thing.
  ///
  /// Lists are united. Where a single value is more exact than another, it stands for both; where
  /// they contradict each other, each becomes a claim. Within one file nothing is the same but what
  /// has the same id. Call it when all is read, before ``finish()``.
  ///
  /// Cost: linear in the records of nouns that several files have; none when only one has records and
  /// gives each of them an id of its own.
  public mutating func mergeFiles() -> [MergedRecords] {
    let hasSeveralFiles =
      origins.filter { $0 != .corpus }.count > (origins.contains(.corpus) ? 0 : 1)
    guard hasSeveralFiles || !united.isEmpty else { return [] }
    let defined = tables.map(\.ids.count)
    resolveReferences()
    linkCountries()
    var merged: [MergedRecords] = []
    for noun in mergedNouns {
      var groups = SameRows()
      // An id is the best reason, so it is the one that is told.
      for (one, other) in united where one.noun == noun {
        groups.unite(one.row, other.row, because: .globalID)
      }
      findSame(noun, rowCount: defined[Int(noun.rawValue)], in: &groups)
      let sets = groups.sets()
      guard !sets.isEmpty else { continue }
      let merge = RowMerge(sets.map(\.rows), rowCount: tables[Int(noun.rawValue)].ids.count)
      for set in sets {
        let places = set.rows.map { tables[Int(noun.rawValue)].places[Int($0)] }
        let record = Entity(noun, merge.newRows[Int(set.rows[0])])
        merged.append(MergedRecords(record: record, reason: set.reason, places: places))
      }
      apply(merge, to: noun)
      rowsAfterMerging[noun] = merge.newRows
    }
    return merged
  }

  /// The record that another one was merged into; itself when it was not.
  public func merged(_ entity: Entity) -> Entity {
    guard let rows = rowsAfterMerging[entity.noun], Int(entity.row) < rows.count else {
      return entity
    }
    return Entity(entity.noun, rows[Int(entity.row)])
  }

  /// Says that two records of the data are one: they have one global id.
  public mutating func unite(_ entity: Entity, with other: Entity) {
    united.append((other, entity))
  }

  /// The number of the file in which a record begins.
  func fileNumber(_ place: UInt64) -> Int { Int(place >> 48) }
}

/// Those that others are told apart by come first: events by places, figures by events.
private let mergedNouns: [Noun] = [
  .place, .organization, .theme, .person, .source, .event, .outcome, .figure,
]
