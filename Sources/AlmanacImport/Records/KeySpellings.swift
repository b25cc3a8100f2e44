internal import AlmanacStore

/// The field that a key of a tabular file fills: by name, by a spelling that people use, by the
/// plural; else it is kept as it is.
func tabularRule(_ key: String, of noun: Noun, _ fields: [String: KeyRule]) -> KeyRule {
  if key == "noun" { return KeyRule(meaning: .noun, field: key) }
  if let at = key.firstIndex(of: "@"), at != key.startIndex {
    let language = String(key[key.index(after: at)...])
    let base = plainKey(key[..<at])
    if base == "name" || base == "title" {
      return KeyRule(meaning: .name(language: language), field: "name")
    }
  }
  if noun == .event, key == "starts" || key == "ends", let rule = eventSpellings[key] {
    return rule
  }
  if let rule = fields[key], rule.meaning != .derived { return rule }
  let plain = plainKey(key[...])
  if noun == .event, let rule = eventSpellings[plain] { return rule.completed(from: fields) }
  if let rule = commonSpellings[plain] { return rule.completed(from: fields) }
  if noun == .event, let rule = translatedSpellings[plain] { return rule.completed(from: fields) }
  if let rule = fields[plain], rule.isWritten { return rule }
  if plain.hasSuffix("s"), let rule = fields[String(plain.dropLast())], rule.isMany,
    rule.isWritten
  {
    return rule
  }
  // Spelt like a field of another meaning, it is kept beside that field.
  let isTaken = Schema.field(key, of: noun) != nil
  return KeyRule(meaning: .further, field: isTaken ? "data.\(key)" : oneWord(key))
}

/// `Contact Phone (home)` as a query can write it: `Contact_Phone_home`.
func oneWord(_ key: String) -> String {
  guard key.contains(where: { $0.isWhitespace }) else { return key }
  return key.split { !($0.isLetter || $0.isNumber || "._-@".contains($0)) }.joined(separator: "_")
}

/// `Start Date`, `start_date` and `startDate` are `startdate`.
private func plainKey(_ key: Substring) -> String {
  var plain = key.lowercased()
  plain.removeAll { $0 == " " || $0 == "_" || $0 == "-" }
  return plain
}

extension KeyRule {
  /// A tabular file may fill it: it follows from nothing else and is no affair of corpora only.
  fileprivate var isWritten: Bool {
    meaning != .derived && meaning != .ours && meaning != .cite
  }

  /// The rule of the field it stands for, where it stands for one.
  fileprivate func completed(from fields: [String: KeyRule]) -> KeyRule {
    meaning == .derived ? fields[field] ?? KeyRule(meaning: .further, field: field) : self
  }
}

/// Another spelling of a field; its meaning comes from the field.
private func spelling(of field: String) -> KeyRule { KeyRule(meaning: .derived, field: field) }

private let commonSpellings: [String: KeyRule] = [
  "title": KeyRule(meaning: .name(language: ""), field: "name"),
  "summary": KeyRule(meaning: .name(language: ""), field: "name"),
  "label": KeyRule(meaning: .name(language: ""), field: "name"),
  "names": KeyRule(meaning: .alias, field: "alias"),
  "aliases": KeyRule(meaning: .alias, field: "alias"),
  "alternatename": KeyRule(meaning: .alias, field: "alias"),
  "acronyms": KeyRule(meaning: .acronym, field: "acronym"),
  "type": spelling(of: "kind"),
  "@type": spelling(of: "kind"),
  "uid": KeyRule(meaning: .identifier, field: "id"),
  "@id": KeyRule(meaning: .identifier, field: "id"),
  "identifier": KeyRule(meaning: .identifier, field: "id"),
  "website": spelling(of: "url"),
  "homepage": spelling(of: "url"),
  "description": spelling(of: "note"),
  "keywords": spelling(of: "theme"),
  "eventurl": spelling(of: "url"),
  "htmllink": spelling(of: "url"),
  "lang": further("language"),
  "locales": further("language"),
]

/// Another spelling of a key that no field has.
private func further(_ key: String) -> KeyRule { KeyRule(meaning: .further, field: key) }

/// Another spelling of the name, of an end of the period, or of a part of the place.
private let eventName = KeyRule(meaning: .name(language: ""), field: "name")
private let start = KeyRule(meaning: .start, field: "starts")
private let end = KeyRule(meaning: .end, field: "ends")
private let city = KeyRule(meaning: .placeStep(kind: "city"), field: "place")
private let province = KeyRule(meaning: .placeStep(kind: "province"), field: "place")
private let country = KeyRule(meaning: .placeStep(kind: "country"), field: "place")
private let venue = KeyRule(meaning: .placeStep(kind: "venue"), field: "place")

