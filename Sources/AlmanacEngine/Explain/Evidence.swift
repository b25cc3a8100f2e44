public import AlmanacStore

/// One line of a document, or one claim, that says a value: who says so.
public struct Evidence: Hashable, Sendable {
  /// How a document comes to say it.
  public enum Kind: Hashable, Sendable {
    /// A reading that is kept because documents disagree or a value was broken.
    case claim(verdict: String)
    /// A line that is given for this very field.
    case citation
    /// A number that a document gives of the record.
    case figure
    /// The lines that tell of the record as a whole.
    case record
    /// No document: the writer of the corpus.
    case ours
  }

  /// How the document comes to say it.
  public var kind: Kind
  /// The document; nil for what comes from outside or from the writer.
  public var source: Entity?
  /// The document's id, `004`.
  public var sourceID: String
  /// Who published it, or else its kind.
  public var outlet: String
  /// The day it came out, as it is shown; empty where nobody says.
  public var published: String
  /// 1-based; 0 where no line is given.
  public var line: Int
  /// What it says, where that may not be what the field holds.
  public var value: String
  /// The words or digits as printed; empty where none are kept.
  public var printed: String
  /// Why the reading was accepted, refined, disputed or rejected.
  public var reason: String
  /// `inside` the documents or `outside`.
  public var basis: String
  /// The day of the report from outside; empty where there is none.
  public var dated: String

  init(_ kind: Kind) {
    self.kind = kind
    source = nil
    sourceID = ""
    outlet = ""
    published = ""
    line = 0
    value = ""
    printed = ""
    reason = ""
    basis = ""
    dated = ""
  }
}

extension Evidence {
  /// Whether it is a reading that never counts.
  public var isRejected: Bool { kind == .claim(verdict: "rejected") }

  /// Whether it is a reading of its own, with a verdict.
  public var isClaim: Bool {
    if case .claim = kind { return true }
    return false
  }
}
