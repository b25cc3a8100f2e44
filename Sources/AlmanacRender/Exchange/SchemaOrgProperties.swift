internal import AlmanacEngine

/// Keys of the data with dots in them, put together again: `offers.price` and `offers.url` are one
/// `offers`.
enum SchemaOrgProperties {
  /// Whether a key begins with a property that schema.org has for events and whoever they name.
  static func has(_ key: String) -> Bool { names.contains(key.prefix { $0 != "." }) }

  /// A member for each first part of the keys, in the order in which these come.
  static func members(of keys: [(name: String, value: Value)]) -> [(String, JSONNode?)] {
    let paths = keys.map { key in (path: key.name.split(separator: ".")[...], value: key.value) }
    return members(of: paths)
  }

  private static func members(
    of keys: [(path: ArraySlice<Substring>, value: Value)]
  ) -> [(String, JSONNode?)] {
    var names: [Substring] = []
    for key in keys {
      if let name = key.path.first, !names.contains(name) { names.append(name) }
    }
    return names.map { name in
      let inner = keys.filter { $0.path.first == name }
        .map { (path: $0.path.dropFirst(), value: $0.value) }
      var items = inner.filter { $0.path.isEmpty }.flatMap { $0.value.listed }
        .map { JSONNode.value($0) }
      let rest = inner.filter { !$0.path.isEmpty }
      if !rest.isEmpty {
        let type = types[name].map { JSONNode.string($0) }
        items.append(.object([("@type", type)] + members(of: rest)))
      }
      // The key of an object's id is its own.
      let key = name == "id" ? "@id" : String(name)
      return (key, items.count == 1 ? items[0] : .nonempty(items))
    }
  }

  private static let types: [Substring: String] = [
    "aggregateRating": "AggregateRating", "audience": "Audience", "contactPoint": "ContactPoint",
    "image": "ImageObject", "logo": "ImageObject", "offers": "Offer", "review": "Review",
  ]

  private static let names: Set<Substring> = [
    "additionalType", "address", "aggregateRating", "areaServed", "audience", "award", "birthDate",
    "composer", "contactPoint", "director", "disambiguatingDescription", "doorTime", "duration",
    "email", "faxNumber", "foundingDate", "funding", "hasMap", "image", "isAccessibleForFree",
    "keywords", "logo", "mainEntityOfPage", "maximumPhysicalAttendeeCapacity",
    "maximumVirtualAttendeeCapacity", "memberOf", "offers", "openingHours", "photo",
    "potentialAction", "previousStartDate", "recordedIn", "remainingAttendeeCapacity", "review",
    "sameAs", "telephone", "translator", "typicalAgeRange", "workFeatured", "workPerformed",
  ]
}
