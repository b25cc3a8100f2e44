public import AlmanacStore

/// What a `describe` answers with.
public enum Description: Hashable, Sendable {
  case noun(NounDescription)
  case field(FieldDescription)
  case thing(ThingDescription)
}

/// A noun and what is known of its records.
public struct NounDescription: Hashable, Sendable {
  /// What the records are.
  public var noun: Noun
  /// How many there are.
  public var rowCount: Int
  /// In the order of the schema, then measures and keys of the data.
  public var fields: [FieldDescription]
}

/// A field and how far it is filled.
public struct FieldDescription: Hashable, Sendable {
  /// A value and how many records have it.
  public struct Common: Hashable, Sendable {
    /// The value.
    public var value: Value
    /// How many records.
    public var rowCount: Int
  }

  /// Whose field it is.
  public var noun: Noun
  /// Its name, its type, and one line on it.
  public var field: Field
  /// How many records there are.
  public var rowCount: Int
  /// How many of them state a value, "none" included.
  public var statedCount: Int
  /// How many state one that is vague, open or disputed.
  public var vagueCount: Int
  /// Different values, those within lists each for itself.
  public var distinctCount: Int
  /// The first value that is stated.
  public var example: Value?
  /// The values that most records have, for a field described alone.
  public var common: [Common]
  /// Lists all values with their counts; empty unless the field is described alone.
  public var query: String
}

/// A record: what it is called, what it holds, what refers to it.
public struct ThingDescription: Hashable, Sendable {
  /// One form of its name.
  public struct Form: Hashable, Sendable {
    /// The words.
    public var text: String
    /// BCP 47, empty where it was not said.
    public var language: String
    /// What sort of name it is.
    public var kind: NameTable.Kind
  }

  /// One field that has a value.
  public struct Cell: Hashable, Sendable {
    /// As a query spells it.
    public var field: String
    /// What it holds.
    public var value: Value
  }

  /// Records that name it in one field.
  public struct Reference: Hashable, Sendable {
    /// What they are.
    public var noun: Noun
    /// The field, as a query spells it.
    public var field: String
    /// How many surely do.
    public var rowCount: Int
    /// Lists them; empty where no query does.
    public var query: String
  }

  /// The record.
  public var thing: NamedThing
  /// All its names, in the order given.
  public var names: [Form]
  /// The fields that have a value, names left out.
  public var cells: [Cell]
  /// What refers to it, by noun and field.
  public var references: [Reference]
}
