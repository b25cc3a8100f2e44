extension Quantity {
  /// Millionths as a plain decimal, no zeros at its end: `7_400_000` is `7.4`.
  public static func decimal(_ millionths: Int64) -> String {
    let (whole, rest) = millionths.magnitude.quotientAndRemainder(
      dividingBy: Quantity.scale.magnitude)
    return (millionths < 0 ? "-\(whole)" : "\(whole)") + decimals(rest)
  }

  /// Millionths as people say them and the language reads them back: `300M` for three hundred
  /// millions, `7.4K` never.
  ///
  /// A suffix stands only where the number has at most three digits that are not zeros at its end,
  /// and from ten thousand on, so that no year and no small number changes.
  public static func shortDecimal(_ millionths: Int64) -> String {
    let (whole, rest) = millionths.magnitude.quotientAndRemainder(
      dividingBy: Quantity.scale.magnitude)
    guard rest == 0, whole >= 10_000 else { return decimal(millionths) }
    var significant = whole
    while significant % 10 == 0 { significant /= 10 }
    guard significant < 1000,
      let (suffix, unit) = suffixes.first(where: { whole >= $0.unit })
    else { return decimal(millionths) }
    let (count, part) = whole.quotientAndRemainder(dividingBy: unit)
    let scaled = part * (Quantity.scale.magnitude / 1000) / (unit / 1000)
    return (millionths < 0 ? "-\(count)" : "\(count)") + decimals(scaled) + suffix
  }

  private static let suffixes: [(suffix: String, unit: UInt64)] = [
    ("B", 1_000_000_000), ("M", 1_000_000), ("K", 1000),
  ]

  /// `.4` for four hundred thousand millionths, nothing for none.
  private static func decimals(_ millionths: UInt64) -> String {
    guard millionths != 0 else { return "" }
    var digits = Substring(String(millionths + Quantity.scale.magnitude).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
  }
}
