internal import AlmanacStore

/// How the records of a large file lie in it.
enum BulkForm {
  /// One JSON object a line.
  case lines
  /// Rows of those columns.
  case rows(CSVColumns)
}

/// Reads stretches of a file on one thread, without a tree: events whose values are plain texts,
/// numbers and lists of them. Every other record is left to be read by itself.
///
/// Kept in a local variable for as long as the file is read: what it knows of keys and words serves
/// all stretches.
struct BulkReader: ~Copyable {
  var writer: EventBatchWriter
  var plan: BulkPlan
  var record = BulkRecord()
  var marks = Marks()
  /// The first mark that was not passed.
  var mark = 0
  var lineCount = 0
  var left: [BulkStretch.Left] = []
  /// Of rows: what stands between cells, and the columns.
  let delimiter: UInt8
  var columns: [BulkColumn] = []

  /// - Parameter number: which of the readers of the file it is.
  init(_ form: BulkForm, _ rules: KeyRules, number: Int) {
    writer = EventBatchWriter(number: number)
    plan = BulkPlan(rules, into: &writer)
    guard case .rows(let columns) = form else {
      delimiter = 0
      return
    }
    delimiter = columns.delimiter
    for column in columns.columns {
      let number = plan.add(columns.key(of: column), into: &writer)
      self.columns.append(BulkColumn(plan.keys[number], column))
    }
  }

  /// Reads the records that begin in a range, the first of which begins with it.
  mutating func read(_ bytes: [UInt8], _ range: Range<Int>) -> BulkStretch {
    writer.beginBatch(at: range.lowerBound)
    (mark, lineCount) = (0, 0)
    left.removeAll(keepingCapacity: true)
    let span = bytes.span
    var end = range.upperBound
    if delimiter == 0 {
      marks.find(0x22, 0x5C, in: span, range)
      readLines(span, range)
    } else {
      marks.find(0x22, delimiter, in: span, range)
      end = readRows(bytes, range)
    }
    return BulkStretch(
      range: range.lowerBound..<end, batch: writer.endBatch(span), left: left, lineCount: lineCount,
      keys: plan.takeNewKeys())
  }

  mutating func leave(_ record: Range<Int>) {
    writer.takeBack()
    left.append(BulkStretch.Left(record: writer.count, range: record, line: lineCount))
  }
}

/// What was read of one stretch of a file: its plain events, and where all else stands.
struct BulkStretch: Sendable {
  /// A record that is left to be read by itself, and before which of the batch it comes.
  struct Left: Sendable {
    var record: Int
    var range: Range<Int>
    /// Of the stretch, from 0.
    var line: Int
  }

  /// The bytes that were read: whole records.
  var range: Range<Int>
  var batch: EventBatch
  var left: [Left]
  var lineCount: Int
  /// The keys that its reader had not met before, as they are written.
  var keys: [String]
}
