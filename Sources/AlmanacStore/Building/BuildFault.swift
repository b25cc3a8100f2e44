/// Something in the data that the store could not take as it was said; everything else is kept.
public struct BuildFault: Hashable, Sendable {
  /// What could not be taken.
  public enum Kind: Hashable, Sendable {
    /// A reference to an id that no record has.
    case unknownReference(field: String, noun: Noun?, id: String)
    /// Going up by that field one comes back: the tie was cut at this record.
    case cycle(field: String, id: String)
    /// A claim about a record or a value that can't be read.
    case unreadableClaim(field: String, value: String)
  }

  /// What could not be taken.
  public var kind: Kind
  /// Whatever the importer said of the place: ``StoreBuilder/place``.
  public var place: UInt64

  /// A fault at a place of the data.
  public init(kind: Kind, place: UInt64) {
    self.kind = kind
    self.place = place
  }
}

/// An id that its noun already has.
public struct DuplicateRecord: Error, Hashable, Sendable {
  /// The noun of both.
  public var noun: Noun
  /// The id of both.
  public var id: String
  /// The record that has it.
  public var existing: Entity

  /// The refusal of a record whose id another one has.
  public init(noun: Noun, id: String, existing: Entity) {
    self.noun = noun
    self.id = id
    self.existing = existing
  }
}
