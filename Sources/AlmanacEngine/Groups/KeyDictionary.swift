internal import AlmanacStore
internal import AlmanacTime

/// What the codes of a group key stand for: the small ones by what kind of key it is, then the three
/// groups of rows without a value, then whatever else was met.
struct KeyDictionary: Sendable {
  /// What the small codes stand for.
  enum Kind: Sendable {
    /// Rows of a table.
    case entities(Noun)
    /// Words of a vocabulary.
    case words(TextPool)
    /// Whole numbers from that one on.
    case numbers(Int, count: Int)
    /// Nothing: every value was met.
    case met
  }

  let kind: Kind
  let values: Values
  /// How many small codes there are.
  let count: Int
  /// How many more open lists have together; nil when one of them does not say.
  var moreNamed: Int? = 0
  private(set) var further: [Value] = []
  private var codes: [Value: UInt32] = [:]

  init(_ kind: Kind, values: Values) {
    self.kind = kind
    self.values = values
    count =
      switch kind {
      case .entities(let noun): values.store[noun].rowCount
      case .words(let words): words.count
      case .numbers(_, let count): count
      case .met: 0
      }
  }

  // Rows of a closed field without a value, rows that state none, lists that name not all.
  var none: UInt32 { UInt32(truncatingIfNeeded: count) }
  var notStated: UInt32 { none &+ 1 }
  var notNamed: UInt32 { none &+ 2 }
  /// How many codes are known before a row is looked at.
  var fixedCount: Int { count + 3 }

  /// The code of a group of a row, a new one where it was not met before.
  mutating func code(of group: Value) -> UInt32 {
    switch group {
    case .none: return none
    case .notStated: return notStated
    case .notNamed(let count):
      moreNamed = count.flatMap { count in moreNamed.map { $0 + count } }
      return notNamed
    case .entity(let entity, _):
      if case .entities(entity.noun) = kind { return entity.row }
    case .text(let text):
      if case .words(let words) = kind, let code = words.position(of: text) { return code }
    case .number(let quantity):
      if case .numbers(let first, let count) = kind, quantity.isExact,
        quantity.lower % Quantity.scale == 0
      {
        let place = Int(quantity.lower / Quantity.scale) - first
        if 0..<count ~= place { return UInt32(truncatingIfNeeded: place) }
      }
    default: break
    }
    let key = group.representation
    if let code = codes[key] { return code }
    let code = UInt32(truncatingIfNeeded: fixedCount + further.count)
    codes[key] = code
    further.append(group)
    return code
  }

  /// What a code stands for.
  func value(of code: UInt32) -> Value {
    let index = Int(code)
    if index >= fixedCount { return further[index - fixedCount] }
    switch index - count {
    case 0: return .none
    case 1: return .notStated
    case 2: return .notNamed(moreNamed)
    default: break
    }
    switch kind {
    case .entities(let noun): return values.named(Entity(noun, code))
    case .words(let words): return .text(words[code])
    case .numbers(let first, _): return .number(Quantity(exactly: first + index))
    case .met: return .missing
    }
  }
}

extension TextPool {
  /// The position of a text, each of which is there once.
  fileprivate func position(of text: String) -> UInt32? {
    (0..<UInt32(truncatingIfNeeded: count)).first { self[$0] == text }
  }
}
