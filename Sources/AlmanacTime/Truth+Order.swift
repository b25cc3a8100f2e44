extension Truth: Comparable {
  /// No before maybe before yes: `and` is the least of two answers, `or` the greatest.
  public static func < (left: Truth, right: Truth) -> Bool { left.rank < right.rank }

  private var rank: Int { isCertain ? 2 : isPossible ? 1 : 0 }

  /// `yes`, `maybe`, `no`: as it is shown.
  public var word: String { isCertain ? "yes" : isPossible ? "maybe" : "no" }
}
