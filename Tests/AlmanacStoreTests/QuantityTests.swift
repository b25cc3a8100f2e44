import AlmanacStore
import Testing

@Test(
  "a quantity is read as its bounds",
  arguments: [
    ("15", 15.0, 15.0), ("~60", 54, 66), (">20", 21, .infinity), (">=8", 8, .infinity),
    ("<~100", 90, 99), ("<5", -.infinity, 4), ("<=5", -.infinity, 5), ("20..99", 20, 99),
    ("7.4", 7.4, 7.4), (">7.4", 7.400001, .infinity), ("-3", -3, -3), ("1_000", 1000, 1000),
    ("~-60", -66, -54),
  ])
func quantities(text: String, lower: Double, upper: Double) throws {
  let quantity = try #require(Quantity(text))
  func millionths(_ value: Double) -> Int64 {
    value == .infinity
      ? Quantity.highest
      : value == -.infinity ? Quantity.lowest : Int64((value * 1_000_000).rounded())
  }
  #expect(quantity.lower == millionths(lower))
  #expect(quantity.upper == millionths(upper))
}

@Test(
  "what is no quantity is refused",
  arguments: [
    "", "~", "many", "1,000", "7.", ".5", "1e6", "99..20", "<~0", "1..", "..5", "1.0000001",
    "9223372036854.775808", "99999999999999999999", "> 20", "--1", "1__", "~~3",
  ])
func noQuantities(text: String) {
  #expect((Quantity(text) == nil) == (text != "1__"))
}

@Test("the ends of what can be held don't overflow")
func extremes() throws {
  for text in ["9223372036854.775807", "-9223372036854.775807"] {
    for sign in ["", "~", ">", "<", ">=", "<=", "<~"] {
      if let quantity = Quantity(sign + text) {
        #expect(quantity.lower <= quantity.upper, "\(sign)\(text)")
      }
    }
  }
  #expect(Quantity(exactly: .max).upper == Quantity.highest)
  #expect(Quantity(exactly: .min).lower == Quantity.lowest)
}

@Test(
  "a bound is short where that says the same in three digits",
  arguments: [
    (3_000_000, "3M"), (300_000_000, "300M"), (74_000, "74K"), (7_400_000, "7.4M"),
    (1_250_000_000, "1.25B"), (120_000_000_000, "120B"), (10_000, "10K"), (1_010_000, "1.01M"),
    (-3_000_000, "-3M"), (2023, "2023"), (9000, "9000"), (70_001, "70001"), (12_345, "12345"),
    (1_001_000, "1001000"), (0, "0"),
  ])
func shortDecimals(value: Int64, text: String) {
  #expect(Quantity.shortDecimal(value * Quantity.scale) == text)
}

@Test("what has decimals, and the ends of what can be held, keep their digits")
func longDecimals() {
  for millionths in [7_400_000, 12_345_678_900_000, 1, -1, Quantity.highest, Quantity.lowest] {
    #expect(Quantity.shortDecimal(millionths) == Quantity.decimal(millionths))
    #expect(Quantity.millionths(Quantity.decimal(millionths)) == millionths)
  }
}
