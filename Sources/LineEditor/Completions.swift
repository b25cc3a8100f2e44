/// What could stand at the cursor.
public struct Completions: Sendable, Equatable {
  /// The UTF-8 bytes of the text that a candidate would replace.
  public var replaceRange: Range<Int>
  /// The candidates that were worked out, best first.
  public var candidates: [Candidate]
  /// How many there are in all; at least the count of `candidates`.
  public var total: Int

  /// Candidates for the bytes `replaceRange`, `total` of them in all.
  public init(replaceRange: Range<Int>, candidates: [Candidate], total: Int? = nil) {
    self.replaceRange = replaceRange
    self.candidates = candidates
    self.total = max(total ?? candidates.count, candidates.count)
  }
}

/// One text that could stand at the cursor.
public struct Candidate: Sendable, Equatable {
  /// What goes into the line.
  public var insert: String
  /// What the menu shows for it.
  public var label: String
  /// What the menu says about it, in second rank; may be empty.
  public var detail: String

  /// A candidate; `label` is `insert` if it is not given.
  public init(insert: String, label: String? = nil, detail: String = "") {
    self.insert = insert
    self.label = label ?? insert
    self.detail = detail
  }
}

extension Completions {
  /// The longest text that all candidates begin with, in whole characters.
  var commonPrefix: String {
    guard total == candidates.count, let first = candidates.first?.insert else { return "" }
    return candidates.dropFirst().reduce(first) { prefix, candidate in
      String(zip(prefix, candidate.insert).prefix { $0 == $1 }.map(\.0))
    }
  }
}
