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

  /// Parses and answers one query.
  ///
  /// - Throws: ``QueryError`` with up to three diagnostics; their ranges are bytes of `text`, and
  ///   each fix that they propose runs.
  public func answer(_ text: String, context: QueryContext) throws(QueryError) -> Answer {
    try proving(parseStatement(text), text, context) { (statement) throws(QueryError) in
      try AlmanacEngine.answer(statement, text: text, over: store, context: context)
    }
  }

  /// Does what a statement says, whatever kind it is of: the one door for all of them.
  ///
  /// ```swift
  /// switch try catalog.run(parseStatement(text), text: text, context: context) {
  /// case .rows(let answer, _, _, _): …
  /// case .binding(let name, let query): context.bindings[name] = query
  /// …
  /// }
  /// ```
  ///
  /// - Parameter text: what it was parsed from.
  /// - Throws: ``QueryError`` with up to three diagnostics, those of the parser too; their ranges
  ///   are bytes of `text`, and each fix that they propose runs.
  public func run(
    _ parsed: ParsedStatement, text: String, context: QueryContext
  ) throws(QueryError) -> Outcome {
    try proving(parsed, text, context) { (statement) throws(QueryError) in
      try AlmanacEngine.run(statement, text: text, over: store, context: context)
    }
  }

  /// Finds out whether a statement would run, and runs nothing.
  ///
  /// - Throws: ``QueryError`` as ``run(_:text:context:)`` does.
  public func check(
    _ parsed: ParsedStatement, text: String, context: QueryContext
  ) throws(QueryError) {
    try proving(parsed, text, context) { (statement) throws(QueryError) in
      try AlmanacEngine.check(statement, text: text, over: store, context: context)
    }
  }

  /// Does something with a statement that was read without a fault; the fixes of what goes wrong are
  /// tried before they are shown.
  private func proving<Result>(
    _ parsed: ParsedStatement, _ text: String, _ context: QueryContext,
    _ body: (Statement) throws(QueryError) -> Result
  ) throws(QueryError) -> Result {
    do throws(QueryError) {
      guard parsed.diagnostics.isEmpty, let statement = parsed.statement else {
        throw QueryError(parsed.diagnostics)
      }
      return try body(statement)
    } catch {
      throw proven(error, text, context)
    }
  }

  /// What could stand at a byte of a statement that is being typed; counted as long as there is time.
  public func complete(
    _ text: String, at byteOffset: Int, context: QueryContext, while hasTime: () -> Bool = { true }
  ) -> Completion {
    AlmanacCompletion.complete(
      text, at: byteOffset, over: store, context: context, while: hasTime)
  }

  /// What is wrong with a text that is still being typed, for live colour.
  public func typedFaults(in text: String, context: QueryContext) -> TypedFaults {
    AlmanacCompletion.typedFaults(in: text, over: store, context: context)
  }
}
