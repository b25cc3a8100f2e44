internal import AlmanacLanguage
internal import AlmanacStore

/// A query without names: every word is settled to what it means.
struct ResolvedQuery {
  var source: ResolvedSource
  var stages: [ResolvedStage]
}

indirect enum ResolvedSource {
  /// Every record of a noun.
  case table(Noun)
  /// One thing asked for by name; alone it answers with its card.
  case entity(Entity)
  /// Things asked for by name, in the order of the query.
  case entities(Noun, [UInt32])
  /// `CAST.events`: where a path leads from one thing.
  case path(Entity, Path)
  /// `(events in 2023).organizer`: where a path leads from the rows of a query.
  case pivot(ResolvedQuery, Path)
  /// `(events in 2023).kind`: different values, a row each.
  case values(TupleColumn, Constant)
  /// `count(events)`, `12 * 3`, `CAST.acronym`: one row.
  case single(TupleColumn, Value)
}

enum ResolvedStage {
  case filter(Predicate)
  case show([OutputColumn])
  case sort([ResolvedSortKey])
  case limit(Int)
  case distinct
  case summarize([AggregateColumn], by: [OutputColumn])
}

struct OutputColumn: Hashable, Sendable {
  var name: String
  var operand: Operand
}

struct ResolvedSortKey {
  var operand: Operand
  var isDescending: Bool
}
