internal import AlmanacEngine
internal import AlmanacStore

/// A point of the earth, in millionths of a degree (WGS 84).
struct Coordinates: Hashable {
  let latitude: Int64
  let longitude: Int64

  /// A point, if there is such a one.
  init?(latitude: Int64, longitude: Int64) {
    guard abs(latitude) <= 90 * Quantity.scale, abs(longitude) <= 180 * Quantity.scale else {
      return nil
    }
    self.latitude = latitude
    self.longitude = longitude
  }

  /// `48.85;2.35`, with `;`, `,` or a space between: latitude first.
  init?(_ text: String) {
    let parts = text.split { ";, ".contains($0) }
    guard parts.count == 2, let latitude = Coordinates.degrees(String(parts[0])),
      let longitude = Coordinates.degrees(String(parts[1]))
    else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }

  /// The keys of the data that say where a thing is.
  static let keys = Set(["geo"] + latitudeKeys + longitudeKeys)
  private static let latitudeKeys = ["latitude", "lat", "geo.latitude", "location.geo.latitude"]
  private static let longitudeKeys = [
    "longitude", "long", "lon", "lng", "geo.longitude", "location.geo.longitude",
  ]

  /// What a thing says of itself under `geo`, or under a key for each axis.
  init?(of record: Record) {
    if let text = record.firstText("geo"), let point = Coordinates(text) {
      self = point
      return
    }
    func axis(_ names: [String]) -> Int64? {
      for name in names {
        switch record[name] {
        case .number(let quantity) where quantity.isExact: return quantity.lower
        case .text(let text): if let degrees = Coordinates.degrees(text) { return degrees }
        default: continue
        }
      }
      return nil
    }
    guard let latitude = axis(Coordinates.latitudeKeys),
      let longitude = axis(Coordinates.longitudeKeys)
    else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }

  /// Where a thing is: its own points, else those of its places, each once.
  static func points(of record: Record) -> [Coordinates] {
    if let own = Coordinates(of: record) { return [own] }
    var points: [Coordinates] = []
    for place in record.things("place") {
      // A hall without a point is in its city; a city without one is not in the middle of a country.
      let near = place.chain("parent").prefix {
        !["country", "continent"].contains($0.firstText("kind") ?? "")
      }
      if let point = near.lazy.compactMap({ Coordinates(of: $0) }).first, !points.contains(point) {
        points.append(point)
      }
    }
    return points
  }

  /// Degrees with at most six decimals; more are cut off, for they tell centimetres.
  private static func degrees(_ text: String) -> Int64? {
    guard let point = text.firstIndex(of: ".") else { return Quantity.millionths(text) }
    let decimals = text[text.index(after: point)...]
    guard decimals.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return Quantity.millionths(text[...point] + decimals.prefix(6))
  }
}
