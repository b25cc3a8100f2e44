internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacTime

// An event in the words of schema.org, and where it is.
extension SchemaOrgNode {
  var event: [(String, JSONNode?)] {
    let (start, end) = period
    var above = record.things("part_of").map(reference)
    above += record.things("series").map { series in
      .object(
        [("@type", .string("EventSeries"))] + SchemaOrgNode(series).identity.dropFirst()
          + [("name", .string(series.name))])
    }
    var capacity: JSONNode?
    if case .number(let quantity) = record["capacity"], quantity.isExact {
      capacity = .value(.number(quantity))
    }
    return [
      ("startDate", start), ("endDate", end),
      ("eventAttendanceMode", record.firstText("mode").flatMap(schemaOrgMode).map { .string($0) }),
      ("eventStatus", record.firstText("status").flatMap(schemaOrgStatus).map { .string($0) }),
      ("eventSchedule", schedule), ("location", .nonempty(locations)),
      ("organizer", references("organizer")), ("contributor", references("host")),
      ("sponsor", references("partner")), ("attendee", .nonempty(attendees)),
      ("performer", references("speaker")), ("about", references("theme")),
      ("maximumAttendeeCapacity", capacity), ("inLanguage", texts("language")),
      ("superEvent", above.count == 1 ? above[0] : .nonempty(above)),
      ("workFeatured", references("outcome")), ("subjectOf", documents),
    ]
  }

  /// Organizations that take part, and whoever else the data names.
  private var attendees: [JSONNode] {
    record.things("participant").map(reference)
      + record.texts("attendee").map { name in
        .object([("@type", .string("Person")), ("name", .string(name))])
      }
  }

  /// When a series comes again, as far as a Schedule can say it.
  var schedule: JSONNode? {
    guard let rule = record.firstText("rrule"), case .date(let date) = record["when"] else {
      return nil
    }
    return SchemaOrgSchedule(rule, date)?.node
  }

  /// The places, and what the data says of where it is besides: a street, an address on the web.
  private var locations: [JSONNode] {
    let places = record.things("place")
    var further: [(name: String, value: Value)] = record.ownFields.keys.compactMap { key in
      key.name.hasPrefix("location.") ? (String(key.name.dropFirst(9)), key.value) : nil
    }
    var nodes: [JSONNode] = []
    if let url = further.first(where: { $0.name == "url" })?.value,
      ["online", "hybrid"].contains(record.firstText("mode"))
    {
      further.removeAll { $0.name == "url" }
      for address in url.listed {
        nodes.append(
          .object([
            ("@type", .string("VirtualLocation")),
            ("url", .string(AlmanacRender.text(of: address))),
          ]))
      }
    }
    if places.count == 1 { return [location(places[0], further)] + nodes }
    if places.isEmpty, let rest = placelessLocation(further) { return [rest] + nodes }
    return places.map { location($0, []) } + nodes
  }

  private func placelessLocation(_ further: [(name: String, value: Value)]) -> JSONNode? {
    let members = locationMembers(further)
    let point = Coordinates(of: record) == nil ? [] : position
    guard !members.address.isEmpty || !members.rest.isEmpty || !point.isEmpty else { return nil }
    return .object(
      [("@type", .string("Place"))] + members.rest + [address(members.address)] + point)
  }

  /// The ends as EDTF texts. An end that nobody knows stays with the start, `2023-11-06/`, for an
  /// event without an end would end with its start.
  private var period: (start: JSONNode?, end: JSONNode?) {
    guard case .date(let date) = record["when"] else { return (nil, nil) }
    guard let slash = date.text.firstIndex(of: "/") else { return (.string(date.text), nil) }
    let start = String(date.text[..<slash])
    let end = String(date.text[date.text.index(after: slash)...])
    if end.isEmpty { return (.string(date.text), nil) }
    return (.nonempty(start), .string(end))
  }

  /// A place with the address that the places around it make.
  private func location(
    _ place: Record, _ further: [(name: String, value: Value)]
  ) -> JSONNode {
    let chain = place.chain("parent")
    func name(_ key: String, _ kinds: Set<String>) -> (String, JSONNode?) {
      (key, chain.first { kinds.contains($0.firstText("kind") ?? "") }.map { .string($0.name) })
    }
    let members = locationMembers(further)
    let parts =
      members.address + [
        name("addressLocality", ["city", "town", "village"]),
        name("addressRegion", ["province", "municipality", "region", "state"]),
        name("addressCountry", ["country"]),
      ]
    let node = SchemaOrgNode(place)
    // Where the event says itself where it is, its place is there.
    let point = Coordinates(of: record) == nil ? node.position : position
    let id = further.first { $0.name == "id" }.flatMap { $0.value.listed.first }
    let type: (String, JSONNode?) = ("@type", .string(node.type))
    // What the event alone says of the place is not said of the place wherever it is.
    let identity: [(String, JSONNode?)] =
      if let id {
        [type, ("@id", .string(AlmanacRender.text(of: id)))]
      } else {
        further.isEmpty ? node.identity : [type]
      }
    return .object(
      identity + [("name", .string(place.name)), address(parts)] + members.rest + point)
  }

  private func address(_ parts: [(String, JSONNode?)]) -> (String, JSONNode?) {
    let isThere = parts.contains { $0.1 != nil }
    return ("address", isThere ? .object([("@type", .string("PostalAddress"))] + parts) : nil)
  }

  /// What belongs in the address, and what beside it.
  private func locationMembers(
    _ further: [(name: String, value: Value)]
  ) -> (address: [(String, JSONNode?)], rest: [(String, JSONNode?)]) {
    let parts: Set<String> = ["streetAddress", "postalCode", "postOfficeBoxNumber"]
    return (
      SchemaOrgProperties.members(of: further.filter { parts.contains($0.name) }),
      SchemaOrgProperties.members(
        of: further.filter { !parts.contains($0.name) && $0.name != "id" })
    )
  }
}
