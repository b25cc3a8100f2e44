internal import AlmanacStore
internal import Synchronization

/// The stretches of a file, of which two threads read one after the other.
///
/// Where a stretch ends is told by whoever reads it: a row may go on beyond the line at which it was
/// to end, and then the stretch behind it was begun in the middle of a row and is read once more.
///
/// A class because both threads share it.
final class BulkStretches: Sendable {
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

  private let bytes: [UInt8]
  private let form: BulkForm
  private let rules: KeyRules
  private let ranges: [Range<Int>]
  private let state: Mutex<State>

  /// How many readers there are: this thread's, the other one's, and that of what is read once more.
  static let readerCount = 3

  /// - Parameter start: where the first record begins.
  init(_ bytes: [UInt8], from start: Int, size: Int, _ form: BulkForm, _ rules: KeyRules) {
    (self.bytes, self.form, self.rules) = (bytes, form, rules)
    var ranges: [Range<Int>] = []
    var start = start
    state = Mutex(State(position: start))
    while start < bytes.count {
      let end = endOfLine(bytes.span, min(start + size, bytes.count), bytes.count)
      ranges.append(start..<min(end + 1, bytes.count))
      start = end + 1
    }
    self.ranges = ranges
  }

  /// A reader of the file.
  func reader(_ number: Int) -> BulkReader { BulkReader(form, rules, number: number) }

  /// Bytes that were taken.
  var position: Int { state.withLock { $0.position } }

  func stop() { state.withLock { $0.isStopped = true } }

  /// Runs `body` while another thread reads ahead.
  func withHelper(_ body: () -> Void) {
    guard ranges.count > 1 else { return body() }
    let helper = Helper {
      var reader = self.reader(1)
      while self.readAhead(&reader) {}
    }
    body()
    stop()
    helper.join()
  }

  /// Reads the next stretch that nobody reads; false when there is none.
  private func readAhead(_ reader: inout BulkReader) -> Bool {
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
    let stretch = reader.read(bytes, ranges[claim])
    state.withLock { $0.ready[claim] = stretch }
    return true
  }

  /// The stretch that comes next in the file, read by whoever was first.
  ///
  /// Where it does not begin where the one before it ended, it is in the middle of a row: then it was
  /// read in vain, and what comes from ``again(_:upTo:)`` stands for it.
  func next(_ reader: inout BulkReader) -> (stretch: BulkStretch, nominalEnd: Int)? {
    while true {
      let (found, number) = state.withLock { state -> (BulkStretch?, Int) in
        let number = state.taken
        guard let stretch = state.ready.removeValue(forKey: number) else { return (nil, number) }
        state.taken += 1
        return (stretch, number)
      }
      if let found { return (found, ranges[number].upperBound) }
      guard number < ranges.count else { return nil }
      if !readAhead(&reader) { yieldThread() }
    }
  }

  /// Reads a stretch once more, from where the one before it ended.
  func again(_ reader: inout BulkReader, upTo nominalEnd: Int) -> BulkStretch {
    let start = position
    return reader.read(bytes, start..<max(start, nominalEnd))
  }

  /// That stretch is taken.
  func pass(_ stretch: BulkStretch) { state.withLock { $0.position = stretch.range.upperBound } }
}
