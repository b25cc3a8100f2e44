internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Values {
  /// A function of one value; what it says nothing of is missing.
  func apply(_ function: Function, _ value: Value) -> Value {
    switch (function, value) {
    case (_, .doubtful(let inner)):
      let result = apply(function, inner)
      return result == .missing ? .missing : .doubtful(result)
    case (_, .list(let values, let open)):
      return .list(values.map { apply(function, $0) }, open: open)
    case (_, .missing), (_, .none), (_, .notStated), (_, .notNamed):
      return value
    case (.length, .text(let text)):
      return .number(Quantity(exactly: text.count))
    case (.lower, .text(let text)):
      return .text(text.lowercased())
    case (.low, .number(let quantity)):
      return exact(quantity.lower, quantity)
    case (.high, .number(let quantity)):
      return exact(quantity.upper, quantity)
    case (.earliest, .date(let date)):
      return day(date.starts.earliest, date.startMinute, date)
    case (.latest, .date(let date)):
      return day(date.ends.latest, date.endMinute, date)
    case (.weekday, .date(let date)):
      guard date.starts.isExact, date.starts.earliest > .distantPast else { return .missing }
      let name = Value.text(weekdayNames[date.starts.earliest.weekday - 1])
      return date.isGuess ? .doubtful(name) : name
    case (.year, .date(let date)), (.month, .date(let date)), (.quarter, .date(let date)):
      guard var quantity = function.quantity(of: date.starts) else { return .missing }
      quantity.isGuess = date.isGuess
      return .number(quantity)
    case (.nameIn(let tag), .entity(let entity, _)):
      return store[entity.noun].names.name(of: entity.row, language: tag).map(Value.text)
        ?? .missing
    default: return .missing
    }
  }

  private func exact(_ bound: Int64, _ quantity: Quantity) -> Value {
    guard bound > Quantity.lowest, bound < Quantity.highest else { return .missing }
    return .number(Quantity(lower: bound, upper: bound, isGuess: quantity.isGuess))
  }

  private func day(_ day: Day, _ minute: Int16?, _ date: DateValue) -> Value {
    guard day > .distantPast, day < .distantFuture else { return .missing }
    var value = DateValue(
      starts: DayBounds(day), ends: DayBounds(day), startMinute: minute, endMinute: minute,
      isGuess: date.isGuess, text: "")
    value.text = value.canonicalText
    return .date(value)
  }
}

let weekdayNames = [
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
]

extension Function {
  /// Year, month or quarter of a day that is known within bounds.
  func quantity(of days: DayBounds) -> Quantity? {
    guard days.earliest > .distantPast, days.latest < .distantFuture else { return nil }
    let (low, high) = (days.earliest.civil, days.latest.civil)
    let bounds: (Int, Int)
    switch self {
    case .year: bounds = (low.year, high.year)
    case .month: bounds = low.year == high.year ? (low.month, high.month) : (1, 12)
    case .quarter:
      bounds = low.year == high.year ? ((low.month + 2) / 3, (high.month + 2) / 3) : (1, 4)
    default: return nil
    }
    return Quantity(
      lower: Int64(bounds.0) * Quantity.scale, upper: Int64(bounds.1) * Quantity.scale)
  }
}