private let eventSpellings: [String: KeyRule] = [
  "subject": eventName, "event": eventName, "eventname": eventName, "eventtitle": eventName,
  "start": start, "starts": start, "startdate": start, "date": start, "begin": start,
  "begins": start, "begindate": start, "startson": start, "from": start, "fromdate": start,
  "datefrom": start, "firstday": start, "startdatetime": start, "dtstart": start,
  "eventdate": start, "beginson": start, "dates": start, "startsat": start, "startat": start,
  "localdate": start, "datetime": start,
  "end": end, "ends": end, "enddate": end, "endson": end, "to": end, "todate": end, "dateto": end,
  "until": end, "lastday": end, "enddatetime": end, "dtend": end, "finish": end,
  "endsat": end, "endat": end,
  "starttime": KeyRule(meaning: .startTime, field: "starts"),
  "localtime": KeyRule(meaning: .startTime, field: "starts"),
  "endtime": KeyRule(meaning: .endTime, field: "ends"),
  "venue": venue, "venuename": venue,
  "city": city, "town": city, "locality": city,
  "province": province, "state": province, "region": province,
  "country": country, "countryname": country, "localizedcountryname": country, "nation": country,
  "lat": further("latitude"), "latitude": further("latitude"),
  "lon": further("longitude"), "lng": further("longitude"), "long": further("longitude"),
  "longitude": further("longitude"),
  "location": spelling(of: "place"), "physicaladdress": spelling(of: "place"),
  "parent": spelling(of: "part_of"),
  "superevent": spelling(of: "part_of"),
  "organizers": spelling(of: "organizer"),
  "organizername": spelling(of: "organizer"),
  "meetingorganizer": spelling(of: "organizer"),
  "organizedby": spelling(of: "organizer"),
  "organisedby": spelling(of: "organizer"),
  "organiser": spelling(of: "organizer"),
  "organisers": spelling(of: "organizer"),
  "sponsor": spelling(of: "partner"),
  "sponsors": spelling(of: "partner"),
  "funder": spelling(of: "partner"),
  "performer": spelling(of: "speaker"),
  "performers": spelling(of: "speaker"),
  "topic": spelling(of: "theme"),
  "topics": spelling(of: "theme"),
  "tags": spelling(of: "theme"),
  "category": spelling(of: "theme"),
  "categories": spelling(of: "theme"),
  "about": spelling(of: "theme"),
  "online": KeyRule(meaning: .isOnline, field: "mode"),
  "eventattendancemode": spelling(of: "mode"),
  "eventstatus": spelling(of: "status"),
  "attendance": KeyRule(meaning: .measure, field: "attendance"),
  "attendees": KeyRule(meaning: .measure, field: "attendance"),
  "participants": KeyRule(meaning: .measure, field: "attendance"),
  "visitors": KeyRule(meaning: .measure, field: "attendance"),
  "capacity": KeyRule(meaning: .measure, field: "capacity"),
  "maximumattendeecapacity": KeyRule(meaning: .measure, field: "capacity"),
]

/// What columns are called in other languages than English: Chinese, Russian, French, Spanish, German.
private let translatedSpellings: [String: KeyRule] = {
  let words: [(KeyRule, [String])] = [
    (
      eventName,
      [
        "名称", "活动名称", "会议名称", "标题", "название", "мероприятие", "titre", "nom", "événement",
        "título", "nombre", "evento", "titel", "veranstaltung", "bezeichnung",
      ]
    ),
    (
      start,
      [
        "日期", "开始日期", "开始时间", "дата", "начало", "датаначала", "début", "datededébut", "inicio",
        "fecha", "fechadeinicio", "datum", "beginn", "startdatum",
      ]
    ),
    (
      end,
      [
        "结束日期", "结束时间", "окончание", "датаокончания", "fin", "datedefin", "fechadefin", "ende",
        "enddatum",
      ]
    ),
    (spelling(of: "place"), ["地点", "место", "lieu", "lugar", "ort", "veranstaltungsort"]),
    (city, ["城市", "город", "ville", "ciudad", "stadt"]),
    (country, ["国家", "страна", "pays", "país", "land"]),
    (
      spelling(of: "organizer"),
      [
        "主办单位", "主办方", "организатор", "organisateur", "organizador", "veranstalter",
      ]
    ),
    (spelling(of: "theme"), ["主题", "тема", "thème", "tema", "thema"]),
    (spelling(of: "note"), ["描述", "описание", "descripción", "beschreibung"]),
    (spelling(of: "url"), ["网址", "сайт", "lien", "enlace"]),
  ]
  var rules: [String: KeyRule] = [:]
  for (rule, keys) in words { for key in keys { rules[key] = rule } }
  return rules
}()
