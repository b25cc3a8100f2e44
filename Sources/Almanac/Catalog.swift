public import AlmanacEngine
public import AlmanacStore

/// A store to ask: the door of the library.
///
/// ```swift
/// let catalog = Catalog.builtIn()
/// let answer = try catalog.answer("events by CAST", context: context)
/// ```
public struct Catalog: Sendable {
  /// The records.
  public let store: Store

  /// A catalog of records that are there already.
  public init(store: Store) {
    self.store = store
  }

  /// Parses and answers one statement.
  ///
  /// - Throws: ``QueryError`` with up to three diagnostics; their ranges are bytes of `text`.
  public func answer(_ text: String, context: QueryContext) throws(QueryError) -> Answer {
    throw QueryError([])
  }
}
