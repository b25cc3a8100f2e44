internal import Almanac
internal import Synchronization

/// A statement that runs on a thread of its own, for who can give it up: then he goes on at once, and
/// the statement ends by itself at the next place where it looks whether anybody waits.
///
/// A class because two threads have it.
final class AbandonableRun: Sendable {
  private let made = Mutex<Result<Outcome, QueryError>?>(nil)
  private let hasEnded = Atomic(false)
  private let isAbandoned = Atomic(false)

  /// Fewer records are answered sooner than a thread begins.
  private static let fewRecords = 20_000

  private init() {}

  /// Does what a statement says.
  ///
  /// - Throws: what is wrong with it; nothing in particular when it was given up.
  static func run(
    _ catalog: Catalog, _ parsed: ParsedStatement, _ text: String, _ context: QueryContext
  ) throws(QueryError) -> Outcome {
    guard Noun.allCases.contains(where: { catalog.store[$0].rowCount > fewRecords }) else {
      return try catalog.run(parsed, text: text, context: context)
    }
    let run = AbandonableRun()
    var own = context
    own.interruption = Interruption {
      run.isAbandoned.load(ordering: .relaxed) || context.interruption.isRaised
    }
    let helper = Helper { [own] in
      run.finish { () throws(QueryError) in try catalog.run(parsed, text: text, context: own) }
    }
    return try run.outcome(of: helper, context.interruption)
  }

  private func finish(_ body: () throws(QueryError) -> Outcome) {
    let result: Result<Outcome, QueryError>
    do throws(QueryError) {
      result = .success(try body())
    } catch {
      result = .failure(error)
    }
    if !isAbandoned.load(ordering: .relaxed) { made.withLock { $0 = result } }
    hasEnded.store(true, ordering: .releasing)
  }

  private func outcome(
    of helper: consuming Helper, _ interruption: Interruption
  ) throws(QueryError) -> Outcome {
    var waitCount = 0
    while helper.isRunning, !hasEnded.load(ordering: .acquiring) {
      if interruption.isRaised {
        isAbandoned.store(true, ordering: .relaxed)
        helper.letGo()
        throw QueryError([])
      }
      // Most answers are there within milliseconds.
      if waitCount < 100 { yieldThread() } else { waitBriefly() }
      waitCount += 1
    }
    helper.join()
    guard let result = made.withLock({ $0.take() }) else { throw QueryError([]) }
    return try result.get()
  }
}
