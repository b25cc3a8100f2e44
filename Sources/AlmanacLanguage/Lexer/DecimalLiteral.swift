extension Decimal {
  /// Why a number cannot be kept.
  enum Refusal: Error {
    /// More than 64 bits of millionths.
    case tooLarge
    /// More than six places behind the point.
    case tooFine
  }

  /// Reads the bytes of a `number` token: digits, `_`, a point, one of `K M B 万 亿 %`.
  ///
  /// `%` changes nothing: shares and rates are kept in per cent.
  static func read(_ bytes: [UInt8], _ range: TextRange) throws(Refusal) -> Decimal {
    var mantissa: Int64 = 0
    var exponent = 6
    var isFraction = false
    var zeros = 0
    var index = range.start
    while index < range.end {
      let scalar = bytes.scalar(at: index)
      index += max(1, scalar.length)
      switch scalar.value {
      case _ where scalar.isDigit:
        if isFraction { exponent -= 1 }
        // Zeros are held back: those at the end of a fraction cost no place.
        if scalar.value == 0x30, isFraction {
          zeros += 1
          continue
        }
        for _ in 0..<zeros { mantissa = try mantissa.scaled(10) }
        zeros = 0
        mantissa = try mantissa.scaled(10)
        let (sum, overflow) = mantissa.addingReportingOverflow(Int64(scalar.value - 0x30))
        if overflow { throw .tooLarge }
        mantissa = sum
      case UInt32(ascii: "."): isFraction = true
      case UInt32(ascii: "K"), UInt32(ascii: "k"): exponent += 3
      case UInt32(ascii: "M"), UInt32(ascii: "m"): exponent += 6
      case UInt32(ascii: "B"), UInt32(ascii: "b"): exponent += 9
      case 0x4E07: exponent += 4
      case 0x4EBF: exponent += 8
      default: break
      }
    }
    exponent += zeros
    if mantissa == 0 { exponent = 0 }
    if exponent < 0 { throw .tooFine }
    for _ in 0..<exponent { mantissa = try mantissa.scaled(10) }
    return Decimal(
      millionths: mantissa, text: bytes.foldedText(in: range.start..<range.end))
  }
}

extension Int64 {
  fileprivate func scaled(_ factor: Int64) throws(Decimal.Refusal) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    if overflow { throw .tooLarge }
    return product
  }
}
