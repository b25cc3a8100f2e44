public import AlmanacTime
internal import CIcal

/// The time zones that the system knows, for whoever writes a calendar.
public enum SystemZones {
  /// The VTIMEZONE component of a zone, whole lines; nil for a name that is none, or without libical.
  public static func component(_ name: String) -> String? { TimeZones.component(name) }

  /// What a clock in UTC shows when one in that zone shows that time; nil where that is not known.
  public static func universal(_ time: CivilTime, in zone: String) -> CivilTime? {
    var zones = TimeZones()
    return try? zones.convert(time, from: zone, to: "UTC")
  }
}

/// The zones of one calendar, by the names that its times use. What the file describes goes before
/// what the system knows.
struct TimeZones {
  /// The text of each VTIMEZONE, by its TZID.
  private var described: [String: String] = [:]
  /// What was looked up, also in vain.
  private var known: [String: Handle?] = [:]

  /// A zone of libical, which never frees one.
  @safe private struct Handle {
    let pointer: UnsafeMutableRawPointer
  }

  /// Why a time could not be told in another zone.
  struct Unknown: Error {
    var message: String
  }

  mutating func describe(_ name: String, _ component: String) { described[name] = component }

  /// What a clock in `target` shows when one in `zone` shows `time`; `UTC` is a name of its own.
  mutating func convert(
    _ time: CivilTime, from zone: String, to target: String
  ) throws(Unknown) -> CivilTime {
    if zone == target { return time }
    if let fault = unsafe ical_open() {
      throw Unknown(
        message: "the times of \"\(zone)\" and \"\(target)\" are compared by libical: "
          + (unsafe String(cString: fault)))
    }
    let source = try handle(zone)
    let destination = try handle(target)
    let (year, month, day) = time.day.civil
    let civil = ical_civil(
      year: Int32(year), month: Int32(month), day: Int32(day),
      hour: Int32(time.second / 3_600), minute: Int32(time.second / 60 % 60),
      second: Int32(time.second % 60))
    let found = unsafe ical_converted(civil, source.pointer, destination.pointer)
    guard let foundDay = Day(year: Int(found.year), month: Int(found.month), day: Int(found.day))
    else { return time }
    return CivilTime(
      day: foundDay, second: Int(found.hour * 3_600 + found.minute * 60 + found.second))
  }

  /// The VTIMEZONE component of a zone of the system's, whole lines, under the name by which it was
  /// asked for; nil for a name that nobody knows.
  static func component(_ name: String) -> String? {
    guard unsafe ical_open() == nil, let zone = unsafe ical_zone_named(name),
      let text = unsafe ical_zone_text(zone)
    else { return nil }
    defer { unsafe ical_text_free(text) }
    let lines = unsafe String(cString: text).split { $0.isNewline }
    // libical puts its own address before the name.
    return lines.map { ($0.hasPrefix("TZID:") ? "TZID:" + name : $0) + "\r\n" }.joined()
  }

  private mutating func handle(_ name: String) throws(Unknown) -> Handle {
    if let looked = known[name] {
      guard let looked else { throw unknown(name) }
      return looked
    }
    var pointer: UnsafeMutableRawPointer?
    if name == "UTC" {
      unsafe pointer = ical_zone_utc()
    } else {
      if let text = described[name] { unsafe pointer = ical_zone_described(text) }
      if unsafe pointer == nil { unsafe pointer = ical_zone_named(TimeZones.plainName(name)) }
    }
    let found = unsafe pointer.map { unsafe Handle(pointer: $0) }
    known[name] = .some(found)
    guard let found else { throw unknown(name) }
    return found
  }

  private func unknown(_ name: String) -> Unknown {
    Unknown(
      message: "nobody knows the zone \"\(name)\": the calendar has no VTIMEZONE for it, and it is "
        + "no name such as Europe/Paris")
  }

  /// A name without what a vendor put before it: `/mozilla.org/20050126_1/Europe/Paris` is
  /// `Europe/Paris`; of a name of Windows, the zone that it means.
  static func plainName(_ name: String) -> String {
    if name.hasSuffix(" Standard Time") {
      return windowsZones[String(name.dropLast(14))] ?? name
    }
    guard name.hasPrefix("/") else { return name }
    let parts = name.split(separator: "/")
    guard let area = parts.firstIndex(where: { areas.contains(String($0)) }) else {
      return parts.suffix(2).joined(separator: "/")
    }
    return parts[area...].joined(separator: "/")
  }

  private static let areas: Set<String> = [
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific", "Etc",
  ]
}
