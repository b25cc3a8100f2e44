public import AlmanacEngine
public import AlmanacLanguage
internal import AlmanacStore

// The statements that ask about an answer, or about what is there, instead of for rows. Each gives nil
// for a statement of another kind.
extension Catalog {
  /// How a query is read, what its stages leave, how its tests are answered.
  public func explain(
    _ statement: Statement, text: String, context: QueryContext
  ) throws(QueryError) -> Explanation? {
    do throws(QueryError) {
      return try AlmanacEngine.explain(statement, text: text, over: store, context: context)
    } catch {
      throw proven(error, text, context)
    }
  }

  /// The fields of a noun, a field of one, or a thing with what refers to it.
  public func describe(
    _ statement: Statement, text: String, context: QueryContext
  ) throws(QueryError) -> Description? {
    do throws(QueryError) {
      return try AlmanacEngine.describe(statement, text: text, over: store, context: context)
    } catch {
      throw proven(error, text, context)
    }
  }

  /// Why a record is a row or none, and who says a field of it.
  ///
  /// - Parameter last: the query that a question without `in` is about.
  public func why(
    _ statement: Statement, last: Query?, text: String, context: QueryContext
  ) throws(QueryError) -> Reason? {
    do throws(QueryError) {
      return try AlmanacEngine.why(
        statement, last: last, text: text, over: store, context: context)
    } catch {
      throw proven(error, text, context)
    }
  }
}
