internal import AlmanacTime

/// Where a batch's words, targets and slots are in the builder, as far as they were needed.
public struct BatchTaking {
  /// By column and code.
  fileprivate var words: [[UInt32]]
  fileprivate var targets: [UInt32] = []
  /// By column: its draft, and the first value that was not taken.
  fileprivate var positions: [Int]
  fileprivate var next: [Int]
  fileprivate var nextDated = 0
  fileprivate var nextWorded = 0

  /// Nothing taken yet.
  public init(_ batch: borrowing EventBatch) {
    words = batch.columns.map { [UInt32](repeating: .max, count: $0.words.count) }
    positions = [Int](repeating: -1, count: batch.columns.count)
    next = [Int](repeating: 0, count: batch.columns.count)
  }
}

extension StoreBuilder {
  /// Takes records of a batch, as if each had been added by itself.
  ///
  /// - Parameter firstLine: of the file, on which the batch begins, from 1.
  /// - Returns: the first record that was not taken, as an event has its id already; the end of
  ///   `range` when all were. Behind such a one nothing of the batch can be taken any more.
  public mutating func take(
    _ range: Range<Int>, of batch: borrowing EventBatch, firstLine: Int,
    _ taking: inout BatchTaking
  ) -> Int {
    guard !range.isEmpty else { return range.upperBound }
    let event = Int(Noun.event.rawValue)
    let firstRow = tables[event].ids.count
    let end = takeIDs(range, of: batch)
    let count = end - range.lowerBound
    guard count > 0 else { return end }
    let filePlace = UInt64(file) << 48 | UInt64(truncatingIfNeeded: batch.base)
    let (starts, lines) = (batch.starts.span, batch.lines.span)
    tables[event].places.append(count: count) {
      filePlace &+ UInt64(starts[range.lowerBound &+ $0])
    }
    tables[event].lines.append(count: count) {
      UInt32(truncatingIfNeeded: firstLine) &+ lines[range.lowerBound &+ $0]
    }
    tables[event].names.append(
      row: UInt32(truncatingIfNeeded: firstRow), range.lowerBound..<end, of: batch.names)
    while taking.targets.count < batch.targetEnds[end - 1] {
      taking.targets.append(target(UInt32(truncatingIfNeeded: taking.targets.count), of: batch))
    }
    let rows = RowShift(firstRow &- range.lowerBound)
    for index in batch.columns.indices { takeColumn(index, of: batch, before: end, rows, &taking) }
    takePeriods(of: batch, before: end, rows, &taking)
    return end
  }

  /// Adds the records of a range up to the first whose id is there already.
  private mutating func takeIDs(_ range: Range<Int>, of batch: borrowing EventBatch) -> Int {
    let event = Int(Noun.event.rawValue)
    if let numbers = batch.numbers,
      tables[event].ids.insert(range, of: batch.ids, numbers: numbers)
    {
      return range.upperBound
    }
    for record in range {
      let id = batch.ids.span(of: UInt32(truncatingIfNeeded: record))
      guard tables[event].ids.insert(id).isNew else { return record }
    }
    return range.upperBound
  }

