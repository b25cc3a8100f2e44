/// The Damerau-Levenshtein distance (optimal string alignment) of two texts in Unicode scalars, or
/// nil when it is more than `limit`.
///
/// Source: Damerau 1964; Ukkonen 1985 for the band.
public func editDistance(_ first: String, _ second: String, limit: Int) -> Int? {
  let left = Array(first.unicodeScalars)
  let right = Array(second.unicodeScalars)
  guard abs(left.count - right.count) <= limit else { return nil }
  var before: [Int] = []
  var row = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var next = [i + 1]
    for (j, b) in right.enumerated() {
      var best = min(row[j] + (a == b ? 0 : 1), row[j + 1] + 1, next[j] + 1)
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { best = min(best, before[j - 1] + 1) }
      next.append(best)
    }
    before = row
    row = next
  }
  return row[right.count] <= limit ? row[right.count] : nil
}
