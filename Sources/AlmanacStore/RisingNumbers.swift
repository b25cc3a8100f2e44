/// What is known of texts that are whole numbers, each greater than the one before, as the ids of most
/// tables are: such a text is found by its value, without an index.
///
/// Where the texts were put into another order since, it is told beside them in which order they rise.
struct RisingNumbers: Sendable {
  private(set) var first: UInt64 = 0
  private(set) var last: UInt64 = 0
  private(set) var isEmpty = true

  /// None yet.
  init() {}

  /// - Parameter texts: such numbers.
  init(known texts: TextPool, in order: RowOrder) {
    guard let least = order.first, let greatest = order.last else { return }
    first = RisingNumbers.number(texts.span(of: least)) ?? 0
    last = RisingNumbers.number(texts.span(of: greatest)) ?? 0
    isEmpty = false
  }

  /// nil where they are none.
  init?(_ texts: TextPool, in order: RowOrder? = nil) {
    for index in order ?? RowOrder(byNumber: texts.count) {
      guard goesOn(with: texts.span(of: index)) else { return nil }
    }
  }

  /// Takes the next text; false, with nothing taken, where it is no number or no greater one.
  mutating func goesOn(with text: Span<UInt8>) -> Bool {
    guard let number = RisingNumbers.number(text), isEmpty || number > last else { return false }
    if isEmpty { (first, isEmpty) = (number, false) }
    last = number
    return true
  }

  /// The position of a text among those that were taken, or nil.
  ///
  /// Cost: one look where the numbers have no gaps; else by halves, the first guesses by value.
  func find(_ text: Span<UInt8>, in texts: TextPool, _ order: RowOrder? = nil) -> UInt32? {
    RisingNumbers.number(text).flatMap { find($0, in: texts, order) }
  }

  /// The position of a number among those that were taken, or nil.
  func find(_ number: UInt64, in texts: TextPool, _ order: RowOrder? = nil) -> UInt32? {
    guard !isEmpty, number >= first, number <= last else { return nil }
    // Of so many numbers none is left out: each stands as far behind the first as it is greater.
    if order == nil, last &- first == UInt64(texts.count &- 1) {
      return UInt32(truncatingIfNeeded: number &- first)
    }
    let order = order ?? RowOrder(byNumber: texts.count)
    var (low, high) = (0, texts.count - 1)
    var (least, greatest) = (first, last)
    var guesses = 0
    while low <= high, number >= least, number <= greatest {
      let width = greatest &- least
      var middle = (low &+ high) &>> 1
      if guesses < 3, width > 0 {
        let part = (number &- least).multipliedFullWidth(by: UInt64(high &- low))
        middle = low &+ Int(truncatingIfNeeded: width.dividingFullWidth(part).quotient)
      }
      guesses &+= 1
      // A text that is none is in damage, which is told elsewhere.
      guard let value = RisingNumbers.number(texts.span(of: order[middle])) else { return nil }
      if value == number { return order[middle] }
      if value < number {
        (low, least) = (middle &+ 1, value)
      } else {
        (high, greatest) = (middle &- 1, value)
      }
    }
    return nil
  }

  /// The value of up to 18 digits that no zero leads; nil for every other text.
  static func number(_ text: Span<UInt8>) -> UInt64? {
    guard text.count > 0, text.count < 19, text[0] != 0x30 || text.count == 1 else { return nil }
    var value: UInt64 = 0
    for index in 0..<text.count {
      let digit = text[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ UInt64(digit)
    }
    return value
  }
}
