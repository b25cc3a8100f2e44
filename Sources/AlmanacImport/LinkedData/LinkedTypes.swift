internal import AlmanacStore

/// What a schema.org type is of ours.
enum LinkedTypes {
  /// The noun of the first type that is of one.
  static func noun(of types: [String]) -> Noun? {
    for type in types {
      if isEvent(type) { return .event }
      if type == "DefinedTerm" { return .theme }
      if type == "Person" || type == "Patient" { return .person }
      if isOrganization(type) { return .organization }
      if isPlace(type) { return .place }
    }
    return nil
  }

  /// A word for what kind of event it is, or nil where the type is `Event` itself: `MusicEvent` is
  /// `music`, `VisualArtsEvent` is `visual arts`.
  static func kind(of types: [String]) -> String? {
    for type in types where isEvent(type) && type != "Event" {
      let base = type.count > 5 && type.hasSuffix("Event") ? type.dropLast(5) : type[...]
      var words = ""
      for character in base {
        if character.isUppercase, !words.isEmpty { words.append(" ") }
        words.append(contentsOf: character.lowercased())
      }
      return words
    }
    return nil
  }

  /// Subtypes of Event; those that schema.org may get end as the others do.
  static func isEvent(_ type: String) -> Bool {
    type.hasSuffix("Event") || events.contains(type)
  }

  private static func isOrganization(_ type: String) -> Bool {
    type.hasSuffix("Organization") || type.hasSuffix("Group") || organizations.contains(type)
  }

  private static func isPlace(_ type: String) -> Bool {
    type.hasSuffix("Venue") || type.hasSuffix("Place") || places.contains(type)
  }

  private static let events: Set<String> = [
    "EventSeries", "Festival", "Hackathon", "CourseInstance", "SessionSeries", "ScheduledSession",
    "Slot", "HeadlineEvent",
  ]

  private static let organizations: Set<String> = [
    "Airline", "Consortium", "Corporation", "Cooperative", "LibrarySystem", "NGO",
    "OnlineBusiness", "FundingScheme", "Project", "ResearchProject", "SportsTeam", "SportsClub",
    "WorkersUnion", "CollegeOrUniversity", "School", "HighSchool", "Preschool",
    "ElementarySchool", "MiddleSchool", "LocalBusiness", "TheaterGroup", "Brand",
  ]

  private static let places: Set<String> = [
    "AdministrativeArea", "City", "Continent", "Country", "State", "CivicStructure", "Landform",
    "StadiumOrArena", "Museum", "Park", "Library", "Theater", "MovieTheater", "Residence",
    "SportsActivityLocation", "Hotel", "Restaurant", "Campground", "PerformingArtsTheater",
  ]
}

/// What stands behind the last sign of an address: `https://schema.org/Event`, `schema:Event` and
/// `Event` are one word.
func localName(_ text: String) -> String {
  guard let sign = text.lastIndex(where: { $0 == "/" || $0 == "#" || $0 == ":" }) else {
    return text
  }
  let name = text[text.index(after: sign)...]
  return name.isEmpty ? text : String(name)
}

extension ValueTree {
  /// The types of an object of linked data.
  func linkedTypes(_ node: Int) -> [String] {
    guard let member = member("@type", of: node) ?? member("type", of: node) else { return [] }
    var types: [String] = []
    var element = firstElement(member)
    while element >= 0 {
      if let text = text(element) { types.append(localName(text)) }
      element = nextElement(element, of: member)
    }
    return types
  }

  /// The id of an object of linked data: `@id`, `id`.
  func linkedID(_ node: Int) -> String? {
    for key in ["@id", "id"] {
      if let member = member(key, of: node), kind(member) == .text || kind(member) == .number,
        let text = scalarText(member), !text.isEmpty
      {
        return text
      }
    }
    return nil
  }

  /// `identifier` where it is a text or a number.
  func plainIdentifier(_ node: Int) -> String? {
    guard let member = linkedMember("identifier", of: node),
      kind(member) == .text || kind(member) == .number, let text = scalarText(member),
      !text.isEmpty
    else { return nil }
    return text
  }

  /// The member of that name, however its key is spelt: `startDate`, `schema:startDate`,
  /// `http://schema.org/startDate`.
  func linkedMember(_ name: String, of node: Int) -> Int? {
    if let member = member(name, of: node) { return member }
    guard kind(node) == .table else { return nil }
    var child = firstChild(node)
    while child >= 0 {
      let key = keyText(child)
      if key.hasSuffix(name), localName(key) == name { return child }
      child = next(child)
    }
    return nil
  }

  /// Whether two values say the same.
  func isSame(_ one: Int, _ other: Int) -> Bool {
    guard kind(one) == kind(other) else { return false }
    switch kind(one) {
    case .null: return true
    case .text, .number, .boolean: return scalarText(one) == scalarText(other)
    case .array, .table:
      var (left, right) = (firstChild(one), firstChild(other))
      while left >= 0, right >= 0 {
        if kind(one) == .table, keyText(left) != keyText(right) { return false }
        if !isSame(left, right) { return false }
        (left, right) = (next(left), next(right))
      }
      return left < 0 && right < 0
    }
  }

  /// Whether an object says that it is linked data: by its context or type, or by a type of
  /// schema.org's beside a date.
  func isLinked(_ node: Int) -> Bool {
    guard kind(node) == .table else { return false }
    for key in ["@context", "@graph", "@type"] where member(key, of: node) != nil { return true }
    return linkedTypes(node).contains { LinkedTypes.isEvent($0) }
      && (linkedMember("startDate", of: node) != nil
        || linkedMember("eventSchedule", of: node) != nil)
  }

  /// Whether a document is linked data: it, the first of its list, or what a feed of it holds.
  func isLinkedDocument() -> Bool {
    guard !nodes.isEmpty else { return false }
    let first = firstElement(0)
    guard first >= 0 else { return false }
    if isLinked(first) { return true }
    guard let items = member("items", of: first), kind(items) == .array,
      firstChild(items) >= 0, let data = member("data", of: firstChild(items))
    else { return false }
    return isLinked(data)
  }
}
