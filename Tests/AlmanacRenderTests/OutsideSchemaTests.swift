import Almanac
import Foundation
import Testing

// What we write, held against the rules of the formats as others state them.

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures")

private func answer(_ query: String, _ catalog: Catalog) throws -> Answer {
  let day = try #require(Day(year: 2026, month: 11, day: 26))
  return try catalog.answer(query, context: QueryContext(today: day, languages: ["en"]))
    .withAllFields
}

/// The built-in corpus, and data of others with points, streets and series.
private func catalogs() throws -> [Catalog] {
  let odd = try ["google.ics", "outlook.ics", "eventbrite.json", "meetup.json", "graph.jsonld"].map
  {
    (name: $0, bytes: Array(try Data(contentsOf: fixtures.appending(path: "odd/\($0)"))))
  }
  return [
    Catalog.builtIn().catalog, try Catalog.load(odd, includingCorpus: false).catalog,
  ]
}

private func json(_ answer: Answer, _ format: Format) throws -> Any {
  let text = render(answer, format: format, width: nil, style: .plain)
  return try JSONSerialization.jsonObject(with: Data(text.utf8))
}

// MARK: - GeoJSON

/// RFC 7946, §3: what an object of GeoJSON must have; nil when it has it.
private func fault(inGeoJSON value: Any) -> String? {
  guard let object = value as? [String: Any], let type = object["type"] as? String else {
    return "no type"
  }
  if let box = object["bbox"], (box as? [Double])?.count ?? 0 < 4 { return "no box" }
  switch type {
  case "FeatureCollection":
    guard let features = object["features"] as? [Any] else { return "no features" }
    return features.lazy.compactMap { feature -> String? in
      (feature as? [String: Any])?["type"] as? String == "Feature"
        ? fault(inGeoJSON: feature) : "a feature that is none"
    }.first
  case "Feature":
    guard let geometry = object["geometry"] else { return "no geometry" }
    guard let properties = object["properties"],
      properties is NSNull || properties is [String: Any]
    else { return "no properties" }
    return geometry is NSNull ? nil : fault(inGeoJSON: geometry)
  case "GeometryCollection":
    guard let geometries = object["geometries"] as? [Any] else { return "no geometries" }
    return geometries.lazy.compactMap { fault(inGeoJSON: $0) }.first
  case "Point": return isPosition(object["coordinates"]) ? nil : "no position"
  case "MultiPoint", "LineString":
    return isList(object["coordinates"], type == "LineString" ? 2 : 0, of: isPosition)
      ? nil : "no positions"
  case "MultiLineString":
    return isList(object["coordinates"], 0) { isList($0, 2, of: isPosition) } ? nil : "no lines"
  case "Polygon": return isPolygon(object["coordinates"]) ? nil : "no rings"
  case "MultiPolygon": return isList(object["coordinates"], 0, of: isPolygon) ? nil : "no polygons"
  default: return "no such type"
  }
}

private func isList(_ value: Any?, _ least: Int, of test: (Any?) -> Bool) -> Bool {
  guard let list = value as? [Any] else { return false }
  return list.count >= least && list.allSatisfy { test($0) }
}

/// Longitude, latitude and perhaps a height.
private func isPosition(_ value: Any?) -> Bool {
  guard let numbers = value as? [Double], numbers.count >= 2 else { return false }
  return abs(numbers[0]) <= 180 && abs(numbers[1]) <= 90
}

private func isPolygon(_ value: Any?) -> Bool {
  isList(value, 0) { isList($0, 4, of: isPosition) }
}

@Test("the rules for GeoJSON tell the valid files of the public suite from the invalid ones")
func geoSuite() throws {
  let folder = fixtures.appending(path: "geojson")
  let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    .filter { $0.hasSuffix(".json") }
  #expect(names.count > 25)
  for name in names {
    let value = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.appending(path: name)))
    #expect((fault(inGeoJSON: value) == nil) == name.hasPrefix("valid"), "\(name)")
  }
}

@Test("what we write as GeoJSON keeps these rules, with a point where one is known")
func geoExports() throws {
  var pointCount = 0
  for catalog in try catalogs() {
    for query in ["events", "places"] {
      let answer = try answer(query, catalog)
      let value = try json(answer, .geojson)
      #expect(fault(inGeoJSON: value) == nil)
      let features = try #require((value as? [String: Any])?["features"] as? [[String: Any]])
      #expect(features.count == answer.rowCount)
      pointCount += features.count { !($0["geometry"] is NSNull) }
    }
  }
  #expect(pointCount > 0)
}

