public import AlmanacCompletion
public import AlmanacEngine
public import AlmanacLanguage
public import AlmanacStore

/// A store to ask: the door of the library.
///
/// ```swift
/// let catalog = Catalog.builtIn().catalog
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
  /// - Throws: ``QueryError`` with up to three diagnostics; their ranges are bytes of `text`, and
  ///   each fix that they propose runs.
  public func answer(_ text: String, context: QueryContext) throws(QueryError) -> Answer {
    let parsed = parseStatement(text)
    guard parsed.diagnostics.isEmpty, let statement = parsed.statement else {
      throw proven(QueryError(parsed.diagnostics), context)
    }
    do throws(QueryError) {
      return try answer(statement, text: text, context: context)
    } catch {
      throw proven(error, context)
    }
  }

  /// Answers a statement that was parsed from `text`.
  public func answer(
    _ statement: Statement, text: String, context: QueryContext
  ) throws(QueryError) -> Answer {
    try AlmanacEngine.answer(statement, text: text, over: store, context: context)
  }

  /// What the name of a `let` stands for: to be kept in the context's bindings.
  public func bind(
    _ statement: Statement, text: String, context: QueryContext
  ) throws(QueryError) -> (name: String, query: Query)? {
    try AlmanacEngine.bind(statement, text: text, over: store, context: context)
  }

  /// The values of a `print`.
  public func values(
    of columns: [Column], text: String, context: QueryContext
  ) throws(QueryError) -> [Value] {
    try AlmanacEngine.values(of: columns, text: text, over: store, context: context)
  }

  /// Holds an assertion; throws `A01` or `A02` when it is not surely so.
  public func hold(
    _ test: Expression, message: String?, text: String, context: QueryContext
  ) throws(QueryError) {
    try AlmanacEngine.hold(test, message: message, text: text, over: store, context: context)
  }

  /// What could stand at a byte of a statement that is being typed.
  public func complete(_ text: String, at byteOffset: Int, context: QueryContext) -> Completion {
    AlmanacCompletion.complete(text, at: byteOffset, over: store, context: context)
  }

  /// What is wrong with a text that is still being typed, for live colour.
  public func typedFaults(in text: String, context: QueryContext) -> TypedFaults {
    AlmanacCompletion.typedFaults(in: text, over: store, context: context)
  }
}
