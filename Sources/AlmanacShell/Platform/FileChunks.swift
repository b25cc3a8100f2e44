internal import Almanac
internal import LineEditor
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file that is read into memory in pieces, a large one on two threads: what takes the time is that
/// the system clears the memory and copies into it. A class because both threads have it.
@safe final class FileChunks: Sendable {
  private let descriptor: Int32
  private nonisolated(unsafe) let memory: UnsafeMutablePointer<UInt8>
  private let count: Int
  private let next = Atomic(0)
  /// Where the file turned out to end.
  private let end: Atomic<Int>
  /// The number of the error, or ``stopped``.
  private let fault = Atomic<Int32>(0)

  /// Bytes of one piece.
  private static var step: Int { 1 << 22 }
  /// Smaller files are no work for two.
  private static var leastForTwo: Int { 1 << 24 }
  private static var stopped: Int32 { -1 }

  /// - Parameters:
  ///   - descriptor: of a regular file.
  ///   - memory: of so many bytes.
  init(_ descriptor: Int32, into memory: UnsafeMutablePointer<UInt8>, count: Int) {
    self.descriptor = descriptor
    unsafe self.memory = unsafe memory
    self.count = count
    end = Atomic(count)
  }

  /// Reads the file from its beginning.
  ///
  /// - Returns: how many bytes are there, fewer than there were to be where the file ends before, and
  ///   why no more could be read, as the rest of a sentence.
  func read() -> (count: Int, failure: String?) {
    if count >= FileChunks.leastForTwo {
      let helper = Helper { self.readPieces() }
      readPieces()
      helper.join()
    } else {
      readPieces()
    }
    let fault = fault.load(ordering: .acquiring)
    let failure = fault == FileChunks.stopped ? "it was stopped" : Files.reason(fault)
    return (end.load(ordering: .acquiring), fault == 0 ? nil : failure)
  }

  private func readPieces() {
    while fault.load(ordering: .relaxed) == 0 {
      let start = next.add(FileChunks.step, ordering: .relaxed).oldValue
      guard start < end.load(ordering: .relaxed) else { return }
      if Interrupt.isRaised { return fault.store(FileChunks.stopped, ordering: .releasing) }
      readPiece(start..<min(start + FileChunks.step, count))
    }
  }

  private func readPiece(_ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      let found = unsafe pread(
        descriptor, memory + position, range.upperBound - position, off_t(position))
      if found < 0, errno == EINTR { continue }
      if found < 0 { return fault.store(errno, ordering: .releasing) }
      if found == 0 {
        end.min(position, ordering: .acquiringAndReleasing)
        return
      }
      position += found
    }
  }
}