// MARK: - CSL

/// Source: csl-data.json of the Citation Style Language, 1.0.2.
private let itemTypes: Set<String> = [
  "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
  "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
  "entry-dictionary", "entry-encyclopedia", "figure", "graphic", "hearing", "interview",
  "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
  "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
  "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
  "standard", "thesis", "treaty", "webpage",
]
private let textKeys: Set<String> = [
  "title", "container-title", "publisher", "URL", "language", "note", "abstract", "genre",
]

@Test("what we write for reference managers has the types, keys and dates of CSL")
func citations() throws {
  for catalog in try catalogs() {
    let items = try #require(try json(answer("sources", catalog), .csl) as? [[String: Any]])
    #expect(!items.isEmpty)
    for item in items {
      #expect(item["id"] is String && itemTypes.contains(item["type"] as? String ?? ""))
      for (key, value) in item where key != "id" && key != "type" {
        switch key {
        case "author", "editor":
          let names = try #require(value as? [[String: String]])
          #expect(names.allSatisfy { Set($0.keys).isSubset(of: ["family", "given", "literal"]) })
        case "issued", "accessed":
          let date = try #require(value as? [String: Any])
          #expect(
            Set(date.keys).isSubset(of: ["date-parts", "season", "circa", "literal", "raw", "edtf"])
          )
          let sides = date["date-parts"] as? [[Int]] ?? []
          #expect(sides.count <= 2 && sides.allSatisfy { 1...3 ~= $0.count })
        default: #expect(textKeys.contains(key) && value is String, "\(key)")
        }
      }
    }
  }
}

// MARK: - schema.org

/// The properties and types that we write, each of which schema.org has.
///
/// Source: schema.org 28.
private let schemaOrgNames: Set<String> = [
  "about", "additionalProperty", "additionalType", "address", "addressCountry", "addressLocality",
  "addressRegion", "affiliation", "alternateName", "attendee", "author", "byDay", "byMonth",
  "byMonthDay", "containedInPlace", "contributor", "dateModified", "datePublished", "description",
  "duration", "editor", "endDate", "endTime", "eventAttendanceMode", "eventSchedule",
  "eventStatus", "exceptDate", "geo", "headline", "identifier", "image", "inDefinedTermSet",
  "inLanguage", "jobTitle", "keywords", "latitude", "location", "longitude", "maxValue",
  "maximumAttendeeCapacity", "minValue", "name", "nationality", "offers", "organizer",
  "parentOrganization", "performer", "postalCode", "price", "propertyID", "publisher",
  "releasedEvent", "repeatCount", "repeatFrequency", "sponsor", "startDate", "startTime",
  "streetAddress", "subjectOf", "superEvent", "unitText", "url", "value", "workFeatured",
]
private let schemaOrgTypes: Set<String> = [
  "BusinessEvent", "City", "CollegeOrUniversity", "Continent", "Corporation", "Country",
  "CreativeWork", "Dataset", "DefinedTerm", "EducationEvent", "Event", "EventSeries",
  "ExhibitionEvent", "Festival", "GeoCoordinates", "GovernmentOrganization", "NewsArticle",
  "NewsMediaOrganization", "Offer", "Organization", "Person", "Place", "PostalAddress",
  "PropertyValue", "Report", "Schedule", "State", "VirtualLocation", "WebPage",
]

@Test("what we write as linked data has the words of schema.org and no others")
func linkedWords() throws {
  func check(_ value: Any) {
    if let list = value as? [Any] { return list.forEach(check) }
    guard let object = value as? [String: Any] else { return }
    for (key, value) in object {
      switch key {
      case "@type": #expect(schemaOrgTypes.contains(value as? String ?? ""), "\(value)")
      case "@id", "@value", "@language": #expect(value is String)
      default:
        #expect(schemaOrgNames.contains(key), "\(key)")
        check(value)
      }
    }
  }
  for catalog in try catalogs() {
    let text = schemaOrgText(catalog.store, languages: ["en"])
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(document?["@context"] as? String == "https://schema.org")
    check(try #require(document?["@graph"]))
  }
}
