internal import Almanac

/// Something that is so of what is loaded, and how to see it.
///
///     “Main event of the National Science Popularization Day 2023” starts on 2023-09-16, a Saturday
///     proof:   @event:nspd-2023-main show name, starts, weekday(starts)
///     source:  004:9 (China News Network, 2023-09-07)
struct Surprise: Hashable {
  /// What such a statement is about; what it says is found in the data.
  enum Kind: CaseIterable {
    /// The day on which something starts.
    case weekday
    /// How many days something lasts.
    case length
    /// How many records have a value, surely and possibly.
    case share
    /// The record with the greatest number.
    case greatest
    /// The record with the first day.
    case earliest
    /// The value that most records have.
    case mostFrequent
    /// What belongs to a record.
    case parts
    /// A number and the words in which a source gives it.
    case figure
    /// What sources say of one field, where they differ.
    case readings
    /// Another name of a thing.
    case name
    /// Two organizations in one event.
    case together
    /// Events that start on one day.
    case sameDay
    /// How many records say nothing of a field.
    case unstated
    /// What a field of a thing holds.
    case field
    /// A value that nobody knows exactly.
    case vague
  }

  /// What it is about.
  var kind: Kind
  /// What is so, a sentence without its point.
  var sentence: String
  /// A query whose answer shows it.
  var query: String
  /// A test that is surely so, or the sentence is not true.
  var test: String
  /// Who says so, a line each; empty where nobody says something, and that is it.
  var sources: [String]
}

/// Random numbers that a seed repeats.
///
/// Source: SplitMix64 (Steele, Lea, Flood 2014).
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x2545_F491_4F6C_DD1D &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
