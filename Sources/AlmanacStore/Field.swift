/// What a field holds.
public enum ValueType: Hashable, Sendable {
  /// Free text: `motto`, `note`.
  case text
  /// A word of an open vocabulary: `kind`, `mode`, `status`.
  case code
  /// A number, as bounds: `edition`, `attendance`.
  case number
  /// A point in time, as bounds: `starts`.
  case day
  /// A start and an end: `when`.
  case period
  /// A record of one noun: `organizer`.
  case entity(Noun)
  /// A record of whatever noun: `subject` of a figure.
  case anyEntity
}

/// Where the values of a field come from.
public enum FieldOrigin: Hashable, Sendable {
  /// A column of the table.
  case stored
  /// The id that the record was given.
  case identifier
  /// The names of the record: the one for the reader (`name`), all of them (`names`), aliases.
  case displayName
  case allNames
  case aliases
  case acronym
  /// The columns `starts` and `ends` together, and the days that lie between them.
  case period
  case dayCount
  /// The records whose fields, one of these, name this one.
  case reverse([Reverse])
  /// What any of these fields of the record says.
  case union([String])
  /// Along `parent` or `part_of`: everything above, everything below.
  case ancestors
  case descendants
  /// The links of other records that lead to this one.
  case linked
  /// Of a place: itself or the place above it that is a country.
  case countryAbove

  /// A field of another noun that leads here.
  public struct Reverse: Hashable, Sendable {
    /// The noun that has it.
    public var noun: Noun
    /// Its name.
    public var field: String
  }
}

/// One field of a noun, as the language, the help and the completion know it.
public struct Field: Hashable, Sendable {
  /// As queries spell it.
  public var name: String
  /// What one value of it is.
  public var type: ValueType
  /// Several values at once, or one.
  public var isMany: Bool
  /// `in` and `under` descend along a tree.
  public var isTree: Bool
  /// Holds what the store says and nothing else: no value means none, not "nobody knows".
  public var isClosed: Bool
  /// Where its values come from.
  public var origin: FieldOrigin
  /// One line for help and completion.
  public var summary: String
  /// A field of a noun, or a column that a query made.
  public init(
    name: String, type: ValueType, isMany: Bool, isTree: Bool, isClosed: Bool,
    origin: FieldOrigin, summary: String
  ) {
    self.name = name
    self.type = type
    self.isMany = isMany
    self.isTree = isTree
    self.isClosed = isClosed
    self.origin = origin
    self.summary = summary
  }
}
