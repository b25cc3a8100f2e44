/// Rows that are copies of the rows of a table: all of them in another order, or with some more.
///
/// Columns are made from columns: what a row refers to keeps its number.
struct RowGather: Sendable {
  /// For each row the one that it is a copy of.
  let sources: [UInt32]

  /// How many rows there are then.
  var count: Int { sources.count }

  /// Each row has one of the elements.
  func elements<Element: BitwiseCopyable & Sendable>(_ elements: Block<Element>) -> Block<Element> {
    elements.isEmpty ? [] : Block(gathered(elements.span, sources.span))
  }

  /// A set of rows.
  func set(_ rows: RowSet) -> RowSet {
    if rows.isAll { return RowSet(rowCount: count, count: count, words: []) }
    if rows.isEmpty { return RowSet(Bitmap(rowCount: count)) }
    let words = gatheredBits(rows.words.span, sources.span)
    return RowSet(Bitmap(rowCount: count, words: words))
  }

  /// Of something that is beside rows which rise: the new rows, and the place that each had.
  func places(of rows: Block<UInt32>) -> (rows: [UInt32], places: [UInt32]) {
    guard let last = rows.last else { return ([], []) }
    // Where the first of each row stands, from 1.
    var firsts = [UInt32](repeating: 0, count: Int(last) + 1)
    for place in stride(from: rows.count - 1, through: 0, by: -1) {
      firsts[Int(rows[place])] = UInt32(truncatingIfNeeded: place + 1)
    }
    var found: (rows: [UInt32], places: [UInt32]) = ([], [])
    for (row, source) in sources.enumerated() where source <= last {
      var place = Int(firsts[Int(source)]) - 1
      guard place >= 0 else { continue }
      while place < rows.count, rows[place] == source {
        found.rows.append(UInt32(truncatingIfNeeded: row))
        found.places.append(UInt32(truncatingIfNeeded: place))
        place += 1
      }
    }
    return found
  }

  /// Values that few rows have.
  func sparse<Value>(_ column: SparseColumn<Value>) -> SparseColumn<Value> {
    let (rows, places) = places(of: column.rows)
    return SparseColumn(
      rows: Block(rows), values: RowGather(sources: places).elements(column.values))
  }

  /// Texts that few rows have.
  func sparse(_ texts: SparseTexts) -> SparseTexts {
    let (rows, places) = places(of: texts.rows)
    return SparseTexts(rows: Block(rows), texts: RowGather(sources: places).pool(texts.texts))
  }

  /// Each row has one of the texts.
  func pool(_ pool: TextPool) -> TextPool {
    let ends = gatheredEnds(pool.offsets.span, sources.span)
    let bytes = gatheredStretches(pool.bytes.span, pool.offsets.span, sources.span, ends.span)
    return TextPool(bytes: Block(bytes), offsets: Block(ends))
  }
}

extension RowGather {
  /// Lists, and what stands beside their values as they come.
  func list(_ column: ListColumn, beside: Block<UInt32> = []) -> (ListColumn, Block<UInt32>) {
    let openLists = self.openLists(column.openLists)
    guard !column.isSingle else {
      let (doubtful, _) = places(of: column.doubtful)
      let list = ListColumn(
        rowCount: count, offsets: [], values: codes(column.values, column.offsets, []),
        stated: set(column.stated), doubtful: Block(doubtful), openLists: openLists)
      return (list, elements(beside))
    }
    let ends = gatheredEnds(column.offsets.span, sources.span)
    let list = ListColumn(
      rowCount: count, offsets: Block(ends), values: codes(column.values, column.offsets, ends),
      stated: set(column.stated), doubtful: Block(doubtful(column, ends)), openLists: openLists)
    let gathered =
      beside.isEmpty
      ? [] : gatheredStretches(beside.span, column.offsets.span, sources.span, ends.span)
    return (list, Block(gathered))
  }

  private func codes(_ codes: Codes, _ offsets: Block<UInt32>, _ ends: [UInt32]) -> Codes {
    func block<Code: BitwiseCopyable & Sendable>(_ block: Block<Code>) -> Block<Code> {
      ends.isEmpty
        ? elements(block)
        : Block(gatheredStretches(block.span, offsets.span, sources.span, ends.span))
    }
    switch codes.form {
    case .bytes(let codes): return Codes(.bytes(block(codes)))
    case .shorts(let codes): return Codes(.shorts(block(codes)))
    case .words(let codes): return Codes(.words(block(codes)))
    }
  }

