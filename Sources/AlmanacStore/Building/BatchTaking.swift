/// What is known of the batches of one file: which draft each slot of each writer fills, and what
/// each of its keys is in the builder.
public struct BatchTaking {
  private(set) var writers: [Writer]

  struct Writer {
    var slots: [SlotTaking] = []
    /// By code: a word of the draft, a pending reference; `.max` as long as nobody needed it.
    var codes: [UInt32] = []
    var keys = TextPool()
    var tags: [UInt32] = []
  }

  struct SlotTaking {
    var slot: EventBatch.Slot
    /// The column that it fills: its first slot, where several fill one.
    var column: Int
    /// Of the builder; -1 as long as nobody needed it.
    var draft = -1
  }

  /// Nothing taken yet.
  ///
  /// - Parameter writerCount: how many writers the file has.
  public init(writerCount: Int) {
    writers = [Writer](repeating: Writer(), count: writerCount)
  }

  /// Learns what a writer came to know with a batch; once for each batch, in the order in which the
  /// writer made them, whether it is taken or not.
  public mutating func learn(from batch: borrowing EventBatch) {
    let writer = batch.writer
    for slot in batch.newSlots {
      let number = writers[writer].slots.count
      let column = writers[writer].slots.firstIndex { $0.slot.fillsSame(as: slot) } ?? number
      writers[writer].slots.append(SlotTaking(slot: slot, column: column))
    }
    writers[writer].keys.append(0..<batch.newKeys.count, of: batch.newKeys)
    writers[writer].tags += batch.newTags
    writers[writer].codes.append(count: batch.newTags.count) { _ in .max }
  }

  mutating func setDraft(_ draft: Int, of slot: Int, _ writer: Int) {
    writers[writer].slots[slot].draft = draft
  }

  mutating func setCode(_ code: UInt32, of key: Int, _ writer: Int) {
    writers[writer].codes[key] = code
  }
}

extension EventBatch.Slot {
  /// Whether values of both go into one column.
  func fillsSame(as other: EventBatch.Slot) -> Bool {
    switch (self, other) {
    case (.reference(let field, _), .reference(let otherField, _)),
      (.reference(let field, _), .event(let otherField)),
      (.event(let field), .reference(let otherField, _)),
      (.event(let field), .event(let otherField)):
      field == otherField
    default: self == other
    }
  }
}

extension EventBatch.Slot {
  /// Its values are keys of the writer.
  var isKeyed: Bool {
    switch self {
    case .code, .reference: true
    default: false
    }
  }

  var isEvent: Bool {
    if case .event = self { return true }
    return false
  }

  /// Of its values it is told where they stand.
  var isPlaced: Bool {
    switch self {
    case .event, .reference(_, .event), .measure: true
    default: false
    }
  }
}
