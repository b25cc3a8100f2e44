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
  /// `CAST.events`: where a path leads from one thing.
  case path(Entity, Path)
  /// `(events in 2023).organizer`: where a path leads from the rows of a query.
  case pivot(ResolvedQuery, Path)
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
