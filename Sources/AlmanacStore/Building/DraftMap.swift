/// Columns in the making by field: a table has few of each sort, so looking through their names is
/// quicker than hashing one. Where there are many, a dictionary finds them.
struct DraftMap<Draft: Sendable>: Sendable {
  private(set) var keys: [String] = []
  private(set) var drafts: [Draft] = []
  private var positions: [String: Int] = [:]

  /// Names that are looked through.
  private static var few: Int { 16 }

  /// Where the draft of a field stands; `empty` becomes one when there is none.
  mutating func position(_ field: String, orAdd empty: @autoclosure () -> Draft) -> Int {
    if let position = position(of: field) { return position }
    keys.append(field)
    drafts.append(empty())
    if keys.count == DraftMap.few {
      for (position, key) in keys.enumerated() { positions[key] = position }
    } else if keys.count > DraftMap.few {
      positions[field] = keys.count - 1
    }
    return keys.count - 1
  }

  /// Where the draft of a field stands, or nil.
  func position(of field: String) -> Int? {
    if keys.count >= DraftMap.few { return positions[field] }
    for position in keys.indices where keys[position] == field { return position }
    return nil
  }

  /// Changes the draft of a field that there is.
  mutating func change(_ field: String, _ body: (inout Draft) -> Void) {
    if let position = position(of: field) { body(&drafts[position]) }
  }

  /// Changes every draft.
  mutating func forEachDraft(_ body: (inout Draft) -> Void) {
    for position in drafts.indices { body(&drafts[position]) }
  }

  /// Works on the draft at a position, in place.
  @inline(__always)
  mutating func withDraft<Result>(_ position: Int, _ body: (inout Draft) -> Result) -> Result {
    body(&drafts[position])
  }

  /// The draft of a field, or nil.
  subscript(field: String) -> Draft? { position(of: field).map { drafts[$0] } }

  /// The draft of a field, made when there is none.
  subscript(field: String, default empty: @autoclosure () -> Draft) -> Draft {
    get { position(of: field).map { drafts[$0] } ?? empty() }
    _modify {
      let position = position(field, orAdd: empty())
      yield &drafts[position]
    }
  }
}

extension DraftMap: Sequence {
  func makeIterator() -> Zip2Sequence<[String], [Draft]>.Iterator {
    zip(keys, drafts).makeIterator()
  }
}
