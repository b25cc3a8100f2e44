internal import AlmanacTime

extension StoreBuilder {
  /// Makes room for so many times the events that there are, so that growing does not copy them again
  /// and again. Room that nothing comes into takes no memory.
  public mutating func makeRoom(_ times: Double) {
    let event = Int(Noun.event.rawValue)
    tables[event].ids.makeRoom(times)
    tables[event].places.makeRoom(times)
    tables[event].lines.makeRoom(times)
    tables[event].names.makeRoom(times)
    tables[event].references.forEachDraft { $0.makeRoom(times) }
    tables[event].codes.forEachDraft { $0.list.makeRoom(times) }
    tables[event].days.forEachDraft { $0.makeRoom(times) }
    inlineFigures.makeRoom(times)
  }

  /// Takes records of a batch, as if each had been added by itself.
  ///
  /// - Parameter firstLine: of the file, on which the batch begins, from 1.
  /// - Returns: the first record that was not taken, as an event has its id already; the end of
  ///   `range` when all were.
  public mutating func take(
    _ range: Range<Int>, of batch: borrowing EventBatch, firstLine: Int,
    _ taking: inout BatchTaking
  ) -> Int {
    guard !range.isEmpty else { return range.upperBound }
    let event = Int(Noun.event.rawValue)
    let firstRow = tables[event].ids.count
    let taken = range.lowerBound..<takeIDs(range, of: batch)
    guard !taken.isEmpty else { return taken.upperBound }
    let filePlace = UInt64(file) << 48 | UInt64(truncatingIfNeeded: batch.base)
    let (starts, lines) = (batch.starts.span, batch.lines.span)
    tables[event].places.append(count: taken.count) {
      filePlace &+ UInt64(starts[taken.lowerBound &+ $0])
    }
    tables[event].lines.append(count: taken.count) {
      UInt32(truncatingIfNeeded: firstLine) &+ lines[taken.lowerBound &+ $0]
    }
    tables[event].names.append(
      row: UInt32(truncatingIfNeeded: firstRow), taken, of: batch.names)
    let shift = UInt32(truncatingIfNeeded: firstRow &- taken.lowerBound)
    takeEntries(taken, of: batch, shift, &taking)
    takePeriods(taken, of: batch, shift)
    return taken.upperBound
  }

