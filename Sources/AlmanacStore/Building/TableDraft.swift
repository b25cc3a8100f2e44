/// A table in the making.
struct TableDraft {
  var ids = KeyTable()
  /// Where each record stands in the data.
  var places: [UInt64] = []
  /// On which line of its file each record begins; 0 where nobody said.
  var lines: [UInt32] = []
  var names = NameDraft()
  var references = DraftMap<ListDraft>()
  var codes = DraftMap<CodeDraft>()
  var numbers = DraftMap<NumberDraft>()
  var days = DraftMap<DayDraft>()
  var texts = DraftMap<TextDraft>()
  var entities = DraftMap<ListDraft>()
  var further = DraftMap<FurtherDraft>()
  var dateTexts: [UInt32: String] = [:]
  var manyDateTexts = DateTextDraft()
  var measures: [String] = []
  var links: [PendingLink] = []
  var citations: [PendingCitation] = []
  /// What is the writer's own, by position of `oursRows`.
  var ours = TextPool()
  var oursRows: [UInt32] = []
}

extension TableDraft {
  /// What of the table has more bytes of text than that, or nil.
  func part(largerThan limit: Int) -> String? {
    if ids.texts.bytes.count > limit { return "ids" }
    if names.texts.bytes.count > limit { return "names" }
    if manyDateTexts.texts.bytes.count > limit { return "dates" }
    for (field, draft) in texts where draft.texts.bytes.count > limit {
      return "texts of `\(field)`"
    }
    for (key, draft) in further where draft.texts.bytes.count > limit {
      return "texts of `\(key)`"
    }
    return nil
  }
}

/// To what a reference points, as far as it is known before the end.
struct PendingReference {
  enum Target {
    case record(Entity)
    /// A text of the pending keys.
    case id(UInt32)
    /// The id is a number without leading zeros.
    case number(UInt64)
    case name(UInt32)
    /// The key of a chain, as `pendingPlaces` has it.
    case places(UInt32)
  }

  /// nil: whichever noun has it.
  var noun: Noun?
  var target: Target
  var file: UInt16

  /// Figures are looked for by their ids.
  var mayBeFigure: Bool {
    if case .record = target { return false }
    return noun == nil || noun == .figure
  }
}

/// A document and a line that a record was told by.
public struct PendingSource: Sendable {
  var field: String
  var value: UInt32
  var line: UInt32
}

struct RenamedID: Hashable {
  var noun: Noun
  var id: String
  var file: UInt16
}

struct PendingLink {
  var row: UInt32
  var kind: String
  var target: UInt32
  var place: UInt64
}

struct PendingCitation {
  var row: UInt32
  var field: String
  var source: UInt32
  var line: UInt32
  var place: UInt64
}

struct PendingClaim {
  var row: UInt32
  var subject: UInt32
  var field: String
  var value: String
  var verdict: String
  var place: UInt64
  var file: UInt16
}

struct PendingFigure {
  var row: UInt32
  var subject: UInt32
  var measure: String
  var value: Quantity
}
