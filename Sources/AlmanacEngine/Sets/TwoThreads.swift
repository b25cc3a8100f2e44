internal import AlmanacStore
internal import Synchronization

/// Does work on positions `0..<count` in two threads where there are enough of them, else in one.
///
/// - Parameters:
///   - least: fewer positions than this are not worth a second thread.
///   - step: both parts but the last are multiples of it long.
/// - Returns: what came of each part, in order.
func inTwoThreads<Result: Sendable>(
  _ count: Int, least: Int, step: Int = 1, _ work: @escaping @Sendable (Range<Int>) -> Result
) -> [Result] {
  let middle = count / 2 / step * step
  guard count >= least, middle > 0 else { return [work(0..<count)] }
  let second = Slot<Result>()
  let helper = Helper { second.fill(work(middle..<count)) }
  let first = work(0..<middle)
  helper.join()
  return [first, second.take() ?? work(middle..<count)]
}

/// Where a thread leaves what it made. A class because two threads share it.
private final class Slot<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func fill(_ made: Value) { value.withLock { $0 = made } }
  func take() -> Value? { value.withLock { $0 } }
}