  /// Adds the records of a range up to the first whose id is there already.
  private mutating func takeIDs(_ range: Range<Int>, of batch: borrowing EventBatch) -> Int {
    let event = Int(Noun.event.rawValue)
    if let numbers = batch.rising,
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

  /// Maps the values of some records, in the order in which they come, and hands each column its own.
  private mutating func takeEntries(
    _ records: Range<Int>, of batch: borrowing EventBatch, _ shift: UInt32,
    _ taking: inout BatchTaking
  ) {
    let first = records.lowerBound == 0 ? 0 : Int(batch.ends[records.lowerBound - 1])
    let entries = batch.entries.span.extracting(first..<Int(batch.ends[records.upperBound - 1]))
    guard !entries.isEmpty else { return }
    let slots = taking.writers[batch.writer].slots
    // Where the values of each column begin.
    var next = [Int](repeating: 0, count: slots.count + 1)
    let columns = slots.map(\.column)
    for index in entries.indices { next[columns[Int(entries[index].slot)] &+ 1] &+= 1 }
    for slot in slots.indices { next[slot + 1] += next[slot] }
    let starts = next
    var rows = [UInt32](repeating: 0, count: entries.count)
    var values = rows
    let isKeyed = slots.map { $0.slot.isKeyed }
    let isEvent = slots.map { $0.slot.isEvent }
    var record = records.lowerBound
    var end = Int(batch.ends[record]) - first
    for index in entries.indices {
      while index >= end {
        record &+= 1
        end = Int(batch.ends[record]) &- first
      }
      let entry = entries[index]
      let slot = Int(entry.slot)
      var value = entry.value
      if isKeyed[slot] {
        let code = taking.writers[batch.writer].codes[Int(value)]
        value = code != .max ? code : newCode(of: Int(value), slot, batch.writer, &taking)
      } else if isEvent[slot] {
        value = pendingEvent(batch.numbers[Int(value)])
      }
      let place = next[columns[slot]]
      next[columns[slot]] = place &+ 1
      rows[place] = UInt32(truncatingIfNeeded: record) &+ shift
      values[place] = value
    }
    let figureCount = inlineFigures.count
    var figureColumns = 0
    for slot in slots.indices where starts[slot] < starts[slot + 1] {
      let range = starts[slot]..<starts[slot + 1]
      takeColumn(slot, Array(rows[range]), Array(values[range]), of: batch, &taking)
      if case .measure = slots[slot].slot { figureColumns += 1 }
    }
    takePlaces(first, entries, of: batch, taking.writers[batch.writer].slots)
    if figureColumns > 1 { inlineFigures.sortByPlace(from: figureCount) }
  }

  /// The code that a key of a writer has in the builder, where it is needed for the first time.
  private mutating func newCode(
    of key: Int, _ slot: Int, _ writer: Int, _ taking: inout BatchTaking
  ) -> UInt32 {
    let texts = taking.writers[writer].keys
    let text = texts.span(of: UInt32(truncatingIfNeeded: key))
    let code: UInt32
    switch BatchKey(tag: taking.writers[writer].tags[key]) {
    case .places: code = pendingPlaces(text)
    case .target(let noun, let isName): code = pendingKey(noun, text, isName: isName)
    case .word:
      let draft = draft(of: slot, writer, &taking)
      code = tables[Int(Noun.event.rawValue)].codes.withDraft(draft) {
        $0.words.insert(text).code
      }
    }
    taking.setCode(code, of: key, writer)
    return code
  }

  private mutating func draft(
    of slot: Int, _ writer: Int, _ taking: inout BatchTaking
  ) -> Int {
    let known = taking.writers[writer].slots[slot]
    guard known.draft < 0 else { return known.draft }
    let event = Int(Noun.event.rawValue)
    let draft =
      switch known.slot {
      case .code(let field): tables[event].codes.position(field, orAdd: CodeDraft())
      case .reference(let field, _), .event(let field):
        tables[event].references.position(field, orAdd: ListDraft())
      case .text(let field): tables[event].texts.position(field, orAdd: TextDraft())
      case .further(let key): tables[event].further.position(key, orAdd: FurtherDraft())
      case .measure(let measure): inlineFigures.code(of: measure)
      }
    taking.setDraft(draft, of: slot, writer)
    return draft
  }

  private mutating func takeColumn(
    _ slot: Int, _ rows: [UInt32], _ values: [UInt32], of batch: borrowing EventBatch,
    _ taking: inout BatchTaking
  ) {
    let event = Int(Noun.event.rawValue)
    let draft = draft(of: slot, batch.writer, &taking)
    switch taking.writers[batch.writer].slots[slot].slot {
    case .code:
      tables[event].codes.withDraft(draft) { $0.list.append(rows: rows, values: values) }
    case .reference, .event:
      tables[event].references.withDraft(draft) { $0.append(rows: rows, values: values) }
    case .text:
      for (row, value) in zip(rows, values) {
        tables[event].texts.withDraft(draft) {
          $0.append(row: row, batch.texts.span(of: value), language: "")
        }
      }
    case .further:
      for (row, value) in zip(rows, values) {
        tables[event].further.withDraft(draft) { $0.append(row: row, batch.texts.span(of: value)) }
      }
    case .measure:
      inlineFigures.append(
        rows: rows, code: draft, values: values.map { batch.numbers[Int($0)] }, file: file)
    }
  }

  /// Hands out where numbers and references to events stand: in the order in which they come, which
  /// within each column is that of its values.
  private mutating func takePlaces(
    _ first: Int, _ entries: Span<EventBatch.Entry>, of batch: borrowing EventBatch,
    _ slots: [BatchTaking.SlotTaking]
  ) {
    guard !batch.places.isEmpty else { return }
    let isPlaced = slots.map { $0.slot.isPlaced }
    // Those of the entries before these.
    var position = 0
    for index in 0..<first where isPlaced[Int(batch.entries[index].slot)] { position &+= 1 }
    let filePlace = UInt64(file) << 48 | UInt64(truncatingIfNeeded: batch.base)
    var places = [[UInt64]](repeating: [], count: slots.count)
    for index in entries.indices where isPlaced[Int(entries[index].slot)] {
      let column = slots[Int(entries[index].slot)].column
      places[column].append(filePlace &+ UInt64(batch.places[position]))
      position &+= 1
    }
    let event = Int(Noun.event.rawValue)
    for column in slots.indices where !places[column].isEmpty {
      if case .measure = slots[column].slot {
        inlineFigures.append(places: places[column])
      } else {
        tables[event].references.withDraft(slots[column].draft) {
          $0.append(places: places[column])
        }
      }
    }
  }

  private mutating func takePeriods(
    _ records: Range<Int>, of batch: borrowing EventBatch, _ shift: UInt32
  ) {
    let event = Int(Noun.event.rawValue)
    let dated = batch.dated.range(within: records)
    if !dated.isEmpty {
      let rows = batch.dated[dated].map { $0 &+ shift }
      tables[event].days["starts", default: DayDraft()]
        .append(rows: rows, batch.startBounds[dated])
      tables[event].days["ends", default: DayDraft()]
        .append(rows: rows, batch.endBounds[dated])
    }
    let worded = batch.worded.range(within: records)
    if !worded.isEmpty {
      tables[event].manyDateTexts.append(
        rows: batch.worded[worded].map { $0 &+ shift }, worded, of: batch.dateTexts)
    }
  }
}

extension [UInt32] {
  /// In rising numbers: where those stand that lie in a range.
  fileprivate func range(within numbers: Range<Int>) -> Range<Int> {
    func firstIndex(notBefore end: Int) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if Int(self[middle]) < end { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return firstIndex(notBefore: numbers.lowerBound)..<firstIndex(notBefore: numbers.upperBound)
  }
}
