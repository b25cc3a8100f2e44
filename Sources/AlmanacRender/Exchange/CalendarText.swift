internal import AlmanacEngine
internal import AlmanacStore
public import AlmanacTime

/// Events as a calendar: one VEVENT each, in the order of the rows.
///
/// The same rows make the same bytes: an event is stamped with the day on which its last source was
/// published, with what it says itself, or with `stamp`. Events without a date are left out, for a
/// calendar has no place for them; ``undatedCount(_:)`` tells how many. A series is one event with
/// its rule, and a date of it that was changed refers to it when both are among the rows.
///
/// What no property of the standard holds stands under `X-ALMANAC-…`, which our reader knows.
///
/// Source: RFC 5545, RFC 7986; the fields as FORMATS §2 has them.
func calendarText(_ answer: Answer, stamp: Day?, zones: CalendarZones) -> String {
  let frame = CalendarFrame(answer.records, stamp: stamp, zones: zones)
  var lines = [
    ContentLine("BEGIN", value: "VCALENDAR"), ContentLine("VERSION", value: "2.0"),
    ContentLine("PRODID", text: "-//Almanac//Almanac//EN"),
    ContentLine("CALSCALE", value: "GREGORIAN"),
  ]
  if let name = frame.name { lines.append(ContentLine("X-WR-CALNAME", text: name)) }
  let events = answer.records.compactMap { CalendarEvent($0, frame)?.lines }
  return lines.map(\.folded).joined() + frame.zoneTexts
    + events.joined().map(\.folded).joined() + ContentLine("END", value: "VCALENDAR").folded
}

/// How many of the events have no date that a calendar can write.
func undatedCount(_ answer: Answer) -> Int {
  answer.records.count { record in
    guard case .date(let date) = record["when"] else { return true }
    return CalendarTime(date, .floating) == nil
  }
}

/// What the events of one calendar share.
struct CalendarFrame {
  /// What all of them say that their calendar is called.
  let name: String?
  let stamp: Day?
  let zones: CalendarZones
  /// The VTIMEZONE components of the zones that are used, by name; a zone that nobody knows has none.
  private let components: [String: String]
  private let ids: Set<String>

  init(_ records: [Record], stamp: Day?, zones: CalendarZones) {
    self.stamp = stamp
    self.zones = zones
    ids = Set(records.map(\.id))
    let names = Set(records.map { $0.firstText("calendar") })
    name = names.count == 1 ? names.first ?? nil : nil
    var components: [String: String] = [:]
    for record in records {
      guard let zone = record.firstText("timezone"), components[zone] == nil, zone != "UTC",
        case .date(let date) = record["when"], date.startMinute != nil
      else { continue }
      components[zone] = zones.component(zone)
    }
    self.components = components
  }

  /// Whether an event of that id is among the rows.
  func has(_ id: String) -> Bool { ids.contains(id) }

  /// The clock that the times of a record are read on.
  func clock(of record: Record) -> CalendarClock {
    guard let zone = record.firstText("timezone") else { return .floating }
    if zone == "UTC" { return .universal }
    return components[zone] == nil ? .floating : .zone(zone)
  }

  fileprivate var zoneTexts: String {
    components.sorted { $0.key < $1.key }.map(\.value).joined()
  }
}

/// What is known of time zones where a calendar is written: rendering itself knows none.
public struct CalendarZones: Sendable {
  /// The VTIMEZONE component of a zone, whole lines; nil for a name that nobody knows.
  public var component: @Sendable (String) -> String?
  /// What a clock in UTC shows when one in that zone shows that time; nil where nobody knows.
  public var universal: @Sendable (CivilTime, String) -> CivilTime?

  /// Zones by name.
  public init(
    component: @escaping @Sendable (String) -> String?,
    universal: @escaping @Sendable (CivilTime, String) -> CivilTime?
  ) {
    self.component = component
    self.universal = universal
  }

  /// No zone is known: times are those of the place, whatever its zone.
  public static let none = CalendarZones(component: { _ in nil }, universal: { _, _ in nil })
}

/// The word for it that a calendar has; nil where it has none.
func calendarStatus(_ status: String) -> String? {
  switch status.lowercased() {
  case "cancelled", "canceled": "CANCELLED"
  case "tentative", "planned", "proposed", "postponed": "TENTATIVE"
  case "confirmed", "announced", "scheduled", "rescheduled", "held": "CONFIRMED"
  default: nil
  }
}

/// Whether a text is an address on the web that can stand as it is.
func isAddress(_ text: String) -> Bool {
  (text.hasPrefix("https://") || text.hasPrefix("http://"))
    && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\"") }
}

/// What an address takes as it is, and the rest as `%E4`.
///
/// Source: RFC 3986 §2.3.
func percentEncoded(_ text: String) -> String {
  var encoded = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      encoded += digits.utf8.count < 2 ? "%0\(digits)" : "%\(digits)"
    }
  }
  return encoded
}
