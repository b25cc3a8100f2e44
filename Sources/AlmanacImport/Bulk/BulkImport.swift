internal import AlmanacStore
internal import Synchronization

// Large files of JSON Lines: stretches of lines are read on two threads, and taken in the order of
// the file, so that the store is the one that reading line by line makes.
extension Importer {
  mutating func readManyJSONLines(_ bytes: [UInt8]) {
    let stretches = Stretches(bytes, stretchBytes, keys)
    var reader = JSONReader(bytes: bytes)
    // What the one thread reads, the other takes; who has nothing to take reads too.
    var isStopped = false
    stretches.withHelper {
      while !isStopped, let lines = stretches.next() {
        take(lines, &reader)
        isStopped = !goesOn(stretches.position)
        if isStopped { stretches.stop() }
      }
    }
  }

  private mutating func take(_ lines: BulkLines, _ reader: inout JSONReader) {
    // The report tells how each key was taken.
    for key in lines.keys { _ = keys.rule(key, of: .event) }
    var taking = BatchTaking(lines.batch)
    var record = 0
    var left = lines.left[...]
    while true {
      let stop = left.first?.record ?? lines.batch.count
      while record < stop {
        let taken = builder.take(record..<stop, of: lines.batch, &taking)
        report.read[.event, default: 0] += taken - record
        record = taken
        guard record < stop else { break }
        // Its id is another's: what is said of that is said where records are read one by one.
        builder.skip(record, of: lines.batch, &taking)
        let range = lines.batch.records[record]
        readLine(
          lines.batch.base + Int(range.lowerBound)..<lines.batch.base + Int(range.upperBound),
          &reader)
        record += 1
      }
      guard let line = left.popFirst() else { return }
      readLine(line.range, &reader)
    }
  }

  private mutating func readLine(_ line: Range<Int>, _ reader: inout JSONReader) {
    guard line.count <= ReadingLimits.lineBytes else {
      report.unreadable += 1
      return fault(line.lowerBound, "a line has 1 MiB at most; this one is longer")
    }
    do throws(ReadingFault) {
      try reader.read(line.lowerBound, line.upperBound)
      readTabularRecord(0, reader.tree)
    } catch {
      report.unreadable += 1
      fault(error.offset, error.message)
    }
  }
}

/// The stretches of a file, of which two threads read one after the other.
///
/// A class because both threads share it.
private final class Stretches: Sendable {
  private struct State {
    /// Read and not yet taken.
    var ready: [Int: BulkLines] = [:]
    /// The next that nobody reads yet.
    var unread = 0
    var taken = 0
    var isStopped = false
  }

  /// So many stretches wait at most.
  private static let window = 8

  private let bytes: [UInt8]
  private let ranges: [Range<Int>]
  private let rules: KeyRules
  private let state = Mutex(State())

  init(_ bytes: [UInt8], _ size: Int, _ rules: KeyRules) {
    self.bytes = bytes
    self.rules = rules
    ranges = Stretches.ranges(of: bytes, size)
  }

  private static func ranges(of bytes: [UInt8], _ size: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let end = endOfLine(bytes.span, min(start + size, bytes.count), bytes.count)
      ranges.append(start..<min(end + 1, bytes.count))
      start = end + 1
    }
    return ranges
  }

  /// Bytes that were taken.
  var position: Int { state.withLock { $0.taken == 0 ? 0 : ranges[$0.taken - 1].upperBound } }

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
      guard state.unread < state.taken + Stretches.window else { return nil }
      state.unread += 1
      return state.unread - 1
    }
    guard let claim else {
      yieldThread()
      return true
    }
    guard claim >= 0 else { return false }
    let lines = BulkLines(bytes, ranges[claim], rules)
    state.withLock { $0.ready[claim] = lines }
    return true
  }

  /// The stretch that comes next in the file, read by whoever was first.
  func next() -> BulkLines? {
    while true {
      let (found, isDone) = state.withLock { state -> (BulkLines?, Bool) in
        guard state.taken < ranges.count else { return (nil, true) }
        guard let lines = state.ready.removeValue(forKey: state.taken) else { return (nil, false) }
        state.taken += 1
        return (lines, false)
      }
      if let found { return found }
      if isDone { return nil }
      if !readAhead() { yieldThread() }
    }
  }
}
