/// For each code the rows that hold it, in rising order.
///
/// Three forms, whichever takes least memory: a bit for each row and code where the codes are few, as
/// those of a kind or a mode; nothing at all where the codes never fall from row to row, as then the
/// column is its own index; else lists, without places for codes that no row holds where those are
/// most.
public struct Postings: Sendable {
  /// How the rows of the codes are kept.
  enum Form: Sendable {
    /// Where the rows of each code begin, and one behind the last.
    case lists(offsets: Block<UInt32>, rows: Block<UInt32>)
    /// Lists of the codes that some row holds.
    case someLists(codes: RankedSet, offsets: Block<UInt32>, rows: Block<UInt32>)
    /// A set for each code; no row has two.
    case sets([RowSet])
    /// The column, which has one code a row and none that is less than the one before.
    case rising(Codes)
  }

  /// How many codes there are.
  public let codeCount: Int
  let form: Form

  init(codeCount: Int, _ form: Form) {
    self.codeCount = codeCount
    self.form = form
  }

  /// How many rows hold a code.
  public func count(of code: UInt32) -> Int {
    switch form {
    case .sets(let sets): sets[Int(code)].count
    case .rising(let codes): codes.rangeOfRising(code).count
    default: listRange(of: code).count
    }
  }

  /// The set of the rows of a code, where it is kept as one.
  public func set(of code: UInt32) -> RowSet? {
    if case .sets(let sets) = form { return sets[Int(code)] }
    return nil
  }

  /// The rows of one code.
  public subscript(code: UInt32) -> RowList {
    switch form {
    case .lists(_, let rows), .someLists(_, _, let rows): RowList(rows, listRange(of: code))
    case .sets(let sets): RowList(Block(sets[Int(code)].bitmap.rows))
    case .rising(let codes):
      RowList(Block(codes.rangeOfRising(code).map { UInt32(truncatingIfNeeded: $0) }))
    }
  }

  /// Whether rows stand in lists; else they are sets, or stretches of the column.
  public var areLists: Bool {
    switch form {
    case .lists, .someLists: true
    case .sets, .rising: false
    }
  }

  /// For a loop that reads the lists of so many codes.
  ///
  /// - Precondition: ``areLists``; else every list is empty.
  @_lifetime(borrow self)
  public borrowing func lookup(reading count: Int) -> PostingLookup {
    switch form {
    case .lists(let offsets, let rows):
      let all = RankLookup(
        rows: RowLookup(isAll: true, words: Lookup()), ranks: Lookup(), count: codeCount)
      let lists = PostingLookup(
        codes: all, offsets: offsets.lookup(reading: count), rows: rows.lookup(reading: count))
      return unsafe _overrideLifetime(lists, borrowing: self)
    case .someLists(let codes, let offsets, let rows):
      let lists = PostingLookup(
        codes: codes.lookup(reading: count), offsets: offsets.lookup(reading: count),
        rows: rows.lookup(reading: count))
      return unsafe _overrideLifetime(lists, borrowing: self)
    case .sets, .rising:
      let none = RankLookup(
        rows: RowLookup(isAll: true, words: Lookup()), ranks: Lookup(), count: 0)
      return PostingLookup(codes: none, offsets: Lookup(), rows: Lookup())
    }
  }

  /// How many rows hold each code.
  public var counts: [UInt32] {
    var counts = [UInt32](repeating: 0, count: codeCount)
    switch form {
    case .lists(let offsets, _):
      let offsets = offsets.span
      for code in counts.indices { counts[code] = offsets[code &+ 1] &- offsets[code] }
    case .someLists(let codes, let offsets, _):
      for (place, code) in codes.rows.bitmap.rows.prefix(offsets.count - 1).enumerated() {
        counts[Int(code)] = offsets[place &+ 1] &- offsets[place]
      }
    case .sets(let sets):
      for code in counts.indices { counts[code] = UInt32(truncatingIfNeeded: sets[code].count) }
    case .rising(let codes):
      for code in codes where code < codeCount { counts[Int(code)] &+= 1 }
    }
    return counts
  }

  /// Whether some row holds a code twice, so that it stands twice among the rows of that code.
  public var hasRepeats: Bool {
    switch form {
    case .lists(let offsets, let rows), .someLists(_, let offsets, let rows):
      AlmanacStore.hasRepeats(offsets.span, rows.span)
    case .sets, .rising: false
    }
  }

  /// Where the rows of a code stand among those of all codes.
  private func listRange(of code: UInt32) -> Range<Int> { lookup(reading: 1).range(of: code) }
}

/// Reads the lists of ``Postings`` here and there, as ``Lookup`` reads elements.
public struct PostingLookup: ~Escapable {
  @usableFromInline let codes: RankLookup
  @usableFromInline let offsets: Lookup<UInt32>
  /// The rows of all codes.
  public let rows: Lookup<UInt32>

  @inlinable @_lifetime(copy codes, copy offsets, copy rows)
  init(codes: RankLookup, offsets: Lookup<UInt32>, rows: Lookup<UInt32>) {
    self.codes = codes
    self.offsets = offsets
    self.rows = rows
  }

  /// Where the rows of a code stand among ``rows``.
  @inlinable public func range(of code: UInt32) -> Range<Int> {
    guard !offsets.isEmpty, let place = codes.rank(of: code) else { return 0..<0 }
    let start = Int(offsets[place])
    return start..<max(start, Int(offsets[place &+ 1]))
  }
}

private func hasRepeats(_ offsets: Span<UInt32>, _ rows: Span<UInt32>) -> Bool {
  for list in 0..<max(offsets.count - 1, 0) {
    var position = Int(offsets[list]) &+ 1
    let end = Int(offsets[list &+ 1])
    while position < end {
      if rows[position] == rows[position &- 1] { return true }
      position &+= 1
    }
  }
  return false
}

extension Codes {
  /// In codes that never fall: the positions of one.
  fileprivate func rangeOfRising(_ code: UInt32) -> Range<Int> {
    func firstPosition(where isBehind: (UInt32) -> Bool) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low &+ high) &>> 1
        if isBehind(self[middle]) { high = middle } else { low = middle &+ 1 }
      }
      return low
    }
    let start = firstPosition { $0 >= code }
    // Of a damaged snapshot nothing rises.
    return start..<Swift.max(start, firstPosition { $0 > code })
  }
}
