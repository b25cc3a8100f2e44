public import AlmanacTime

/// Makes batches of the records that one thread reads. What it knows of keys and words it keeps from
/// batch to batch, so that each is told apart once a file and not once a batch.
///
/// The values of a record are added one by one, and ``endRecord(_:line:id:name:)`` makes a record of
/// them, or ``takeBack()`` forgets them: nothing is told apart before the batch ends.
///
/// Not copyable, and to be kept in a local variable: hot loops work on its memory in place.
public struct EventBatchWriter: ~Copyable {
  private let number: Int
  private var slotCount: UInt32 = 0
  private var keys = KeyTable()
  private var base = 0
  private var rising: RisingNumbers? = RisingNumbers()
  private var ids = TextPile()
  private var names = TextPile()
  private var starts = Pile<UInt32>()
  private var lines = Pile<UInt32>()
  private var ends = Pile<UInt32>()
  private var entries = Pile<EventBatch.Entry>()
  private var texts = TextPile()
  private var numbers = Pile<UInt64>()
  private var places = Pile<UInt32>()
  private var dated = Pile<UInt32>()
  private var startBounds = Pile<DayBounds>()
  private var endBounds = Pile<DayBounds>()
  private var worded = Pile<UInt32>()
  private var dateTexts = TextPile()
  /// How far all that came belongs to records.
  private var settled = Settled()
  /// Keys that wait to be told apart, and the chains of places among them.
  private var waiting = Pile<WaitingKey>()
  private var chains = Pile<UInt8>(capacity: 4_096)
  private var chainStart = 0
  /// By slot: how its words are kept, where not as they are written.
  private var meanings: [(@Sendable (String) -> String)?] = []
  private var newSlots: [EventBatch.Slot] = []
  private var newKeys = TextPile()
  private var newTags = Pile<UInt32>()

  /// - Parameter number: which of the readers of the file it serves.
  public init(number: Int) {
    self.number = number
  }

  /// A new slot's number.
  ///
  /// - Parameter meaning: how its words are kept; nil for as they are written.
  public mutating func addSlot(
    _ slot: EventBatch.Slot, meaning: (@Sendable (String) -> String)? = nil
  ) -> UInt32 {
    newSlots.append(slot)
    meanings.append(meaning)
    slotCount += 1
    return slotCount - 1
  }

  /// How many records the batch has so far.
  public var count: Int { starts.count }

  /// Begins a batch, the places of which are relative to an offset in the file.
  public mutating func beginBatch(at base: Int) {
    self.base = base
    rising = RisingNumbers()
  }

  /// The batch since it was begun.
  ///
  /// - Parameter bytes: those of the file.
  public mutating func endBatch(_ bytes: Span<UInt8>) -> EventBatch {
    takeBack()
    tellApart(bytes)
    settled = Settled()
    var batch = EventBatch(base: base, writer: number)
    (batch.ids, batch.names, batch.rising) = (ids.taken(), names.taken(), rising)
    (batch.starts, batch.lines, batch.ends) = (starts.taken(), lines.taken(), ends.taken())
    batch.entries = entries.taken()
    (batch.texts, batch.numbers, batch.places) = (texts.taken(), numbers.taken(), places.taken())
    batch.dated = dated.taken()
    (batch.startBounds, batch.endBounds) = (startBounds.taken(), endBounds.taken())
    (batch.worded, batch.dateTexts) = (worded.taken(), dateTexts.taken())
    (batch.newKeys, batch.newTags) = (newKeys.taken(), newTags.taken())
    batch.newSlots = newSlots
    newSlots = []
    return batch
  }
}

extension EventBatchWriter {
  /// The record that the values belong to that come now.
  private var record: UInt32 { UInt32(truncatingIfNeeded: starts.count) }

  /// Makes a record of the values since the last one.
  ///
  /// - Parameters:
  ///   - place: where it begins in the file.
  ///   - line: on which line of the batch, from 0.
  public mutating func endRecord(_ place: Int, line: Int, id: Span<UInt8>, name: Span<UInt8>) {
    if rising != nil, rising?.goesOn(with: id) == false { rising = nil }
    ids.append(id)
    names.append(name)
    starts.append(UInt32(truncatingIfNeeded: place &- base))
    lines.append(UInt32(truncatingIfNeeded: line))
    ends.append(UInt32(truncatingIfNeeded: entries.count))
    settled = Settled(
      waiting: waiting.count, chains: chains.count, texts: texts.count,
      textBytes: texts.byteCount, numbers: numbers.count, places: places.count)
  }

  /// Forgets the values since the last record: theirs is to be read otherwise.
  public mutating func takeBack() {
    guard
      waiting.count > settled.waiting || places.count > settled.places
        || texts.count > settled.texts
    else { return }
    let entryCount = starts.count == 0 ? 0 : Int(ends[ends.count - 1])
    entries.shrink(to: entryCount)
    waiting.shrink(to: settled.waiting)
    chains.shrink(to: settled.chains)
    chainStart = settled.chains
    texts.shrink(to: settled.texts, byteCount: settled.textBytes)
    numbers.shrink(to: settled.numbers)
    places.shrink(to: settled.places)
  }

  /// A word, as written: some bytes of the file.
  public mutating func addCode(_ slot: UInt32, _ word: Range<Int>, in bytes: Span<UInt8>) {
    addKey(slot, bytes.extracting(word), .word(slot: slot), at: word.lowerBound &- base)
  }

  /// A reference by name or id, some bytes of the file.
  public mutating func addReference(
    _ slot: UInt32, _ text: Range<Int>, in bytes: Span<UInt8>, isName: Bool, noun: Noun
  ) {
    let start = text.lowerBound &- base
    if noun == .event { places.append(UInt32(truncatingIfNeeded: start)) }
    addKey(slot, bytes.extracting(text), .target(noun, isName: isName), at: start)
  }

