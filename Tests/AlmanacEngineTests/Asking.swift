import Almanac
import Testing

/// A catalog with the questions of a test: answers as ids and texts.
struct Asking {
  var catalog: Catalog

  static let documents = Asking(catalog: Catalog.builtIn(corrections: false).catalog)
  static let corrected = Asking(catalog: Catalog.builtIn().catalog)

  func answer(_ query: String) throws -> Answer {
    let today = try #require(Day(year: 2026, month: 11, day: 21))
    return try catalog.answer(query, context: QueryContext(today: today, languages: ["en"]))
  }

  /// The ids of the records that a query finds.
  func ids(_ query: String) throws -> [String] {
    let answer = try answer(query)
    return try (0..<answer.rowCount).map { row in
      let entity = try #require(answer.entity(row: row))
      return catalog.store[entity.noun].ids[entity.row]
    }
  }

  /// The cells of a query that shows one column.
  func texts(_ query: String) throws -> [String] {
    let answer = try answer(query)
    return (0..<answer.rowCount).map { text(of: answer.value(row: $0, column: 0)) }
  }

  func count(_ query: String) throws -> String { try texts(query + " count").joined() }

  /// How many rows are maybe by something that is stated.
  func maybes(_ query: String) throws -> Int { try answer(query).footer.maybeCount }

  /// The ids of the diagnostics of a query that fails.
  func faults(_ query: String) -> [String] {
    do {
      _ = try answer(query)
      return []
    } catch let error as QueryError {
      return error.diagnostics.map(\.id)
    } catch {
      return ["\(error)"]
    }
  }
}