  private mutating func takeColumn(
    _ index: Int, of batch: borrowing EventBatch, before end: Int, _ shift: RowShift,
    _ taking: inout BatchTaking
  ) {
    let event = Int(Noun.event.rawValue)
    let column = batch.columns[index]
    let start = taking.next[index]
    let stop = column.records.firstIndex(notBefore: end, from: start)
    guard start < stop else { return }
    taking.next[index] = stop
    if taking.positions[index] < 0 { taking.positions[index] = draftPosition(column.slot) }
    let draft = taking.positions[index]
    let rows = shift.rows(column.records, start..<stop)
    switch column.slot {
    case .code:
      var codes: [UInt32] = []
      codes.reserveCapacity(rows.count)
      for position in start..<stop {
        let local = Int(column.values[position])
        if taking.words[index][local] == .max {
          taking.words[index][local] = tables[event].codes.withDraft(draft) {
            $0.words.insert(column.wordTexts.span(of: column.values[position])).code
          }
        }
        codes.append(taking.words[index][local])
      }
      tables[event].codes.withDraft(draft) { $0.list.append(rows: rows, values: codes) }
    case .reference:
      let targets = taking.targets
      let values = column.values[start..<stop].map { targets[Int($0)] }
      let places = column.isPlaced ? filePlaces(column.places[start..<stop], of: batch) : []
      tables[event].references.withDraft(draft) {
        $0.append(rows: rows, values: values)
        if !places.isEmpty { $0.append(places: places) }
      }
    case .text:
      tables[event].texts.withDraft(draft) {
        $0.append(rows: rows, start..<stop, of: column.texts)
      }
    case .further:
      tables[event].further.withDraft(draft) {
        $0.append(rows: rows, start..<stop, of: column.texts)
      }
    case .measure:
      inlineFigures.append(
        rows: rows, code: draft, values: column.numbers[start..<stop], file: file,
        places: filePlaces(column.places[start..<stop], of: batch))
    }
  }

  private func filePlaces(
    _ places: ArraySlice<UInt32>, of batch: borrowing EventBatch
  ) -> [UInt64] {
    let filePlace = UInt64(file) << 48 | UInt64(truncatingIfNeeded: batch.base)
    return places.map { filePlace &+ UInt64($0) }
  }

  private mutating func draftPosition(_ slot: EventBatch.Slot) -> Int {
    let event = Int(Noun.event.rawValue)
    switch slot {
    case .code(let field): return tables[event].codes.position(field, orAdd: CodeDraft())
    case .reference(let field, _):
      return tables[event].references.position(field, orAdd: ListDraft())
    case .text(let field): return tables[event].texts.position(field, orAdd: TextDraft())
    case .further(let key): return tables[event].further.position(key, orAdd: FurtherDraft())
    case .measure(let measure): return inlineFigures.code(of: measure)
    }
  }

  private mutating func target(_ index: UInt32, of batch: borrowing EventBatch) -> UInt32 {
    let tag = batch.targetTags[Int(index)]
    let key = batch.targets.texts.span(of: index)
    if tag == .max { return pendingPlaces(key) }
    return pendingKey(Noun(rawValue: UInt8(tag >> 1)), key, isName: tag & 1 == 1)
  }

  private mutating func takePeriods(
    of batch: borrowing EventBatch, before end: Int, _ shift: RowShift,
    _ taking: inout BatchTaking
  ) {
    let event = Int(Noun.event.rawValue)
    let dated = taking.nextDated..<batch.dated.firstIndex(notBefore: end, from: taking.nextDated)
    if !dated.isEmpty {
      let rows = shift.rows(batch.dated, dated)
      tables[event].days["starts", default: DayDraft()]
        .append(rows: rows, batch.startBounds[dated])
      tables[event].days["ends", default: DayDraft()]
        .append(rows: rows, batch.endBounds[dated])
      taking.nextDated = dated.upperBound
    }
    let worded =
      taking.nextWorded..<batch.worded.firstIndex(notBefore: end, from: taking.nextWorded)
    if !worded.isEmpty {
      tables[event].manyDateTexts.append(
        rows: shift.rows(batch.worded, worded), worded, of: batch.dateTexts)
      taking.nextWorded = worded.upperBound
    }
  }
}

/// Rows of the table for records of a batch.
private struct RowShift {
  private let shift: UInt32

  init(_ shift: Int) {
    self.shift = UInt32(truncatingIfNeeded: shift)
  }

  func rows(_ records: [UInt32], _ range: Range<Int>) -> [UInt32] {
    records[range].map { $0 &+ shift }
  }
}

extension [UInt32] {
  /// In rising records: where the first stands that is not before `end`.
  fileprivate func firstIndex(notBefore end: Int, from start: Int) -> Int {
    if let last, Int(last) < end { return count }
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle]) < end { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
