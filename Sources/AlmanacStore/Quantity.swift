/// A number as far as it is known: something from `lower` to `upper`, both included, in millionths.
public struct Quantity: Hashable, Sendable {
  /// The least it can be, in millionths.
  public var lower: Int64
  /// The most it can be, in millionths.
  public var upper: Int64
  /// How it was written where bounds alone don't say it: `~60`, `>80`, `<~100`.
  public var text: String?
  /// Only disputed claims support it: shown with `?`, maybe in every test.
  public var isGuess: Bool

  /// A quantity by its bounds.
  public init(lower: Int64, upper: Int64, text: String? = nil, isGuess: Bool = false) {
    self.lower = lower
    self.upper = upper
    self.text = text
    self.isGuess = isGuess
  }

  /// A whole number, known exactly.
  public init(exactly value: Int) {
    let (scaled, overflow) = Int64(value).multipliedReportingOverflow(by: Quantity.scale)
    let bounded = overflow ? (value < 0 ? Quantity.lowest : Quantity.highest) : scaled
    self.init(lower: bounded, upper: bounded)
  }

  /// Millionths in one.
  public static let scale: Int64 = 1_000_000
  /// "No bound below", "no bound above".
  public static let lowest = Int64.min + 1
  /// "No bound above".
  public static let highest = Int64.max

  /// Nothing is known of it.
  public static let unknown = Quantity(lower: lowest, upper: highest)

  /// One number and no doubt.
  public var isExact: Bool { lower == upper && !isGuess }
}

extension Quantity {
  /// Reads a quantity as a corpus writes it.
  ///
  /// `15` exact · `~60` about, 10 % either side · `>20` more than · `>=8` at least · `<~100` nearly,
  /// from 90 % up to one short of it · `<5` fewer than · `<=5` · `20..99` a range. A whole number
  /// counts things, so `>20` starts at 21. Returns nil for anything else.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    if let dots = text.range(ofDots: ()) {
      guard let low = Quantity.millionths(text[..<dots.lowerBound]),
        let high = Quantity.millionths(text[dots.upperBound...]), low <= high
      else { return nil }
      self.init(lower: low, upper: high, text: text)
      return
    }
    let sign = text.prefix { "<>=~".contains($0) }
    guard let value = Quantity.millionths(text.dropFirst(sign.count)) else { return nil }
    let step = value % Quantity.scale == 0 ? Quantity.scale : 1
    switch sign {
    case "": self.init(lower: value, upper: value)
    case "~":
      let margin = value.magnitude / 10
      self.init(
        lower: Quantity.saturatingSum(value, -Int64(margin)),
        upper: Quantity.saturatingSum(value, Int64(margin)), text: text)
    case ">":
      self.init(lower: Quantity.saturatingSum(value, step), upper: Quantity.highest, text: text)
    case ">=": self.init(lower: value, upper: Quantity.highest, text: text)
    case "<":
      self.init(lower: Quantity.lowest, upper: Quantity.saturatingSum(value, -step), text: text)
    case "<=": self.init(lower: Quantity.lowest, upper: value, text: text)
    case "<~":
      guard value > 0 else { return nil }
      self.init(lower: value &- value / 10, upper: value &- step, text: text)
    default: return nil
    }
  }

  static func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? (left < 0 ? lowest : highest) : max(sum, lowest)
  }

  /// `7.4` as 7_400_000; nil when it is no plain decimal, has more than six decimals, or is too big.
  public static func millionths(_ text: some StringProtocol) -> Int64? {
    var value: Int64 = 0
    var decimals = -1
    var digits = 0
    var isNegative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: "_") where digits > 0: continue
      case UInt8(ascii: ".") where decimals < 0 && digits > 0: decimals = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if decimals >= 0 { decimals += 1 }
        guard decimals <= 6 else { return nil }
        digits += 1
        let (product, over) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !over, !carry else { return nil }
        value = sum
      default: return nil
      }
    }
    guard digits > 0, decimals != 0 else { return nil }
    for _ in max(decimals, 0)..<6 {
      let (product, over) = value.multipliedReportingOverflow(by: 10)
      guard !over else { return nil }
      value = product
    }
    return isNegative ? -value : value
  }
}

extension String {
  fileprivate func range(ofDots: Void) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      let next = self.index(after: index)
      if self[index] == ".", next < endIndex, self[next] == "." {
        return index..<self.index(after: next)
      }
      index = next
    }
    return nil
  }
}
