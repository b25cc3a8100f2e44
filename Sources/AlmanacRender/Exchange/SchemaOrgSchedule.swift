internal import AlmanacTime

/// When a series comes again, as a Schedule of schema.org.
///
/// A Schedule has one rule: how often, on which days, how many times or until when, and days that are
/// left out. Whatever says more is none.
struct SchemaOrgSchedule {
  let node: JSONNode

  /// - Parameters:
  ///   - text: the series as a store has it: `RRULE:FREQ=WEEKLY;BYDAY=TU EXDATE:20260310`.
  ///   - date: the first date of it.
  init?(_ text: String, _ date: DateValue) {
    var rules: [Substring] = []
    var except: [String] = []
    for part in text.split(separator: " ") {
      let sides = part.split(separator: ":", maxSplits: 1)
      guard sides.count == 2 else { return nil }
      switch sides[0] {
      case "RRULE": rules.append(sides[1])
      case "EXDATE":
        for value in sides[1].split(separator: ",") {
          guard let time = CivilTime(basic: value) else { return nil }
          except.append(time.day.text)
        }
      default: return nil
      }
    }
    guard rules.count == 1, date.starts.isExact,
      let parts = SchemaOrgSchedule.members(of: rules[0])
    else { return nil }
    let sides = date.text.split(separator: "/")
    func time(_ side: Substring?) -> JSONNode? {
      guard let side, let mark = side.firstIndex(of: "T") else { return nil }
      return .string(String(side[side.index(after: mark)...]))
    }
    node = .object(
      [
        ("@type", .string("Schedule")), ("startDate", .string(date.starts.earliest.text)),
        ("startTime", time(sides.first)), ("endTime", sides.count > 1 ? time(sides.last) : nil),
      ] + parts + [("exceptDate", .nonempty(except.map { .string($0) }))])
  }

  private static func members(of rule: Substring) -> [(String, JSONNode?)]? {
    var frequency: Substring?
    var interval: Substring = "1"
    var members: [(String, JSONNode?)] = []
    for part in rule.split(separator: ";") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { return nil }
      let values = sides[1].split(separator: ",").map { JSONNode.string(String($0)) }
      switch sides[0] {
      case "FREQ": frequency = sides[1]
      case "INTERVAL": interval = sides[1]
      case "BYDAY": members.append(("byDay", .array(values)))
      case "BYMONTH": members.append(("byMonth", .array(values)))
      case "BYMONTHDAY": members.append(("byMonthDay", .array(values)))
      case "COUNT": members.append(("repeatCount", Int(sides[1]).map { .number($0) }))
      case "UNTIL":
        // The day alone: one at the end of it is the same.
        guard let until = CivilTime(basic: sides[1].filter { $0 != "Z" }),
          sides[1].utf8.count == 8 || until.second == 86_399
        else { return nil }
        members.append(("endDate", .string(until.day.text)))
      case "WKST" where interval == "1": break
      default: return nil
      }
    }
    let units: [Substring: String] = ["DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"]
    guard let unit = frequency.flatMap({ units[$0] }) else { return nil }
    return [("repeatFrequency", .string("P\(interval)\(unit)"))] + members
  }
}
