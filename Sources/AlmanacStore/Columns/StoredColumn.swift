/// A stored field of one table.
public enum StoredColumn: Sendable {
  case text(TextColumn)
  case code(CodeColumn)
  case number(NumberColumn)
  case day(DayColumn)
  case reference(ReferenceColumn)
  case entity(EntityColumn)
}
