import AlmanacText
import TestSupport
import Testing

@Test(
  "a distance counts letters put in, left out, replaced and swapped",
  arguments: [
    ("Beijing", "Bejiing", 1), ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3),
    ("same", "same", 0), ("ca", "abc", 3), ("北京", "东京", 1), ("a", "b", 1), ("", "", 0),
  ])
func distances(first: String, second: String, distance: Int) {
  #expect(editDistance(first, second, limit: 5) == distance)
  #expect(editDistance(first, second, limit: distance) == distance)
  #expect(editDistance(first, second, limit: distance - 1) == nil)
}

@Test("the band gives what the whole table gives", arguments: 0..<32 as Range<UInt64>)
func bandAgrees(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  for _ in 0..<100 {
    let a = word(&random)
    let b = word(&random)
    let whole = wholeTableDistance(Array(a), Array(b))
    for limit in 0...9 {
      #expect(editDistance(a, b, limit: limit) == (whole <= limit ? whole : nil), "\(a) \(b)")
    }
  }
}

@Test("what is being typed is as far as the nearest beginning", arguments: 0..<32 as Range<UInt64>)
func prefixDistances(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  for _ in 0..<100 {
    let a = word(&random)
    let b = word(&random)
    let least = (0...b.count).map { wholeTableDistance(Array(a), Array(b.prefix($0))) }.min() ?? 0
    for limit in 0...9 {
      #expect(
        editDistance(a, toPrefixOf: b, limit: limit) == (least <= limit ? least : nil), "\(a) \(b)")
    }
    #expect(editDistance(a, toPrefixOf: b, limit: .max) == least)
  }
}

@Test("short names forgive one fault, long ones three")
func suggestionLimits() {
  #expect([0, 4, 5, 8, 9, 40].map(suggestionLimit) == [1, 1, 2, 2, 3, 3])
}

private func word(_ random: inout SeededGenerator) -> String {
  String(
    (0..<Int.random(in: 0...8, using: &random)).map { _ in
      "abc".randomElement(using: &random) ?? "a"
    })
}

private func wholeTableDistance(_ a: [Character], _ b: [Character]) -> Int {
  var table = (0...a.count).map { row in (0...b.count).map { row == 0 ? $0 : row } }
  for row in stride(from: 1, through: a.count, by: 1) {
    for column in stride(from: 1, through: b.count, by: 1) {
      let cost = a[row - 1] == b[column - 1] ? 0 : 1
      var least = min(
        table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + cost)
      if row > 1, column > 1, a[row - 1] == b[column - 2], a[row - 2] == b[column - 1] {
        least = min(least, table[row - 2][column - 2] + 1)
      }
      table[row][column] = least
    }
  }
  return table[a.count][b.count]
}
