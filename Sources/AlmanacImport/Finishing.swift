public import AlmanacStore
internal import Synchronization

// The last phase of a load: references are resolved, records of several files merged, columns and
// indexes made. It takes a second for some millions of records, and no step of it waits for anybody:
// it goes on by itself while the thread that began it asks whether anybody still waits.
extension Importer {
  /// Records that are put together before anybody notices.
  static let fewRecords = 20_000

  /// The store of all that was read, and the report; nil when whoever watches has given up.
  ///
  /// Whoever watches is asked every few milliseconds. What he gave up on ends by itself soon, with the
  /// piece of work that it is at.
  public consuming func finishUnlessStopped() -> (store: Store, report: ImportReport)? {
    finishUnlessStopped(fewRecords: Importer.fewRecords)
  }

  consuming func finishUnlessStopped(
    fewRecords: Int
  ) -> (store: Store, report: ImportReport)? {
    guard let watch, Noun.allCases.contains(where: { builder.rowCount(of: $0) > fewRecords })
    else { return finish() }
    let byteCount = files.last?.bytes.count ?? 0
    let progress = LoadWatch.Progress(
      records: report.readCount, bytes: byteCount, byteCount: byteCount)
    let finishing = Finishing(self)
    let helper = Helper { finishing.run() }
    guard helper.isRunning else {
      helper.join()
      return finishing.result
    }
    while !finishing.isDone {
      guard watch.isToGoOn(progress) else {
        finishing.stop()
        helper.letGo()
        return nil
      }
      waitBriefly()
    }
    helper.join()
    return finishing.result
  }
}

/// An importer that another thread finishes. A class because two threads have it.
private final class Finishing: Sendable {
  private let importer: Mutex<Importer?>
  private let made = Mutex<(store: Store, report: ImportReport)?>(nil)
  private let hasEnded = Atomic(false)
  private let isStopped = Atomic(false)

  init(_ importer: consuming Importer) {
    self.importer = Mutex(importer)
  }

  var isDone: Bool { hasEnded.load(ordering: .acquiring) }

  var result: (store: Store, report: ImportReport)? { made.withLock { $0 } }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  func run() {
    if let importer = importer.withLock({ $0.take() }) {
      let isStopped = Interruption { [self] in self.isStopped.load(ordering: .relaxed) }
      let result = importer.finish(isStopped)
      if !self.isStopped.load(ordering: .relaxed) { made.withLock { $0 = result } }
    }
    hasEnded.store(true, ordering: .releasing)
  }
}
