/// Values that few rows have: the rows, rising, and a value beside each.
public struct SparseColumn<Element: BitwiseCopyable & Sendable>: Sendable {
  /// Rising, each once.
  public let rows: Block<UInt32>
  /// Beside the rows.
  public let values: Block<Element>

  init(rows: Block<UInt32>, values: Block<Element>) {
    self.rows = rows
    self.values = values
  }

  init(_ values: [UInt32: Element]) {
    let rows = values.keys.sorted()
    self.rows = Block(rows)
    self.values = Block(rows.compactMap { values[$0] })
  }

  /// Whether no row has one.
  public var isEmpty: Bool { rows.isEmpty }

  /// The value of a row, or nil.
  public subscript(row: UInt32) -> Element? {
    guard !rows.isEmpty else { return nil }
    let position = rows.lowerBound(row)
    return position < rows.count && rows[position] == row ? values[position] : nil
  }
}

/// Texts that few rows have, each as many as it likes: the rows, rising, and a text beside each.
public struct SparseTexts: Sendable {
  /// Rising.
  public let rows: Block<UInt32>
  /// Beside the rows.
  public let texts: TextPool

  init(rows: Block<UInt32>, texts: TextPool) {
    self.rows = rows
    self.texts = texts
  }

  init(_ texts: [UInt32: String]) {
    self.init(texts.map { ($0.key, $0.value) })
  }

  /// Texts of one row keep their order.
  init(_ texts: [(row: UInt32, text: String)]) {
    let order = texts.indices.sorted { (texts[$0].row, $0) < (texts[$1].row, $1) }
    rows = Block(order.map { texts[$0].row })
    var pool = TextPool()
    for index in order { pool.append(texts[index].text) }
    self.texts = pool
  }

  /// Whether no row has one.
  public var isEmpty: Bool { rows.isEmpty }

  /// The first text of a row, or nil.
  public subscript(row: UInt32) -> String? {
    guard !rows.isEmpty else { return nil }
    let position = rows.lowerBound(row)
    guard position < rows.count, rows[position] == row else { return nil }
    return texts[UInt32(truncatingIfNeeded: position)]
  }

  /// Where the texts of a row stand.
  func positions(of row: UInt32) -> Range<Int> { rows.range(of: row) }
}

extension Block where Element: Comparable {
  /// In rising elements: the first place whose element is not less.
  func lowerBound(_ element: Element) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) &>> 1
      if self[middle] < element { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  /// In rising elements: the places of one.
  func range(of element: Element) -> Range<Int> {
    let start = lowerBound(element)
    var end = start
    while end < count, self[end] == element { end += 1 }
    return start..<end
  }
}
