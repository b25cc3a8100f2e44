public import AlmanacEngine
internal import AlmanacStore
internal import AlmanacTime

/// A value in words, with all its digits: `—` for what is missing, `~60` and `2025-10` as they were
/// written, `Beijing, Shanghai, +11 more` for an open list, `?` behind what only disputed claims say.
///
/// It may hold control characters that the data held: whoever prints it makes them visible.
public func text(of value: Value) -> String { text(of: value, .machine) }

/// How the parts of a value are written.
struct ValueForm {
  /// What stands between the members of a list.
  var separator = ", "
  /// `+11 more provinces, +3 more countries` instead of `+14 more`.
  var namesUnits = false
  /// `3M..300M` instead of `3000000..300000000`: for people, who would count the zeros.
  var isShort = false

  /// In a table or a message.
  static let cell = ValueForm(isShort: true)
  /// Where there is room: cards and explanations.
  static let card = ValueForm(namesUnits: true, isShort: true)
  /// For other programs.
  static let machine = ValueForm()
  /// For other programs, in a field of its own.
  static let delimited = ValueForm(separator: "; ")
}

/// A value in one of these forms.
func text(of value: Value, _ form: ValueForm) -> String {
  switch value {
  case .missing: return "—"
  case .none: return "none"
  case .text(let text): return text
  case .number(let quantity): return text(of: quantity, isShort: form.isShort)
  case .date(let date): return date.isGuess ? doubted(date.text) : date.text
  case .entity(_, let name): return name
  case .truth(let truth): return truth.word
  case .list(let members, let open):
    if members.isEmpty, open == nil { return "none" }
    var parts = members.map { text(of: $0, form) }
    if let open { parts += marks(of: open, namesUnits: form.namesUnits) }
    return parts.joined(separator: form.separator)
  case .doubtful(let value): return doubted(text(of: value, form))
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
///
/// - Parameter isShort: Bounds that nobody wrote may be `3M..300M`. An exact number keeps its
///   digits: somebody wrote them.
func text(of quantity: Quantity, isShort: Bool) -> String {
  func bound(_ millionths: Int64) -> String {
    isShort ? Quantity.shortDecimal(millionths) : Quantity.decimal(millionths)
  }
  let written: String
  if let text = quantity.text {
    written = text
  } else if quantity.lower == Quantity.highest {
    written = "∞"
  } else {
    switch (quantity.lower == Quantity.lowest, quantity.upper == Quantity.highest) {
    case (true, true): return "—"
    case (false, true): written = "≥" + bound(quantity.lower)
    case (true, false): written = "≤" + bound(quantity.upper)
    case (false, false):
      written =
        quantity.lower == quantity.upper
        ? Quantity.decimal(quantity.lower) : bound(quantity.lower) + ".." + bound(quantity.upper)
    }
  }
  return quantity.isGuess ? doubted(written) : written
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
