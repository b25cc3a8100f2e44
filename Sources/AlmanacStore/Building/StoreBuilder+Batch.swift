/// Where a batch's words, targets and slots are in the builder, as far as they were needed.
public struct BatchTaking {
  fileprivate var words: [UInt32]
  fileprivate var targets: [UInt32]
  fileprivate var positions: [Int]
  fileprivate var nextPeriod = 0
  fileprivate var nextPlace = 0

  /// Nothing taken yet.
  public init(_ batch: EventBatch) {
    words = [UInt32](repeating: .max, count: batch.words.count)
    targets = [UInt32](repeating: .max, count: batch.targets.count)
    positions = [Int](repeating: -1, count: batch.slots.count)
  }
}

extension StoreBuilder {
  /// Takes records of a batch, as if each had been added by itself.
  ///
  /// - Returns: the first record that was not taken, as an event has its id already; the end of
  ///   `range` when all were.
  public mutating func take(
    _ range: Range<Int>, of batch: borrowing EventBatch, _ taking: inout BatchTaking
  ) -> Int {
    let event = Int(Noun.event.rawValue)
    let fileBits = UInt64(file) << 48
    var position = range.lowerBound == 0 ? 0 : Int(batch.ends[range.lowerBound - 1])
    for record in range {
      let index = UInt32(truncatingIfNeeded: record)
      let end = Int(batch.ends[record])
      let (row, isNew) = tables[event].ids.insert(batch.ids.span(of: index))
      guard isNew else { return record }
      tables[event].places.append(
        fileBits | UInt64(truncatingIfNeeded: batch.base + Int(batch.records[record].lowerBound)))
      tables[event].names.appendPlain(row: row, batch.names.span(of: index))
      while position < end {
        take(batch.entries[position], of: batch, row, &taking)
        position &+= 1
      }
      if taking.nextPeriod < batch.periods.count, batch.periods[taking.nextPeriod].row == index {
        take(batch.periods[taking.nextPeriod], of: batch, row)
        taking.nextPeriod &+= 1
      }
    }
    return range.upperBound
  }

  /// Passes over a record that is read otherwise.
  public func skip(_ record: Int, of batch: borrowing EventBatch, _ taking: inout BatchTaking) {
    let start = record == 0 ? 0 : Int(batch.ends[record - 1])
    for position in start..<Int(batch.ends[record]) {
      let entry = batch.entries[position]
      if batch.kinds[Int(entry.slot)] == .event { taking.nextPlace &+= 1 }
    }
    if taking.nextPeriod < batch.periods.count,
      batch.periods[taking.nextPeriod].row == UInt32(truncatingIfNeeded: record)
    {
      taking.nextPeriod &+= 1
    }
  }

  private mutating func take(
    _ entry: EventBatch.Entry, of batch: borrowing EventBatch, _ row: UInt32,
    _ taking: inout BatchTaking
  ) {
    let event = Int(Noun.event.rawValue)
    let slot = Int(entry.slot)
    if taking.positions[slot] < 0 { taking.positions[slot] = draftPosition(batch.slots[slot]) }
    let draft = taking.positions[slot]
    let kind = batch.kinds[slot]
    switch kind {
    case .code:
      let local = Int(entry.value)
      if taking.words[local] == .max {
        taking.words[local] = tables[event].codes.withDraft(draft) {
          $0.words.insert(batch.wordTexts.span(of: entry.value)).code
        }
      }
      let code = taking.words[local]
      tables[event].codes.withDraft(draft) { $0.list.append(row: row, value: code) }
    case .reference, .event:
      let local = Int(entry.value)
      if taking.targets[local] == .max { taking.targets[local] = target(entry.value, of: batch) }
      let value = taking.targets[local]
      var place: UInt64 = 0
      if kind == .event {
        place =
          UInt64(file) << 48
          | UInt64(truncatingIfNeeded: batch.base + Int(batch.places[taking.nextPlace]))
        taking.nextPlace &+= 1
      }
      tables[event].references.withDraft(draft) {
        $0.append(row: row, value: value, place: place)
      }
    case .text:
      tables[event].texts.withDraft(draft) {
        $0.append(row: row, batch.texts.span(of: entry.value), language: "")
      }
    case .further:
      tables[event].further.withDraft(draft) {
        $0.append(row: row, batch.texts.span(of: entry.value))
      }
    case .measure:
      inlineFigures.append(
        subject: Entity(.event, row), code: draft,
        value: Quantity(exactly: Int(batch.numbers[Int(entry.value)])), file: file,
        place: UInt64(file) << 48
          | UInt64(truncatingIfNeeded: batch.base + Int(batch.numberPlaces[Int(entry.value)])))
    }
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

  private mutating func take(
    _ period: EventBatch.Period, of batch: borrowing EventBatch, _ row: UInt32
  ) {
    let event = Int(Noun.event.rawValue)
    tables[event].days["starts", default: DayDraft()]
      .append(row: row, period.starts, minute: nil, isGuess: false)
    tables[event].days["ends", default: DayDraft()]
      .append(row: row, period.ends, minute: nil, isGuess: false)
    if period.text != .max {
      tables[event].manyDateTexts.append(row: row, batch.dateTexts.span(of: period.text))
    }
  }
}
