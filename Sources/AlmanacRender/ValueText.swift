public import AlmanacEngine
internal import AlmanacStore
internal import AlmanacTime

/// How a value is shown to people: `—` for what is missing, `~60` and `2025-10` as they were
/// written, `Beijing, Shanghai, +11 more` for an open list, `?` behind what only disputed claims say.
///
/// It may hold control characters that the data held: whoever prints it makes them visible.
public func text(of value: Value) -> String { text(of: value, separator: ", ", namesUnits: false) }

/// - Parameters:
///   - separator: What stands between the members of a list.
///   - namesUnits: `+11 more provinces, +3 more countries` instead of `+14 more`.
func text(of value: Value, separator: String, namesUnits: Bool) -> String {
  switch value {
  case .missing: return "—"
  case .none: return "none"
  case .text(let text): return text
  case .number(let quantity): return text(of: quantity)
  case .date(let date): return date.isGuess ? doubted(date.text) : date.text
  case .entity(_, let name): return name
  case .truth(let truth): return truth.word
  case .list(let members, let open):
    if members.isEmpty, open == nil { return "none" }
    var parts = members.map { text(of: $0, separator: separator, namesUnits: namesUnits) }
    if let open { parts += marks(of: open, namesUnits: namesUnits) }
    return parts.joined(separator: separator)
  case .doubtful(let value):
    return doubted(text(of: value, separator: separator, namesUnits: namesUnits))
  case .notStated: return "(not stated)"
  case .notNamed(let count):
    return count.map { "(+\($0) not named)" } ?? "(others not named)"
  }
}

extension Value {
  /// Nothing is stated, or a number of which no bound is.
  var isUnstated: Bool {
    switch self {
    case .missing: true
    case .number(let quantity): quantity == .unknown
    default: false
    }
  }
}

/// A quantity as it was written, or by its bounds: `60`, `7.4`, `74..86`, `≥81`, `≤5`.
func text(of quantity: Quantity) -> String {
  let written: String
  if let text = quantity.text {
    written = text
  } else if quantity.lower == Quantity.highest {
    written = "∞"
  } else {
    switch (quantity.lower == Quantity.lowest, quantity.upper == Quantity.highest) {
    case (true, true): return "—"
    case (false, true): written = "≥" + decimal(quantity.lower)
    case (true, false): written = "≤" + decimal(quantity.upper)
    case (false, false):
      written =
        quantity.lower == quantity.upper
        ? decimal(quantity.lower) : decimal(quantity.lower) + ".." + decimal(quantity.upper)
    }
  }
  return quantity.isGuess ? doubted(written) : written
}

/// Millionths as a plain decimal, no zeros at its end: `7_400_000` is `7.4`.
func decimal(_ millionths: Int64) -> String {
  let scale = Quantity.scale.magnitude
  let (whole, rest) = millionths.magnitude.quotientAndRemainder(dividingBy: scale)
  var text = millionths < 0 ? "-\(whole)" : "\(whole)"
  guard rest != 0 else { return text }
  var decimals = Substring(String(rest + scale).dropFirst())
  while decimals.hasSuffix("0") { decimals.removeLast() }
  text += "." + decimals
  return text
}

/// What an open list says of the members that it does not name.
func marks(of open: [ListColumn.More], namesUnits: Bool) -> [String] {
  if open.isEmpty { return ["+more"] }
  if namesUnits {
    return open.map { more in
      more.unit.isEmpty
        ? "+\(more.count) more"
        : "+\(more.count) more \(more.count == 1 ? more.unit : plural(of: more.unit))"
    }
  }
  let count = open.reduce(0) { sum, more in
    let (next, overflow) = sum.addingReportingOverflow(more.count)
    return overflow ? Int.max : next
  }
  return ["+\(count) more"]
}

/// The plural of an English noun, by rule: `countries`, `provinces`, `branches`, `people`.
private func plural(of noun: String) -> String {
  if noun == "person" { return "people" }
  if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) {
    return noun.dropLast() + "ies"
  }
  let hisses = ["s", "x", "z", "ch", "sh"].contains { noun.hasSuffix($0) }
  return noun + (hisses ? "es" : "s")
}

/// The text with one `?` behind it.
private func doubted(_ text: String) -> String { text.hasSuffix("?") ? text : text + "?" }
