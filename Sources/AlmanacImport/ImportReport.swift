public import AlmanacStore

/// What became of the files that were loaded.
public struct ImportReport: Sendable {
  /// The files' names, in the order in which they were read.
  public var files: [String] = []
  /// How many files there are of each format.
  public var formats: [ImportFormat: Int] = [:]
  /// Bytes of all files.
  public var bytes = 0
  /// Records that the store has taken, by noun.
  public var read: [Noun: Int] = [:]
  /// Records that it has not, by noun.
  public var refused: [Noun: Int] = [:]
  /// Lines that could not even be read as a record.
  public var unreadable = 0
  /// What is wrong, by file and place; the record or the value of each was left out.
  public var faults: [ImportFault] = []
  /// How many more faults there are than ``faults`` tells of: a file tells of 100 at most.
  public var faultsLeftOut = 0
  /// The keys that tabular files have, and what they were taken for.
  public var keys: [KeyUse] = []
  /// Records that became one with others, by noun and reason.
  public var merged: [MergeCount] = []
  /// Where the first of them begin, and with which records they were merged.
  public var mergedRecords: [ImportFault] = []
  /// How many more there are than ``mergedRecords`` tells of.
  public var mergedRecordsLeftOut = 0
  /// What was done otherwise than written, and is not wrong: an id that another file uses.
  public var notices: [ImportFault] = []
  /// How many more notices there are than ``notices`` tells of.
  public var noticesLeftOut = 0

  /// Nothing loaded yet.
  public init() {}

  /// Records that the store has taken, of all nouns.
  public var readCount: Int { read.values.reduce(0, +) }

  /// Records that became one with others.
  public var mergedCount: Int { merged.reduce(0) { $0 + $1.count } }

  /// Records and lines that it has not taken.
  public var refusedCount: Int { refused.values.reduce(unreadable, +) }
}

/// A key of a tabular file, and what it was taken for.
public struct KeyUse: Hashable, Sendable {
  /// Of what it is a key.
  public var noun: Noun
  /// As the file writes it.
  public var key: String
  /// The field that it fills, or the name under which it is kept.
  public var field: String
  /// No field is meant: it is asked for by its own name.
  public var isKept: Bool
}

/// Something wrong in a file, and where.
public struct ImportFault: Hashable, Sendable {
  /// The file's name as it was given.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int
  /// What is wrong and what would be right, as the rest of a sentence.
  public var message: String

  /// A fault at a place of a file.
  public init(file: String, line: Int, column: Int, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// `events.toml:12:7: no place has the id "bejing"; did you mean "beijing"?`
  public var text: String { "\(file):\(line):\(column): \(message)" }
}

/// Why a file was not read at all.
public struct ImportError: Error, Hashable, Sendable {
  /// The file's name as it was given.
  public var file: String
  /// What is wrong and what was expected.
  public var message: String

  /// A refusal of a whole file.
  public init(file: String, message: String) {
    self.file = file
    self.message = message
  }

  /// `talks.doc: no known format; …`
  public var text: String { "\(file): \(message)" }
}
