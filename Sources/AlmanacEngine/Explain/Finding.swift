public import AlmanacStore
internal import AlmanacTime

/// What a record says of a field that a test asks for, and who says so.
public struct Finding: Hashable, Sendable {
  /// How far a value is known.
  public enum State: Hashable, Sendable {
    /// It is stated and leaves no doubt.
    case exact
    /// It is stated within bounds: `2021-12`, `~60`.
    case vague
    /// The list goes on: by how many of what, empty when nobody says.
    case open([ListColumn.More])
    /// Only disputed claims support it, or it is a guess.
    case disputed
    /// Nothing is stated.
    case notStated
    /// It is stated that there is none, or the field holds only what is stated.
    case none
  }

  /// Whose field it is: the row itself, or a record that the row leads to.
  public var subject: Entity
  /// What that record is called.
  public var subjectName: String
  /// The field, as a query spells it.
  public var field: String
  /// Its value; of a list that passes, only the members that do.
  public var value: Value
  /// How far the value is known.
  public var state: State
  /// From the member that passes up to what the test names: `Beijing`, `China`.
  public var lineage: [String]
  /// How many members of the list there are besides those of `value`.
  public var otherCount: Int
  /// Who says so.
  public var evidence: [Evidence]
}

extension Finding.State {
  /// How far a value of a cell is known.
  public init(_ value: Value) {
    switch value {
    case .missing, .notStated: self = .notStated
    case .none: self = .none
    case .doubtful: self = .disputed
    case .number(let quantity):
      self = quantity.isGuess ? .disputed : quantity.isExact ? .exact : .vague
    case .date(let date):
      let isExact = date.starts.isExact && date.ends.isExact
      self = date.isGuess ? .disputed : isExact ? .exact : .vague
    case .list(_, let open?): self = .open(open)
    case .list(let members, nil):
      self = members.contains { Finding.State($0) == .disputed } ? .disputed : .exact
    default: self = .exact
    }
  }
}
