internal import Almanac

/// Which data a session asks.
struct DataChoice: Hashable, Sendable {
  /// Files, folders, patterns and `-`, as they were given.
  var files: [String] = []
  /// Those of which a list that is not written is empty, not unknown.
  var closedFiles: Set<String> = []
  /// Those of which nothing is merged with what other files say.
  var separateFiles: Set<String> = []
  /// What several files say of one thing is one record.
  var merges = true
  /// What was read of standard input, which can be read only once.
  var standardInput: [UInt8]?
  /// The built-in corpus, alone or beside the files.
  var includesCorpus = true
  /// The corpus as checked against its sources, rather than as printed.
  var appliesCorrections = true
}

/// A catalog, where it came from, and what was refused on the way.
struct Loading {
  var catalog: Catalog
  var choice: DataChoice
  /// Sentences about records that were merged or skipped, for standard error.
  var remarks: [String] = []
  /// Sentences about what was read, for people who wait for it.
  var summary: [String] = []
}

extension Catalog {
  /// `52 events`, `20 organizations`: the nouns that have records.
  var counts: [String] {
    Noun.allCases.compactMap { noun -> String? in
      let count = store[noun].rowCount
      return count == 0 ? nil : "\(separated(count)) \(count == 1 ? noun.word : noun.plural)"
    }
  }

  /// `134 bytes an event (134 MB): all columns and indexes of all nouns`.
  var size: String {
    let byteCount = store.byteCount
    let eventCount = store[.event].rowCount
    let whole =
      byteCount < 10_000_000 ? "\(byteCount / 1_000) KB" : "\(separated(byteCount / 1_000_000)) MB"
    let each =
      eventCount == 0 ? whole : "\(separated(byteCount / eventCount)) bytes an event (\(whole))"
    return "\(each): all columns and indexes of all nouns"
  }

  /// `52 events · 20 organizations`.
  var summary: String {
    let parts = counts
    return parts.isEmpty ? "no records" : parts.joined(separator: " · ")
  }
}

/// A count as people read it: `1,234`.
func separated(_ count: Int) -> String {
  let digits = String(count)
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
    result.append(digit)
  }
  return result
}
