public import AlmanacTime

/// Events of one file on their way into a ``StoreBuilder``: many at a time, column by column, without
/// a `String` or a look-up by name for any of their values.
///
/// A reader fills it, several of them at once on several threads; the builder takes them in the order
/// of the file, so that what comes out does not depend on who was quicker. Words and names are told
/// apart within the batch, each once, and mapped when the first record that has them is taken.
///
/// The values of a record are added between ``EventBatch/beginRecord(_:line:id:name:)`` and the next
/// one: a record is read through before it is begun, as nothing of it can be taken back.
public struct EventBatch: Sendable {
  /// What the values under one key of the file become.
  public enum Slot: Hashable, Sendable {
    /// A word of that field.
    case code(String)
    /// A record of that noun.
    case reference(String, Noun)
    /// The text of that field.
    case text(String)
    /// A key that the schema does not know.
    case further(String)
    /// A whole number that becomes a figure.
    case measure(String)
  }

  /// The values of one slot, in the order of the records.
  struct Column {
    let slot: Slot
    /// Whether its values are events, of which each is told where it stands.
    let isPlaced: Bool
    /// Records of the batch, rising.
    var records: [UInt32] = []
    /// Beside the records: codes of `words` or of the batch's targets; none for texts and numbers.
    var values: [UInt32] = []
    /// Words, as written, and as they are to be kept.
    var words = KeyTable()
    var wordTexts = TextPool()
    /// Beside the records.
    var texts = TextPool()
    var numbers: [Int64] = []
    /// Where numbers and references to events stand, relative to `base`.
    var places: [UInt32] = []

    init(_ slot: Slot) {
      self.slot = slot
      if case .reference(_, .event) = slot { isPlaced = true } else { isPlaced = false }
    }
  }

  /// Offset in the file of the bytes to which places are relative.
  public let base: Int
  var ids = TextPool()
  /// nil where the ids are not all numbers that rise.
  var numbers: RisingNumbers? = RisingNumbers()
  var names = TextPool()
  var columns: [Column] = []
  /// Ids, names and chains of places as the builder's pending keys have them, in the order in which
  /// they come.
  var targets = KeyTable()
  /// Nouns of the targets; `.max` for a chain.
  var targetTags: [UInt32] = []
  /// How many targets there are up to the end of each record.
  var targetEnds: [UInt32] = []
  /// Where each record begins and on which line, relative to the batch.
  private(set) var starts: [UInt32] = []
  private(set) var lines: [UInt32] = []
  /// Records that say when they are, and what they say.
  var dated: [UInt32] = []
  var startBounds: [DayBounds] = []
  var endBounds: [DayBounds] = []
  /// Records whose bounds don't say it all, and how they put it.
  var worded: [UInt32] = []
  var dateTexts = TextPool()

  /// An empty batch.
  public init(base: Int) {
    self.base = base
  }

  /// How many records it holds.
  public var count: Int { starts.count }

  /// Where a record begins in the file.
  public func place(of record: Int) -> Int { base + Int(starts[record]) }

  /// On which line of the batch a record begins, from 0.
  public func line(of record: Int) -> Int { Int(lines[record]) }

  /// A new slot's position.
  public mutating func addSlot(_ slot: Slot) -> UInt32 {
    columns.append(Column(slot))
    return UInt32(truncatingIfNeeded: columns.count - 1)
  }
}

extension EventBatch {
  private var record: UInt32 { UInt32(truncatingIfNeeded: starts.count &- 1) }

  /// A new record.
  ///
  /// - Parameters:
  ///   - place: where it begins in the file.
  ///   - line: on which line of the batch, from 0.
  public mutating func beginRecord(_ place: Int, line: Int, id: Span<UInt8>, name: Span<UInt8>) {
    if numbers?.goesOn(with: id) == false { numbers = nil }
    ids.append(utf8: id)
    names.append(utf8: name)
    starts.append(UInt32(truncatingIfNeeded: place &- base))
    lines.append(UInt32(truncatingIfNeeded: line))
    targetEnds.append(UInt32(truncatingIfNeeded: targets.count))
  }

  /// A word, as written.
  ///
  /// - Parameter meaning: the word that is kept, asked for once for each that is written.
  @inline(__always)
  public mutating func addCode(
    _ slot: UInt32, _ word: Span<UInt8>, meaning: (Span<UInt8>) -> String?
  ) {
    let slot = Int(slot)
    let (code, isNew) = columns[slot].words.insert(word)
    if isNew {
      if let kept = meaning(word) {
        columns[slot].wordTexts.append(kept)
      } else {
        columns[slot].wordTexts.append(utf8: word)
      }
    }
    columns[slot].records.append(record)
    columns[slot].values.append(code)
  }

  /// A reference by name or id, and the byte of the file at which it stands.
  public mutating func addReference(
    _ slot: UInt32, _ text: Span<UInt8>, isName: Bool, noun: Noun, at offset: Int
  ) {
    if columns[Int(slot)].isPlaced {
      columns[Int(slot)].places.append(UInt32(truncatingIfNeeded: offset &- base))
    }
    addTarget(slot, text, tag: UInt32(noun.rawValue) << 1 | (isName ? 1 : 0))
  }

  /// A chain of places as ``StoreBuilder/Target/places(_:)`` writes its key.
  public mutating func addPlaces(_ slot: UInt32, _ key: Span<UInt8>) {
    addTarget(slot, key, tag: .max)
  }

  private mutating func addTarget(_ slot: UInt32, _ key: Span<UInt8>, tag: UInt32) {
    let (code, isNew) = targets.insert(key, tag: tag)
    if isNew {
      targetTags.append(tag)
      targetEnds[targetEnds.count &- 1] &+= 1
    }
    columns[Int(slot)].records.append(record)
    columns[Int(slot)].values.append(code)
  }

  /// A text field or a further key.
  public mutating func addText(_ slot: UInt32, _ text: Span<UInt8>) {
    columns[Int(slot)].records.append(record)
    columns[Int(slot)].texts.append(utf8: text)
  }

  /// A whole number, and the byte at which it stands.
  public mutating func addNumber(_ slot: UInt32, _ number: Int, at offset: Int) {
    columns[Int(slot)].records.append(record)
    columns[Int(slot)].numbers.append(Int64(truncatingIfNeeded: number))
    columns[Int(slot)].places.append(UInt32(truncatingIfNeeded: offset &- base))
  }

  /// When the record is.
  public mutating func setPeriod(_ starts: DayBounds, _ ends: DayBounds) {
    dated.append(record)
    startBounds.append(starts)
    endBounds.append(ends)
  }

  /// How the record puts when it is, where the bounds don't say all of it.
  public mutating func setPeriod(text: Span<UInt8>) {
    worded.append(record)
    dateTexts.append(utf8: text)
  }
}
