internal import AlmanacTime

/// Events of one file on their way into a ``StoreBuilder``: many at a time, without a `String` or a
/// look-up by name for any of their values.
///
/// Readers fill them, one a thread (``EventBatchWriter``); the builder takes them in the order of the
/// file, so that what comes out does not depend on who was quicker.
public struct EventBatch: Sendable {
  /// What the values under one key of the file become.
  public enum Slot: Hashable, Sendable {
    /// A word of that field.
    case code(String)
    /// A record of that noun, by its name or its id.
    case reference(String, Noun)
    /// An event, by the number that is its id.
    case event(String)
    /// The text of that field.
    case text(String)
    /// A key that the schema does not know.
    case further(String)
    /// A whole number that becomes a figure.
    case measure(String)
  }

  struct Entry {
    var slot: UInt32
    /// A code of the writer's keys, or a position in `texts` or `numbers`.
    var value: UInt32
  }

  /// Offset in the file of the bytes to which places are relative.
  public let base: Int
  /// The number of the writer whose codes its values are.
  let writer: Int
  var ids = TextPool()
  /// nil where the ids are not all numbers that rise.
  var rising: RisingNumbers?
  var names = TextPool()
  /// Where each record begins and on which line, relative to the batch, and where its entries end.
  var starts: [UInt32] = []
  var lines: [UInt32] = []
  var ends: [UInt32] = []
  var entries: [Entry] = []
  var texts = TextPool()
  var numbers: [UInt64] = []
  /// Where numbers and references to events stand, in the order in which they come.
  var places: [UInt32] = []
  /// Records that say when they are, and what they say.
  var dated: [UInt32] = []
  var startBounds: [DayBounds] = []
  var endBounds: [DayBounds] = []
  /// Records whose bounds don't say it all, and how they put it.
  var worded: [UInt32] = []
  var dateTexts = TextPool()
  /// What its writer came to know with it: slots, and keys with their tags.
  var newSlots: [Slot] = []
  var newKeys = TextPool()
  var newTags: [UInt32] = []

  /// How many records it holds.
  public var count: Int { starts.count }

  /// Where a record begins in the file.
  public func place(of record: Int) -> Int { base + Int(starts[record]) }

  /// On which line of the batch a record begins, from 0.
  public func line(of record: Int) -> Int { Int(lines[record]) }
}

/// What a key of a writer is: a word of a slot, or an id, a name, a chain of places as the builder's
/// pending keys have them.
enum BatchKey {
  case word(slot: UInt32)
  case target(Noun, isName: Bool)
  case places

  var tag: UInt32 {
    switch self {
    case .word(let slot): 1 << 31 | slot
    case .target(let noun, let isName): UInt32(noun.rawValue) << 1 | (isName ? 1 : 0)
    case .places: 1 << 16
    }
  }

  init(tag: UInt32) {
    if tag >> 31 == 1 {
      self = .word(slot: tag & ~(1 << 31))
    } else if let noun = Noun(rawValue: UInt8(truncatingIfNeeded: tag >> 1)), tag < 1 << 16 {
      self = .target(noun, isName: tag & 1 == 1)
    } else {
      self = .places
    }
  }
}
