import AlmanacTime
import TestSupport

/// Makes small worlds that hold every kind of vagueness; a seed repeats its world.
struct WorldGenerator {
  private var random: SeededGenerator
  private var taken: Set<String> = []
  private var world = World()

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// - Parameter eventCount: 20 to 60 is small enough to read and large enough to differ.
  static func world(seed: UInt64, eventCount: ClosedRange<Int> = 20...60) -> World {
    var generator = WorldGenerator(seed: seed)
    generator.addPlaces()
    generator.addThemes()
    generator.addOrganizations()
    generator.addPeople()
    for index in 1...generator.number(in: eventCount) { generator.addEvent(index) }
    generator.addFigures()
    return generator.world
  }

  private mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }
  private mutating func chance(_ percent: Int) -> Bool { number(in: 1...100) <= percent }
  private mutating func pick<T>(_ choices: [T]) -> T { choices[number(in: 0...choices.count - 1)] }
  private mutating func id(among kind: Kind) -> String { pick(world[kind]).id }

  // MARK: - Names

  private mutating func unique(_ make: (inout WorldGenerator) -> String) -> String {
    while true {
      let text = make(&self)
      if taken.insert(text.lowercased()).inserted { return text }
    }
  }

  private mutating func joined(_ parts: [String], _ count: ClosedRange<Int>) -> String {
    (0..<number(in: count)).map { _ in pick(parts) }.joined()
  }

  private mutating func names() -> [Thing.Name] {
    let latin = ["ba", "ko", "ri", "ta", "lume", "dor", "vin", "sha", "pel", "gar", "né", "zu"]
    let cyrillic = ["ба", "ко", "ри", "та", "лу", "дор", "вин", "ша", "пел", "гар"]
    let english = unique { generator in
      let first = generator.joined(latin, 2...3)
      let second = generator.chance(50) ? " " + generator.joined(latin, 2...2) : ""
      return first.prefix(1).uppercased() + first.dropFirst() + second
    }
    var names = [Thing.Name(text: english, language: "en")]
    if chance(60) {
      let text = unique { $0.joined(["科", "协", "京", "重", "庆", "华", "海", "文", "林", "山"], 3...4) }
      names.append(Thing.Name(text: text, language: "zh"))
    }
    if chance(40) {
      names.append(Thing.Name(text: unique { $0.joined(cyrillic, 3...4) }, language: "ru"))
    }
    return names
  }

  private mutating func thing(_ kind: Kind, _ id: String) -> Thing {
    var thing = Thing(kind: kind, id: id, names: names())
    if kind == .organization || chance(15) {
      thing.acronym = unique { $0.joined("BCDFGHJKLMNPRSTVXZ".map(String.init), 4...5) }
    }
    if chance(25) {
      thing.alias = unique { $0.joined(["old ", "great ", "ba", "lo", "ne"], 3...4) + "x" }
    }
    return thing
  }

  // MARK: - Trees

  private mutating func addPlaces() {
    for index in 1...10 {
      var place = thing(.place, "p\(index)")
      place.fields["kind"] = .words([index <= 3 ? "country" : index % 2 == 0 ? "city" : "province"])
      if index > 3, chance(90) { place.fields["parent"] = one(.place) }
      world.things[.place, default: []].append(place)
    }
  }

  private mutating func addThemes() {
    for index in 1...7 {
      var theme = thing(.theme, "t\(index)")
      if index > 2, chance(85) { theme.fields["parent"] = one(.theme) }
      if index < 3 || chance(50) {
        theme.fields["kind"] = .words([index % 2 == 0 ? "topic" : "field"])
      }
      world.things[.theme, default: []].append(theme)
    }
  }

  private mutating func addOrganizations() {
    for index in 1...7 {
      var organization = thing(.organization, "o\(index)")
      if index > 2, chance(50) { organization.fields["parent"] = one(.organization) }
      if chance(75) { organization.fields["country"] = one(.place, doubtful: 15) }
      if index < 3 || chance(70) {
        organization.fields["kind"] = .words([index % 2 == 0 ? "society" : "ministry"])
      }
      world.things[.organization, default: []].append(organization)
    }
  }

  private mutating func addPeople() {
    for index in 1...6 {
      var person = thing(.person, "h\(index)")
      if chance(75) { person.fields["organization"] = list(.organization) }
      if chance(60) { person.fields["country"] = one(.place, doubtful: 15) }
      world.things[.person, default: []].append(person)
    }
  }

  private mutating func one(_ kind: Kind, doubtful: Int = 0) -> Datum {
    .members([Member(id: id(among: kind), isDoubtful: chance(doubtful))], more: nil)
  }

  private mutating func list(_ kind: Kind) -> Datum {
    if chance(8) { return .members([], more: nil) }
    var members: [Member] = []
    for _ in 0..<pick([1, 1, 1, 2, 2, 3]) {
      let id = id(among: kind)
      if !members.contains(where: { $0.id == id }) {
        members.append(Member(id: id, isDoubtful: chance(14)))
      }
    }
    return .members(members, more: chance(16) ? (chance(60) ? [number(in: 1...12)] : []) : nil)
  }

  // MARK: - Events

  private mutating func addEvent(_ index: Int) {
    var event = thing(.event, chance(30) ? "\(index)" : "e\(index)")
    event.fields["kind"] = words(90, ["conference", "festival", "forum", "session"], index)
    event.fields["mode"] = words(50, ["online", "offline", "hybrid"], index)
    event.fields["status"] = words(60, ["announced", "held"], index)
    let (first, second) = (["open", "young", "large"], ["annual", "green"])
    if index <= 6 {
      event.fields["tag"] = .words([first[index % 3], second[index % 2]])
    } else if chance(40) {
      event.fields["tag"] = .words(chance(50) ? [pick(first)] : [pick(first), pick(second)])
    }
    if chance(40) {
      event.fields["motto"] = .text(pick(["Open minds", "Science for all", "Green future"]))
    }
    if chance(30) {
      let value = Int64(number(in: 1...20)) * Amount.unit
      event.fields["edition"] = .amount(Amount(low: value, high: value), disputed: [])
    }
    for (field, percent) in [("attendance", 65), ("countries", 45)] where chance(percent) {
      event.fields[field] = amount()
    }
    if chance(88) { event.fields["when"] = .date(when()) }
    for (field, kind, percent) in [
      ("place", Kind.place, 75), ("organizer", .organization, 75), ("host", .organization, 35),
      ("partner", .organization, 20), ("speaker", .person, 50), ("theme", .theme, 70),
    ] where chance(percent) { event.fields[field] = list(kind) }
    if !world[.event].isEmpty {
      if chance(35) { event.fields["part_of"] = one(.event) }
      if chance(12) { event.fields["series"] = one(.event) }
    }
    let words = ["announces", "launches", "alongside"]
    if index <= words.count {
      event.fields["link"] = .links([link(words[index - 1])])
    } else if chance(25) {
      event.fields["link"] = .links([link(pick(words))])
    }
    world.things[.event, default: []].append(event)
  }

  private mutating func link(_ word: String) -> Link {
    let kind = pick([Kind.organization, .theme, .place])
    return Link(word: word, target: kind, id: id(among: kind))
  }

  /// The first events use every word, so that no query asks for a word that a world has not.
  private mutating func words(_ percent: Int, _ words: [String], _ index: Int) -> Datum? {
    if index <= words.count { return .words([words[index - 1]]) }
    return chance(percent) ? .words([pick(words)]) : nil
  }

  /// Round numbers, so that bounds meet the numbers of queries.
  private mutating func amount() -> Datum {
    let value = pick([10, 20, 30, 40, 50, 60, 80, 100])
    let whole = Int64(value) * Amount.unit
    let step = Amount.unit
    func bounds(_ low: Int64, _ high: Int64, _ text: String) -> Datum {
      .amount(Amount(low: low, high: high, text: text), disputed: [])
    }
    switch number(in: 1...14) {
    case 1: return bounds(whole - whole / 10, whole + whole / 10, "~\(value)")
    case 2: return bounds(whole + step, Amount.highest, ">\(value)")
    case 3: return bounds(whole, Amount.highest, ">=\(value)")
    case 4: return bounds(Amount.lowest, whole - step, "<\(value)")
    case 5:
      return bounds(whole - whole / 10, whole + whole / 10, "\(value * 9 / 10)..\(value * 11 / 10)")
    case 6, 7:
      let other = value * pick([2, 3])
      return .amount(
        Amount(low: whole, high: Int64(other) * step, isGuess: true),
        disputed: chance(50) ? ["\(value)", "\(other)"] : ["\(other)", "\(value)"])
    case 8: return bounds(whole - whole / 10, whole - step, "<~\(value)")
    default: return bounds(whole, whole, "\(value)")
    }
  }

  private mutating func day() -> String {
    let (year, month, day) = (number(in: 2021...2024), number(in: 1...12), number(in: 1...28))
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private mutating func when() -> String {
    let day = day()
    switch number(in: 1...27) {
    case 25: return day + "T" + pick(["09:00", "14:00"])
    case 26, 27:
      return day + "T" + pick(["09:00", "12:30"]) + "/" + day + "T" + pick(["14:00", "18:00"])
    case 1: return String(day.prefix(4))
    case 2, 3, 4: return String(day.prefix(7))
    case 5: return "/" + day
    case 6: return day + "/"
    case 7: return day + "/.."
    case 8: return "202X"
    case 9, 10: return day.prefix(7) + "?"
    case 11: return day.prefix(7) + "~"
    case 12: return day + "?"
    case 13: return day.prefix(7) + "/" + later(than: day)
    case 14...18: return day + "/" + later(than: day)
    default: return day
    }
  }

  private mutating func later(than text: String) -> String {
    guard let day = try? readDate(text).starts.latest else { return text }
    return day.adding(days: pick([0, 1, 2, 6, 40])).text
  }

  /// Every number of an event is a figure too, which tells of that event and no other.
  private mutating func addFigures() {
    for event in world[.event] {
      for measure in World.measures {
        guard case .amount? = event.fields[measure] else { continue }
        world.things[.figure, default: []].append(
          Thing(
            kind: .figure, id: "\(event.id)-\(measure)",
            fields: [
              "event": .members([Member(id: event.id)], more: nil), "measure": .words([measure]),
              "value": event.fields[measure] ?? .text(""),
            ]))
      }
    }
  }
}
