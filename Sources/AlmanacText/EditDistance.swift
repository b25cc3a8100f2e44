/// The Damerau-Levenshtein distance (optimal string alignment) of two texts in Unicode scalars, or
/// nil when it is more than `limit`.
///
/// A letter put in, left out or replaced counts one, and so do two neighbours that changed places:
/// `"Bejiing"` is one from `"Beijing"`. Cost: `limit` × length, as only cells within `limit` of the
/// diagonal are looked at.
///
/// Source: Damerau 1964; Ukkonen 1985 for the band.
public func editDistance(_ first: String, _ second: String, limit: Int) -> Int? {
  let a = Array(first.unicodeScalars)
  let b = Array(second.unicodeScalars)
  guard abs(a.count - b.count) <= limit else { return nil }
  return distance(a, b, limit: limit, isPrefix: false)
}

/// The ``editDistance(_:_:limit:)`` of what has been typed so far from the beginning of a text that
/// is nearest to it: `"Bejin"` is one from `"Beijing"`.
public func editDistance(_ typed: String, toPrefixOf text: String, limit: Int) -> Int? {
  let a = Array(typed.unicodeScalars)
  let b = Array(text.unicodeScalars.prefix(a.count + max(0, min(limit, a.count))))
  guard a.count - b.count <= limit else { return nil }
  return distance(a, b, limit: limit, isPrefix: true)
}

private func distance(
  _ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int, isPrefix: Bool
) -> Int? {
  guard limit >= 0 else { return nil }
  // A distance never exceeds the longer length, so a wider band would hold nothing more.
  let band = min(limit, max(a.count, b.count))
  let tooFar = band + 1
  // Three rows of the table, one behind the other, used in turn: the optimizer of Swift 6.3.1 gets
  // three arrays that are swapped wrong, and found no name near any other.
  let width = b.count + 1
  var table = [Int](repeating: tooFar, count: 3 * width)
  for column in 0...min(b.count, band) { table[column] = column }
  for row in 1..<max(a.count + 1, 1) {
    let current = row % 3 * width
    let last = (row + 2) % 3 * width
    let beforeLast = (row + 1) % 3 * width
    for column in 0..<width { table[current + column] = tooFar }
    if row <= band { table[current] = row }
    var least = table[current]
    let low = max(1, row - band)
    let high = min(b.count, row + band)
    for column in stride(from: low, through: high, by: 1) {
      var cost = table[last + column - 1] + (a[row - 1] == b[column - 1] ? 0 : 1)
      cost = min(cost, table[last + column] + 1, table[current + column - 1] + 1)
      if row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1] {
        cost = min(cost, table[beforeLast + column - 2] + 1)
      }
      table[current + column] = min(cost, tooFar)
      least = min(least, cost)
    }
    if least > band { return nil }
  }
  let row = table[(a.count % 3 * width)...].prefix(width)
  let distance = (isPrefix ? row.min() : row.last) ?? tooFar
  return distance <= band ? distance : nil
}

/// How far a misspelt name may be from one that is suggested for it: one for up to four letters,
/// two for up to eight, three above.
public func suggestionLimit(forLength letterCount: Int) -> Int {
  letterCount <= 4 ? 1 : letterCount <= 8 ? 2 : 3
}
