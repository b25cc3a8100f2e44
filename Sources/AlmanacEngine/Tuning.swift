/// How the engine goes about its work: what changes how long an answer takes, never what it says.
public struct Tuning: Hashable, Sendable {
  /// Lists of rows, orders and block maxima are used; else every test reads its column.
  public var usesIndexes: Bool
  /// From how many rows on a second thread helps.
  public var threadRowCount: Int

  /// As measured: below some ten thousand rows a thread costs more than it does.
  public init(usesIndexes: Bool = true, threadRowCount: Int = 50_000) {
    self.usesIndexes = usesIndexes
    self.threadRowCount = threadRowCount
  }
}
