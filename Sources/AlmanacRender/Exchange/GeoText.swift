internal import AlmanacEngine
internal import AlmanacStore

/// Events or places as features of a map: a point, several points, or no geometry where nobody
/// says where; the columns are the properties.
///
/// Source: RFC 7946.
func geoText(_ answer: Answer) -> String {
  let features = answer.records.enumerated().map { row, record -> JSONNode in
    let properties = answer.columns.enumerated().map { index, column in
      let value = answer.value(row: row, column: index)
      return (column.name, value.isStated ? JSONNode.value(value) : nil)
    }
    return .object([
      ("type", .string("Feature")), ("id", .string(record.id)),
      ("geometry", geometry(Coordinates.points(of: record))),
      ("properties", .object(properties)),
    ])
  }
  return JSONNode.object([
    ("type", .string("FeatureCollection")), ("features", .array(features)),
  ]).text
}

private func geometry(_ points: [Coordinates]) -> JSONNode {
  guard let first = points.first else { return .value(.missing) }
  if points.count == 1 {
    return .object([("type", .string("Point")), ("coordinates", position(first))])
  }
  return .object([
    ("type", .string("MultiPoint")), ("coordinates", .array(points.map(position))),
  ])
}

/// Longitude first: RFC 7946 §3.1.1.
private func position(_ point: Coordinates) -> JSONNode {
  .array(
    [point.longitude, point.latitude].map {
      .value(.number(Quantity(lower: $0, upper: $0)))
    })
}
