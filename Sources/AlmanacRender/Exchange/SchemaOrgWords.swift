/// schema.org's type for an event of that kind.
func schemaOrgEventType(_ kind: String) -> String {
  if eventTypes.contains(kind) { return kind }
  switch kind.lowercased() {
  case "conference", "congress", "forum", "summit", "symposium", "meeting", "session", "plenary",
    "press-conference":
    return "BusinessEvent"
  case "carnival": return "Festival"
  case "fair": return "ExhibitionEvent"
  case "course", "lecture", "seminar", "training", "workshop": return "EducationEvent"
  case "series": return "EventSeries"
  default: return eventTypes.sorted().first { schemaOrgWord(of: $0) == kind } ?? "Event"
  }
}

/// The kind that a reader takes a type of event for: `MusicEvent` is `music`, `EventSeries`
/// `event series`; empty for `Event`, which says none.
func schemaOrgWord(of type: String) -> String {
  if type == "Event" { return "" }
  var word = ""
  for character in type.hasSuffix("Event") ? type.dropLast(5) : type[...] {
    if character.isUppercase, !word.isEmpty { word.append(" ") }
    word += character.lowercased()
  }
  return word
}

/// The types of events that schema.org has: data that came from there keeps them as kinds.
private let eventTypes: Set<String> = [
  "Event", "BusinessEvent", "ChildrensEvent", "ComedyEvent", "ConferenceEvent", "CourseInstance",
  "DanceEvent", "DeliveryEvent", "EducationEvent", "EventSeries", "ExhibitionEvent", "Festival",
  "FoodEvent", "Hackathon", "LiteraryEvent", "MusicEvent", "PerformingArtsEvent",
  "PublicationEvent", "SaleEvent", "ScreeningEvent", "SocialEvent", "SportsEvent", "TheaterEvent",
  "VisualArtsEvent",
]

/// schema.org's type for an organization of that kind.
let organizationTypes = [
  "company": "Corporation", "department": "GovernmentOrganization",
  "government": "GovernmentOrganization", "ministry": "GovernmentOrganization",
  "news agency": "NewsMediaOrganization", "publisher": "NewsMediaOrganization",
  "university": "CollegeOrUniversity",
]

/// schema.org's type for a place of that kind.
let placeTypes = [
  "city": "City", "continent": "Continent", "country": "Country", "province": "State",
]

/// `https://schema.org/OnlineEventAttendanceMode`
func schemaOrgMode(_ mode: String) -> String? {
  let word: String
  switch mode {
  case "online": word = "Online"
  case "offline": word = "Offline"
  case "hybrid": word = "Mixed"
  default: return nil
  }
  return "https://schema.org/\(word)EventAttendanceMode"
}

/// `https://schema.org/EventCancelled`; nil for a status that schema.org does not have.
func schemaOrgStatus(_ status: String) -> String? {
  let word: String
  switch status.lowercased() {
  case "cancelled", "canceled": word = "EventCancelled"
  case "postponed": word = "EventPostponed"
  case "rescheduled": word = "EventRescheduled"
  case "moved online": word = "EventMovedOnline"
  case "scheduled", "confirmed": word = "EventScheduled"
  default: return nil
  }
  return "https://schema.org/\(word)"
}
