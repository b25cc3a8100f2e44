internal import AlmanacStore

extension Total {
  /// The total of numbers of which some are perhaps not there; what is not stated is skipped, a list
  /// that goes on leaves it unbounded. nil where there is no number to total.
  func quantity(of elements: Elements) -> Quantity? {
    var sure: [Quantity] = []
    var unsure: [Quantity] = []
    for member in elements.members {
      guard case .number(let quantity) = member.value else { continue }
      if member.isSure { sure.append(quantity) } else { unsure.append(quantity) }
    }
    let isGuess = (sure + unsure).contains(where: \.isGuess)
    var result: Quantity
    if elements.goesOn {
      result = .unknown
    } else if sure.isEmpty && unsure.isEmpty {
      guard self == .sum, !elements.isMissing else { return nil }
      result = Quantity(exactly: 0)
    } else if unsure.isEmpty {
      result = exactly(sure)
      if sure.count == 1, let only = sure.first { result.text = only.text }
    } else {
      result = perhaps(sure, unsure)
    }
    result.isGuess = isGuess
    return result
  }

  /// - Parameter numbers: at least one.
  private func exactly(_ numbers: [Quantity]) -> Quantity {
    switch self {
    case .sum: numbers.reduce(Quantity(exactly: 0)) { Quantity($0, .plus, $1) ?? .unknown }
    case .avg:
      Quantity(Total.sum.exactly(numbers), .over, Quantity(exactly: numbers.count)) ?? .unknown
    case .min: ends(numbers) { $0.min() }
    case .max: ends(numbers) { $0.max() }
    case .median: ends(numbers) { Total.middle(of: $0) }
    }
  }

  private func ends(_ numbers: [Quantity], _ choose: ([Int64]) -> Int64?) -> Quantity {
    Quantity(
      lower: choose(numbers.map(\.lower)) ?? Quantity.lowest,
      upper: choose(numbers.map(\.upper)) ?? Quantity.highest)
  }

  /// The middle of the sorted values, or the mean of the two middle ones.
  private static func middle(of values: [Int64]) -> Int64? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let upper = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    let sum = Quantity(
      Quantity(lower: lower, upper: lower), .plus, Quantity(lower: upper, upper: upper))
    return sum.flatMap { Quantity($0, .over, Quantity(exactly: 2)) }?.lower
  }

  /// With any of the unsure ones or none of them: a sum grows by each that may be there, the others
  /// stay between the least and the greatest.
  private func perhaps(_ sure: [Quantity], _ unsure: [Quantity]) -> Quantity {
    let all = sure + unsure
    switch self {
    case .sum:
      return unsure.reduce(Total.sum.exactly(sure)) { sum, number in
        let share = Quantity(lower: Swift.min(0, number.lower), upper: Swift.max(0, number.upper))
        return Quantity(sum, .plus, share) ?? .unknown
      }
    case .min:
      let lower = all.map(\.lower).min() ?? Quantity.lowest
      let upper = (sure.isEmpty ? all.map(\.upper).max() : sure.map(\.upper).min())
      return Quantity(lower: lower, upper: upper ?? Quantity.highest)
    case .max:
      let lower = (sure.isEmpty ? all.map(\.lower).min() : sure.map(\.lower).max())
      return Quantity(
        lower: lower ?? Quantity.lowest, upper: all.map(\.upper).max() ?? Quantity.highest)
    case .avg, .median:
      return Quantity(
        lower: all.map(\.lower).min() ?? Quantity.lowest,
        upper: all.map(\.upper).max() ?? Quantity.highest)
    }
  }
}
