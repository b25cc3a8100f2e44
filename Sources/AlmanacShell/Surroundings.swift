internal import Almanac

/// What a session asks of the world around it. Tests put their own in place.
struct Surroundings {
  /// Does what a statement says, which was read from a text.
  var run: (Catalog, ParsedStatement, String, QueryContext) throws(QueryError) -> Outcome
  /// Loads data files beside or instead of the built-in corpus.
  var load: (DataChoice) throws(ShellError) -> Loading
  /// The text of a script.
  var readText: (String) throws(ShellError) -> String
  /// Writes a file whole, or not at all; only when it may, one that is there is replaced.
  var writeText: (_ text: String, _ path: String, _ mayReplace: Bool) throws(ShellError) -> Void
  /// Writes a snapshot whole, or not at all.
  var writeSnapshot:
    (_ catalog: Catalog, _ path: String, _ mayReplace: Bool) throws(ShellError) -> Void
  /// Whether there is something of that path.
  var isThere: (String) -> Bool
  /// The folder that relative paths are of, with a `/` at its end.
  var folder: () -> String
  /// Where `.save` keeps what it is given; nil when there is no home.
  var savedPath: String?
  /// Where it is kept how far lessons came; nil when there is no home.
  var lessonsPath: String?
  /// Writes a file of the reader's own, ``savedPath`` or ``lessonsPath``, its folders too.
  var keep: (_ text: String, _ path: String) throws(ShellError) -> Void
  /// Files and other programs are out of reach.
  var isSafe = false
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
      run: { (catalog, parsed, text, context) throws(QueryError) in
        try catalog.run(parsed, text: text, context: context)
      },
      load: { (choice) throws(ShellError) in try Loading(choice) },
      readText: { (path) throws(ShellError) in try Files.text(of: path) },
      writeText: { (text, path, mayReplace) throws(ShellError) in
        try Files.write(text, to: path, mayReplace: mayReplace)
      },
      writeSnapshot: { (catalog, path, mayReplace) throws(ShellError) in
        try Files.writeSnapshot(of: catalog, to: path, mayReplace: mayReplace)
      },
      isThere: { Files.isThere($0) },
      folder: { Files.folder },
      keep: { (text, path) throws(ShellError) in
        try Files.write(text, to: path, mayReplace: true, makesFolders: true)
      },
      paths: { Files.paths(beginningWith: $0) },
      history: { [] },
      keys: { [] },
      edit: nil,
      isInterrupted: { false },
      nanoseconds: Clock.nanoseconds)
  }

  /// The same world with its files and programs out of reach.
  var withoutFiles: Surroundings {
    var safe = self
    safe.isSafe = true
    safe.load = { (_) throws(ShellError) in throw .forbidden }
    safe.readText = { (_) throws(ShellError) in throw .forbidden }
    safe.writeText = { (_, _, _) throws(ShellError) in throw .forbidden }
    safe.writeSnapshot = { (_, _, _) throws(ShellError) in throw .forbidden }
    safe.keep = { (_, _) throws(ShellError) in throw .forbidden }
    safe.edit = { (_) throws(ShellError) in throw .forbidden }
    safe.isThere = { _ in false }
    safe.paths = { _ in [] }
    safe.savedPath = nil
    safe.lessonsPath = nil
    return safe
  }
}
