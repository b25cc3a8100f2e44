// Tests that hold values against values: several numbers or dates, other events' times, times of
// day, links, functions, what a query finds.
extension QueryGenerator {
  /// Quantifiers before numbers, dates and texts, each of which has one value at most.
  mutating func scalars() -> String {
    let quantifier = pick(["any", "all", "none", "only", "exactly"])
    return pick([
      "\(pick(["attendance", "countries", "edition"])) = \(quantifier) (\(numbers()), \(numbers()))",
      "attendance \(sign()) \(quantifier) (\(numbers()), \(numbers()))",
      "part_of.attendance = \(quantifier) (\(numbers()), \(numbers()))",
      "\(pick(["starts", "ends", "when"])) \(equality()) \(quantifier) (\(date()), \(date()))",
      "when \(pick(["overlaps", "during", "before"])) \(quantifier) (\(date()), \(date()))",
      "motto \(equality()) \(quantifier) (\"Open minds\", \"Green future\")",
      "motto contains \(quantifier) (\"open\", \"e\")",
    ])
  }

  /// The times of other events.
  mutating func otherTimes() -> String {
    let word = pick(["during", "before", "after", "overlaps"])
    return pick([
      "\(word) \(name(.event))", "when \(word) \(name(.event))",
      "starts \(pick(["after", "before"])) \(pick(["part_of.starts", "part_of.ends", "part_of.when"]))",
      "when \(word) part_of.when", "starts \(sign()) part_of.starts", "part_of \(word) \(date())",
      "ends \(sign()) part_of.ends", "\(word) part_of.when", "starts \(sign()) ends",
      "when \(word) (\(name(.event)), \(name(.event)))", "parts \(word) \(date())",
    ])
  }

  private mutating func minute() -> String {
    let month = pick(["01", "04", "06", "11"])
    return
      "\(number(in: 2021...2024))-\(month)-\(number(in: 10...28))T\(pick(["09:00", "12:30", "14:00"]))"
  }

  /// Times of day, also of days on which something begins.
  mutating func timed() -> String {
    var minute = minute()
    let exact = world[.event].compactMap { event -> String? in
      guard case .date(let text)? = event.fields["when"], text.count >= 10 else { return nil }
      let day = text.prefix(10)
      return day.count { $0 == "-" } == 2 && !day.contains("/") && !day.contains("?")
        && !day.contains("~")
        ? String(day) : nil
    }
    if !exact.isEmpty, chance(80) { minute = pick(exact) + pick(["T09:00", "T12:00", "T14:00"]) }
    let end = minute.prefix(11) + "17:00"
    return pick([
      "\(pick(["starts", "ends", "when"])) \(sign()) \(minute)", "overlaps \(minute)",
      "\(pick(["starts", "ends", "when"])) \(pick(["during", "before", "after", "overlaps"])) \(minute)..\(end)",
      "\(pick(["starts", "ends", "when"])) \(equality()) \(minute)..\(end)",
      "when contains \(minute)",
    ])
  }

  mutating func links() -> String {
    let word = pick(["announces", "launches", "alongside"])
    let kind = pick([Kind.organization, .theme, .place])
    return pick([
      "link[kind = \(word)]", "link[kind = \(word) and to = \(name(kind))]", "link = \(word)",
      "link[to = \(name(kind))]", "link[kind != \(word)]", "not link[kind = \(word)]",
      "link.to = \(name(kind))", "link \(pick(["is known", "is missing"]))",
    ])
  }

  mutating func function() -> String {
    pick([
      "length(name) \(sign()) \(number(in: 4...14))",
      "length(\(pick(["name", "motto", "kind"]))) \(sign()) \(number(in: 4...14))",
      "low(\(pick(["attendance", "days", "countries"]))) \(sign()) \(numbers())",
      "high(\(pick(["attendance", "days", "countries"]))) \(sign()) \(numbers())",
      "earliest(\(pick(["when", "starts"]))) \(sign()) \(date())",
      "latest(\(pick(["when", "ends"]))) \(pick(["before", "after", "during"])) \(date())",
      "lower(motto) \(equality()) \"open minds\"",
      "lower(name) contains \"\(pick(["ba", "ko", "ri"]))\"",
      "name_in(\(pick(["organizer", "name", "place"])), \(pick(["zh", "ru", "en"]))) contains \"\(pick(["科", "ба", "a"]))\"",
    ])
  }

  /// The values of a query, or of another record, as what a test holds against.
  mutating func queried() -> String {
    pick([
      "attendance \(sign()) (events sort id limit \(number(in: 1...3))).attendance",
      "attendance \(sign()) (events \(filter(.event))).attendance",
      "attendance \(sign()) part_of.attendance", "countries = part_of.countries",
      "organizer \(equality()) part_of.organizer", "place in part_of.place",
      "starts > (events \(filter(.event))).starts",
    ])
  }
}
