/// All records of all nouns, frozen: what queries run over.
public struct Store: Sendable {
  private let tables: [Table]
  /// Where the columns of a snapshot lie; nil for what was loaded.
  let arena: Arena?

  init(tables: [Table], arena: Arena? = nil) {
    self.tables = tables
    self.arena = arena
  }

  /// The table of a noun.
  public subscript(noun: Noun) -> Table { tables[Int(noun.rawValue)] }

  /// The record that was added to a builder as `entity`: rows have other numbers since.
  public func record(_ entity: Entity) -> Entity {
    let order = self[entity.noun].dataOrder
    return Int(entity.row) < order.count ? Entity(entity.noun, order[Int(entity.row)]) : entity
  }

  /// What a record is called by a reader of `languages`: a name, else its id.
  public func displayName(of entity: Entity, languages: [String]) -> String {
    let table = self[entity.noun]
    return table.names.display(of: entity.row, languages: languages) ?? table.ids[entity.row]
  }
}

extension Store {
  /// No records at all.
  public static let empty = StoreBuilder().finish().store

  /// What becomes of a store that nobody waits for: it has not even tables.
  static let none = Store(tables: [])
}
