internal import AlmanacStore
internal import Synchronization

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
  var left: [Left] = []
  var lineCount = 0
  /// The keys of its events, as they are written.
  var keys: [String] = []

  init(_ range: Range<Int>) {
    self.range = range
    batch = EventBatch(base: range.lowerBound)
  }

  mutating func leave(_ record: Range<Int>) {
    left.append(Left(record: batch.count, range: record, line: lineCount))
  }
}

/// The stretches of a file, of which two threads read one after the other.
///
/// Where a stretch ends is told by whoever reads it: a row may go on beyond the line at which it was
/// to end, and then the stretch behind it was begun in the middle of a row and is read once more.
///
/// A class because both threads share it.
final class BulkStretches: Sendable {
  /// Reads the records that begin in a range, the first of which begins with it.
  typealias Read = @Sendable (_ range: Range<Int>) -> BulkStretch

  private struct State {
    /// Read and not yet taken.
    var ready: [Int: BulkStretch] = [:]
    /// The next that nobody reads yet.
    var unread = 0
    var taken = 0
    /// Where the last one that was taken ended.
    var position: Int
    var isStopped = false
  }

  /// So many stretches wait at most.
  private static let window = 8

  private let ranges: [Range<Int>]
  private let read: Read
  private let state: Mutex<State>

  /// - Parameter start: where the first record begins.
  init(_ bytes: [UInt8], from start: Int, size: Int, _ read: @escaping Read) {
    var ranges: [Range<Int>] = []
    var start = start
    state = Mutex(State(position: start))
    while start < bytes.count {
      let end = endOfLine(bytes.span, min(start + size, bytes.count), bytes.count)
      ranges.append(start..<min(end + 1, bytes.count))
      start = end + 1
    }
    self.ranges = ranges
    self.read = read
  }

  /// Bytes that were taken.
  var position: Int { state.withLock { $0.position } }

  func stop() { state.withLock { $0.isStopped = true } }

  /// Runs `body` while another thread reads ahead.
  func withHelper(_ body: () -> Void) {
    guard ranges.count > 1 else { return body() }
    let helper = Helper { while self.readAhead() {} }
    body()
    stop()
    helper.join()
  }

  /// Reads the next stretch that nobody reads; false when there is none.
  private func readAhead() -> Bool {
    let claim = state.withLock { state -> Int? in
      guard !state.isStopped, state.unread < ranges.count else { return -1 }
      guard state.unread < state.taken + BulkStretches.window else { return nil }
      state.unread += 1
      return state.unread - 1
    }
    guard let claim else {
      yieldThread()
      return true
    }
    guard claim >= 0 else { return false }
    let stretch = read(ranges[claim])
    state.withLock { $0.ready[claim] = stretch }
    return true
  }

  /// The stretch that comes next in the file, read by whoever was first.
  func next() -> BulkStretch? {
    while true {
      let (found, number, isDone) = state.withLock { state -> (BulkStretch?, Int, Bool) in
        guard state.taken < ranges.count else { return (nil, state.taken, true) }
        guard let stretch = state.ready.removeValue(forKey: state.taken) else {
          return (nil, state.taken, false)
        }
        state.taken += 1
        return (stretch, state.taken - 1, false)
      }
      if let found { return inPlace(found, upTo: ranges[number].upperBound) }
      if isDone { return nil }
      if !readAhead() { yieldThread() }
    }
  }

  /// The stretch as it is when it begins where the one before it ended.
  private func inPlace(_ stretch: BulkStretch, upTo nominalEnd: Int) -> BulkStretch {
    var stretch = stretch
    let start = position
    if stretch.range.lowerBound != start {
      stretch = read(start..<max(start, nominalEnd))
    }
    let end = stretch.range.upperBound
    state.withLock { $0.position = end }
    return stretch
  }
}