  /// A place of the chain that comes with the next ``addPlaces(_:)``, the innermost first.
  public mutating func addPlaceStep(_ name: Span<UInt8>, kind: StaticString) {
    // The key is that of `StoreBuilder.Target.places`.
    chains.append(name)
    chains.append(0x1F)
    unsafe chains.append(Span(_unsafeStart: kind.utf8Start, count: kind.utf8CodeUnitCount))
    chains.append(0x1E)
  }

  /// The chain of places that was added step by step.
  public mutating func addPlaces(_ slot: UInt32) {
    let tag = BatchKey.places.tag
    waiting.append(
      WaitingKey(
        entry: UInt32(truncatingIfNeeded: entries.count), tag: tag,
        start: UInt32(truncatingIfNeeded: chainStart),
        count: UInt32(truncatingIfNeeded: chains.count &- chainStart),
        hash: chains.withSpan(chainStart) { KeyTable.hash($0, tag) }))
    entries.append(EventBatch.Entry(slot: slot, value: .max))
    chainStart = chains.count
  }

  @inline(__always)
  private mutating func addKey(
    _ slot: UInt32, _ text: Span<UInt8>, _ key: BatchKey, at start: Int
  ) {
    let tag = key.tag
    waiting.append(
      WaitingKey(
        entry: UInt32(truncatingIfNeeded: entries.count), tag: tag,
        start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: text.count),
        hash: KeyTable.hash(text, tag)))
    entries.append(EventBatch.Entry(slot: slot, value: .max))
  }

  /// Gives the keys of the batch their codes.
  ///
  /// All at once and step by step, as what is waited for is memory: the steps of one key depend on
  /// each other, those of many keys do not.
  private mutating func tellApart(_ bytes: Span<UInt8>) {
    let waiting = self.waiting.taken()
    let chains = self.chains.taken()
    chainStart = 0
    let hashes = waiting.map(\.hash)
    let candidates = keys.candidates(hashes.span)
    let placesTag = BatchKey.places.tag
    for index in waiting.indices {
      let key = waiting[index]
      var start = Int(key.start)
      let code: UInt32
      if key.tag == placesTag {
        code = self.code(
          of: chains.span.extracting(start..<start &+ Int(key.count)), key, candidates[index])
      } else {
        start &+= base
        code = self.code(
          of: bytes.extracting(start..<start &+ Int(key.count)), key, candidates[index])
      }
      entries[Int(key.entry)] = EventBatch.Entry(
        slot: entries[Int(key.entry)].slot, value: code)
    }
  }

  @inline(__always)
  private mutating func code(
    of text: Span<UInt8>, _ key: WaitingKey, _ candidate: UInt32
  ) -> UInt32 {
    if candidate != .max, keys.holds(candidate, text, tag: key.tag) { return candidate }
    let (code, isNew) = keys.insert(text, tag: key.tag)
    guard isNew else { return code }
    newTags.append(key.tag)
    if case .word(let slot) = BatchKey(tag: key.tag), let meaning = meanings[Int(slot)] {
      let word = unsafe text.withUnsafeBufferPointer {
        unsafe String(decoding: $0, as: UTF8.self)
      }
      newKeys.append(Array(meaning(word).utf8).span)
    } else {
      newKeys.append(text)
    }
    return code
  }

  /// A text field or a further key.
  public mutating func addText(_ slot: UInt32, _ text: Span<UInt8>) {
    entries.append(
      EventBatch.Entry(slot: slot, value: UInt32(truncatingIfNeeded: texts.count)))
    texts.append(text)
  }

  /// A whole number that is a measure or the id of an event, and the byte at which it stands.
  public mutating func addNumber(_ slot: UInt32, _ number: UInt64, at offset: Int) {
    entries.append(
      EventBatch.Entry(slot: slot, value: UInt32(truncatingIfNeeded: numbers.count)))
    numbers.append(number)
    places.append(UInt32(truncatingIfNeeded: offset &- base))
  }

  /// When the record is that ends next.
  public mutating func setPeriod(_ starts: DayBounds, _ ends: DayBounds) {
    dated.append(record)
    startBounds.append(starts)
    endBounds.append(ends)
  }

  /// How the record puts when it is, where the bounds don't say all of it.
  public mutating func setPeriod(text: Span<UInt8>) {
    worded.append(record)
    dateTexts.append(text)
  }
}

/// How many of each there were at the end of a record.
struct Settled {
  var waiting = 0
  var chains = 0
  var texts = 0
  var textBytes = 0
  var numbers = 0
  var places = 0
}

/// A key that waits to be told apart.
struct WaitingKey {
  /// Which entry of the batch it is.
  var entry: UInt32
  var tag: UInt32
  /// Where it begins: relative to the batch, or among the chains.
  var start: UInt32
  var count: UInt32
  var hash: UInt32
}

/// Texts on top of each other.
struct TextPile: ~Copyable {
  private var bytes = Pile<UInt8>(capacity: 4_096)
  private var ends = Pile<UInt32>()

  init() {
    ends.append(0)
  }

  var count: Int { ends.count - 1 }
  var byteCount: Int { bytes.count }

  mutating func shrink(to count: Int, byteCount: Int) {
    ends.shrink(to: count + 1)
    bytes.shrink(to: byteCount)
  }

  @inline(__always)
  mutating func append(_ text: Span<UInt8>) {
    bytes.append(text)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
  }

  mutating func taken() -> TextPool {
    let pool = TextPool(bytes: Block(bytes.taken()), offsets: Block(ends.taken()))
    ends.append(0)
    return pool
  }
}
