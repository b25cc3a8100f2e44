internal import Almanac

/// What a session asks of the world around it. Tests put their own in place.
struct Surroundings {
  /// Answers a statement.
  var answer: (Catalog, String, QueryContext) throws(QueryError) -> Answer
  /// Loads data files beside or instead of the built-in corpus.
  var load: (DataChoice) throws(ShellError) -> Loading
  /// The text of a script.
  var readText: (String) throws(ShellError) -> String
  /// The paths that begin with what was typed.
  var paths: (String) -> [String]
  /// What was entered before, newest first.
  var history: () -> [String]
  /// What the keys do; nothing where nobody types.
  var keys: () -> [(keys: String, help: String)]
  /// Lets the reader change a text in an editor of their own; nil where nobody types.
  var edit: ((String) throws(ShellError) -> String)?
  /// Whether the reader wants what runs to end.
  var isInterrupted: () -> Bool
  /// Nanoseconds since some moment.
  var nanoseconds: () -> UInt64

  /// The real ones; the history is empty until an editor brings one.
  static var process: Surroundings {
    Surroundings(
      answer: { (catalog, text, context) throws(QueryError) in
        try catalog.answer(text, context: context)
      },
      load: { (choice) throws(ShellError) in try Loading(choice) },
      readText: { (path) throws(ShellError) in try Files.text(of: path) },
      paths: { Files.paths(beginningWith: $0) },
      history: { [] },
      keys: { [] },
      edit: nil,
      isInterrupted: { false },
      nanoseconds: Clock.nanoseconds)
  }
}
