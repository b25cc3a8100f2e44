import AlmanacStore
import AlmanacText
import AlmanacTime
import TestSupport
import Testing

@testable import AlmanacEngine

/// Records whose names are made of few words, so that texts cross from one into the next.
private func crowd(_ generator: inout SeededGenerator) throws -> Table {
  let words = [
    "Joint", "joint", "museum", "mu", "Water", "waterway", "water:", "на", "Наука", "科普", "日", "a",
    "é", "E\u{301}cole", "x-ray", "2012:",
  ]
  var builder = StoreBuilder()
  for number in 0..<Int.random(in: 1...250, using: &generator) {
    let event = try builder.add(.event, id: "e\(number)")
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      let name = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        words.randomElement(using: &generator) ?? ""
      }
      builder.addName(
        name.joined(separator: Bool.random(using: &generator) ? " " : "  "), to: event)
    }
  }
  return builder.finish().store[.event]
}

@Test("what names contain is found by their words as by reading each of them", arguments: 0..<12)
func namesContaining(seed: Int) throws {
  var generator = SeededGenerator(seed: UInt64(seed))
  let table = try crowd(&generator)
  let names = (0..<UInt32(table.rowCount)).map { row in
    table.names.positions(of: row).map { Array(foldedText(table.names.name(at: $0).text).utf8) }
  }
  var wanted = [" ", "  ", "q", "joint mu", "t m", " a", "a ", "x-"]
  for _ in 0..<60 {
    guard let name = names.joined().randomElement(using: &generator) else { continue }
    let text = Array(String(decoding: name, as: UTF8.self).unicodeScalars)
    let start = Int.random(in: 0..<text.count, using: &generator)
    let end = Int.random(in: start..<min(text.count, start + 12), using: &generator)
    wanted.append(String(String.UnicodeScalarView(text[start...end])))
  }
  let context = QueryContext(today: Day(number: 0), languages: [])
  for text in wanted {
    let bytes = Array(text.utf8)
    let expected = names.indices.filter { row in
      names[row].contains { name in
        name.count >= bytes.count
          && (0...name.count - bytes.count).contains { name[$0...].starts(with: bytes) }
      }
    }
    #expect(
      table.rows(nameContaining: text, context).rows.map(Int.init) == expected, "\(text)")
  }
}
