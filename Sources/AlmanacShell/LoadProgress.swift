internal import Almanac
internal import LineEditor
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How far a load is, on one line of the terminal that comes after a moment and goes when it is done;
/// and Ctrl-C, which ends it. A class because the load's watch and the shell share it.
final class LoadProgress: Sendable {
  private struct State {
    var drawnAt: UInt64
    var isDrawn = false
  }

  private let start: UInt64
  private let state: Mutex<State>
  private let isShown: Bool

  /// A load that takes no longer is not told of, in nanoseconds.
  private static let patience: UInt64 = 300_000_000
  /// Between two drawings.
  private static let pause: UInt64 = 100_000_000

  /// - Parameter isShown: whether there is a line to draw on.
  init(isShown: Bool = isTerminal(STDERR_FILENO)) {
    start = Clock.nanoseconds()
    state = Mutex(State(drawnAt: start))
    self.isShown = isShown
  }

  /// What the importer asks on its way.
  var watch: LoadWatch {
    LoadWatch { progress in
      self.draw(progress)
      return !Interrupt.isRaised
    }
  }

  private func draw(_ progress: LoadWatch.Progress) {
    let now = Clock.nanoseconds()
    guard isShown, now &- start > LoadProgress.patience else { return }
    let isDue = state.withLock { state in
      guard now &- state.drawnAt > LoadProgress.pause else { return false }
      state.drawnAt = now
      state.isDrawn = true
      return true
    }
    guard isDue else { return }
    let line = LoadProgress.line(progress, nanoseconds: now &- start)
    Output.error.attempt("\r" + line + "\u{1B}[K")
  }

  /// Takes the line away.
  func erase() {
    let wasDrawn = state.withLock { state in
      defer { state.isDrawn = false }
      return state.isDrawn
    }
    if wasDrawn { Output.error.attempt("\r\u{1B}[K") }
  }

  /// `reading: 1,200,000 records · 410 of 3,417 MB · 230 MB/s · 13 s left`
  static func line(_ progress: LoadWatch.Progress, nanoseconds: UInt64) -> String {
    func megabytes(_ bytes: Int) -> String { separated(bytes / 1_000_000) }
    let seconds = max(Double(nanoseconds) / 1e9, 1e-3)
    let rate = Double(progress.bytes) / seconds
    let left = rate > 0 ? Double(progress.byteCount - progress.bytes) / rate : 0
    return [
      "reading: \(separated(progress.records)) records",
      "\(megabytes(progress.bytes)) of \(megabytes(progress.byteCount)) MB",
      "\(separated(Int(rate / 1e6))) MB/s", "\(separated(Int(left.rounded(.up)))) s left",
    ].joined(separator: " · ")
  }
}
