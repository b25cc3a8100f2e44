import CSQLite

/// A database in memory: just enough of SQLite's C interface to be asked.
final class SQLite {
  struct Failure: Error {
    var message: String
    var statement: String
  }

  private var handle: OpaquePointer?

  init() throws {
    guard sqlite3_open(":memory:", &handle) == SQLITE_OK else { throw failure(":memory:") }
  }

  deinit { sqlite3_close(handle) }

  private func failure(_ statement: String) -> Failure {
    Failure(message: String(cString: sqlite3_errmsg(handle)), statement: statement)
  }

  func run(_ statements: String) throws {
    guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else {
      throw failure(statements)
    }
  }

  /// The first column of every row.
  func column(_ statement: String) throws -> [String] {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, statement, -1, &prepared, nil) == SQLITE_OK else {
      throw failure(statement)
    }
    defer { sqlite3_finalize(prepared) }
    var values: [String] = []
    while true {
      switch sqlite3_step(prepared) {
      case SQLITE_ROW:
        values.append(sqlite3_column_text(prepared, 0).map { String(cString: $0) } ?? "NULL")
      case SQLITE_DONE: return values
      default: throw failure(statement)
      }
    }
  }
}
