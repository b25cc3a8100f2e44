public import AlmanacTime

/// Events of one file on their way into a ``StoreBuilder``: many at a time, without a `String` or a
/// look-up by name for any of their values.
///
/// A reader fills it, several of them at once on several threads; the builder takes them in the order
/// of the file, so that what comes out does not depend on who was quicker. Words and names are told
/// apart within the batch, each once, and mapped when the first record that has them is taken.
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

  /// A slot without its field, for the hot loop.
  enum Kind: UInt8 {
    case code, event, reference, text, further, measure
  }

  struct Entry {
    var slot: UInt32
    var value: UInt32
  }

  struct Period {
    var row: UInt32
    var starts: DayBounds
    var ends: DayBounds
    /// Position in `dateTexts`; `.max` where the bounds say it all.
    var text: UInt32
  }

  /// How far the batch was filled before a record that turned out to be none of its kind.
  public struct Mark: Sendable {
    var entries: Int
    var places: Int
    var numbers: Int
    var texts: Int
  }

  /// Offset in the file of the bytes to which places are relative.
  public let base: Int
  var ids = TextPool()
  var names = TextPool()
  /// Where each record's values end in `entries`.
  var ends: [UInt32] = []
  var entries: [Entry] = []
  var periods: [Period] = []
  var dateTexts = TextPool()
  /// Words by slot, as written, and as they are to be kept.
  var words = KeyTable()
  var wordTexts = TextPool()
  /// Ids, names and chains of places as the builder's pending keys have them.
  var targets = KeyTable()
  /// Nouns of the targets; `.max` for a chain.
  var targetTags: [UInt32] = []
  /// Places of references to events, in the order in which they come.
  var places: [UInt32] = []
  var numbers: [Int64] = []
  var numberPlaces: [UInt32] = []
  var texts = TextPool()
  /// Where each record stands, relative to `base`.
  public private(set) var records: [Range<UInt32>] = []
  /// The slots by their position.
  public private(set) var slots: [Slot] = []
  private(set) var kinds: [Kind] = []

  /// An empty batch.
  public init(base: Int) {
    self.base = base
  }

  /// How many records it holds.
  public var count: Int { records.count }

  /// A new slot's position.
  public mutating func addSlot(_ slot: Slot) -> UInt32 {
    slots.append(slot)
    switch slot {
    case .code: kinds.append(.code)
    case .reference(_, .event): kinds.append(.event)
    case .reference: kinds.append(.reference)
    case .text: kinds.append(.text)
    case .further: kinds.append(.further)
    case .measure: kinds.append(.measure)
    }
    return UInt32(truncatingIfNeeded: slots.count - 1)
  }
}

extension EventBatch {
  /// Where the values of a record begin.
  public var mark: Mark {
    Mark(
      entries: entries.count, places: places.count, numbers: numbers.count, texts: texts.count)
  }

  /// Forgets the values since a mark: their record is to be read otherwise.
  public mutating func rewind(to mark: Mark) {
    entries.removeSubrange(mark.entries...)
    places.removeSubrange(mark.places...)
    numbers.removeSubrange(mark.numbers...)
    numberPlaces.removeSubrange(mark.numbers...)
    // Texts that nothing points to do no harm.
  }

  /// A word, as written.
  ///
  /// - Parameter meaning: the word that is kept, asked for once for each that is written.
  @inline(__always)
  public mutating func addCode(
    _ slot: UInt32, _ word: Span<UInt8>, meaning: (Span<UInt8>) -> String?
  ) {
    let (code, isNew) = words.insert(word, tag: slot)
    if isNew {
      if let kept = meaning(word) { wordTexts.append(kept) } else { wordTexts.append(utf8: word) }
    }
    entries.append(Entry(slot: slot, value: code))
  }

  /// A reference by name or id; to another event, with the byte at which it stands.
  public mutating func addReference(
    _ slot: UInt32, _ text: Span<UInt8>, isName: Bool, noun: Noun, at offset: Int
  ) {
    if noun == .event { places.append(UInt32(truncatingIfNeeded: offset - base)) }
    add(slot, text, tag: UInt32(noun.rawValue) << 1 | (isName ? 1 : 0))
  }

  /// A chain of places as ``StoreBuilder/Target/places(_:)`` writes its key.
  public mutating func addPlaces(_ slot: UInt32, _ key: Span<UInt8>) {
    add(slot, key, tag: .max)
  }

  private mutating func add(_ slot: UInt32, _ key: Span<UInt8>, tag: UInt32) {
    let (code, isNew) = targets.insert(key, tag: tag)
    if isNew { targetTags.append(tag) }
    entries.append(Entry(slot: slot, value: code))
  }

  /// A text field or a further key.
  public mutating func addText(_ slot: UInt32, _ text: Span<UInt8>) {
    entries.append(Entry(slot: slot, value: texts.append(utf8: text)))
  }

  /// A whole number, and the byte at which it stands.
  public mutating func addNumber(_ slot: UInt32, _ number: Int, at offset: Int) {
    entries.append(Entry(slot: slot, value: UInt32(truncatingIfNeeded: numbers.count)))
    numbers.append(Int64(truncatingIfNeeded: number))
    numberPlaces.append(UInt32(truncatingIfNeeded: offset - base))
  }

  /// The end of a record: all that it has, and where it stands.
  public mutating func endRecord(
    _ range: Range<Int>, id: Span<UInt8>, name: Span<UInt8>
  ) {
    ids.append(utf8: id)
    names.append(utf8: name)
    ends.append(UInt32(truncatingIfNeeded: entries.count))
    records.append(
      UInt32(
        truncatingIfNeeded: range.lowerBound - base)..<UInt32(
          truncatingIfNeeded: range.upperBound - base))
  }

  /// When the record that comes next is; `text` where the bounds don't say all of it.
  public mutating func setPeriod(
    _ starts: DayBounds, _ ends: DayBounds, text: Span<UInt8>?
  ) {
    var position = UInt32.max
    if let text { position = dateTexts.append(utf8: text) }
    periods.append(
      Period(
        row: UInt32(truncatingIfNeeded: records.count), starts: starts, ends: ends,
        text: position))
  }
}