  /// Where the values in doubt stand.
  private func doubtful(_ column: ListColumn, _ ends: [UInt32]) -> [UInt32] {
    guard !column.doubtful.isEmpty else { return [] }
    var doubtful: [UInt32] = []
    for (row, source) in sources.enumerated() {
      for (place, position) in column.range(of: source).enumerated()
      where column.isDoubtful(position: position) {
        doubtful.append(ends[row] &+ UInt32(truncatingIfNeeded: place))
      }
    }
    return doubtful
  }

  private func openLists(_ lists: OpenLists) -> OpenLists {
    if lists.rows.isEmpty { return lists }
    let (rows, places) = places(of: lists.rows)
    return OpenLists(
      zip(rows, places).map { row, place in
        var entry = lists.entry(at: Int(place))
        entry.row = row
        return entry
      })
  }
}

// MARK: - Kernels

@inline(__always)
private func gathered<Element: BitwiseCopyable>(
  _ elements: Span<Element>, _ sources: Span<UInt32>
) -> [Element] {
  unsafe [Element](unsafeUninitializedCapacity: sources.count) { buffer, count in
    for index in sources.indices {
      unsafe buffer.initializeElement(at: index, to: elements[Int(sources[index])])
    }
    count = sources.count
  }
}

private func gatheredBits(_ words: Span<UInt64>, _ sources: Span<UInt32>) -> [UInt64] {
  var gathered = [UInt64](repeating: 0, count: (sources.count + 63) / 64)
  var output = gathered.mutableSpan
  var index = 0
  while index < sources.count {
    var word: UInt64 = 0
    let end = min(index &+ 64, sources.count)
    for place in index..<end {
      let source = sources[place]
      let bit = words[Int(source &>> 6)] &>> UInt64(source & 63) & 1
      word |= bit &<< UInt64(truncatingIfNeeded: place &- index)
    }
    output[index &>> 6] = word
    index = end
  }
  return gathered
}

/// Where stretches begin when they are put together anew, and one behind the last.
private func gatheredEnds(_ offsets: Span<UInt32>, _ sources: Span<UInt32>) -> [UInt32] {
  unsafe [UInt32](unsafeUninitializedCapacity: sources.count + 1) { buffer, count in
    var end: UInt32 = 0
    unsafe buffer.initializeElement(at: 0, to: 0)
    for index in sources.indices {
      let source = Int(sources[index])
      // None is longer than nothing in a damaged snapshot.
      end &+= max(offsets[source], offsets[source &+ 1]) &- offsets[source]
      unsafe buffer.initializeElement(at: index &+ 1, to: end)
    }
    count = sources.count + 1
  }
}

/// Stretches of elements put together anew.
///
/// Where some stretches begin and what stands there is read for all of them before any is copied: they
/// lie all over memory, which is then asked for many at once.
@inline(__always)
private func gatheredStretches<Element: BitwiseCopyable>(
  _ elements: Span<Element>, _ offsets: Span<UInt32>, _ sources: Span<UInt32>, _ ends: Span<UInt32>
) -> [Element] {
  let total = Int(ends[ends.count - 1])
  guard total > 0 else { return [] }
  let atOnce = 32
  var starts = [Int](repeating: 0, count: atOnce)
  var firsts = [Element](repeating: elements[0], count: atOnce)
  return unsafe [Element](unsafeUninitializedCapacity: total) { buffer, count in
    var position = 0
    var index = 0
    while index < sources.count {
      let end = min(index &+ atOnce, sources.count)
      for place in index..<end { starts[place &- index] = Int(offsets[Int(sources[place])]) }
      for place in index..<end {
        // An empty one may begin behind the last element.
        firsts[place &- index] = elements[min(starts[place &- index], elements.count &- 1)]
      }
      for place in index..<end {
        let length = Int(ends[place &+ 1] &- ends[place])
        if length == 0 { continue }
        precondition(length <= total &- position, "stretches overlap")
        unsafe buffer.initializeElement(at: position, to: firsts[place &- index])
        let start = starts[place &- index]
        unsafe copy(elements.extracting(start..<start &+ length), to: buffer, at: position)
        position &+= length
      }
      index = end
    }
    count = position
  }
}

/// Copies all elements but the first, which is there.
@inline(__always)
private func copy<Element: BitwiseCopyable>(
  _ elements: Span<Element>, to buffer: UnsafeMutableBufferPointer<Element>, at position: Int
) {
  guard elements.count > 8 else {
    for place in 1..<elements.count {
      unsafe buffer.initializeElement(at: position &+ place, to: elements[place])
    }
    return
  }
  guard let base = buffer.baseAddress else { return }
  unsafe elements.withUnsafeBufferPointer { elements in
    guard let source = elements.baseAddress else { return }
    unsafe (base + position).update(from: source, count: elements.count)
  }
}
