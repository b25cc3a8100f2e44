public import AlmanacStore

/// What the records of an answer say besides its columns: pictures are made of it.
extension Answer {
  /// What a field of a row's record shows, whatever the columns are; nil when rows are no records, or
  /// their noun has no such field.
  public func value(ofField name: String, row: Int) -> Value? {
    guard let entity = entity(row: row), let field = Schema.field(name, of: entity.noun) else {
      return nil
    }
    return cells.values.value(of: field, row: entity.row, entity.noun)
  }

  /// What a record is called in the reader's language.
  public func name(of entity: Entity) -> String {
    cells.values.store.displayName(of: entity, languages: cells.values.context.languages)
  }

  /// The record above one in the tree of its noun, or nil.
  public func parent(of entity: Entity) -> Entity? {
    let table = cells.values.store[entity.noun]
    guard Int(entity.row) < table.rowCount, let forest = table.forest else { return nil }
    return forest.parent(of: entity.row).map { Entity(entity.noun, $0) }
  }
}
