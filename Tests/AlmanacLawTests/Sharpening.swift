import AlmanacTime
import TestSupport

extension World {
  /// A world in which more is known and nothing that was known is otherwise: intervals shrink, open
  /// lists close, doubtful members are decided, guesses become statements.
  func sharpened(seed: UInt64) -> World {
    var random = SeededGenerator(seed: seed)
    var sharper = self
    for kind in Kind.allCases {
      for index in self[kind].indices {
        for (field, datum) in self[kind][index].fields.sorted(by: { $0.key < $1.key }) {
          guard Int.random(in: 1...10, using: &random) <= 6 else { continue }
          sharper.things[kind]?[index].fields[field] = datum.sharpened(&random)
        }
      }
    }
    return sharper
  }
}

extension Datum {
  fileprivate func sharpened(_ random: inout SeededGenerator) -> Datum {
    switch self {
    case .amount(let amount, _): return .amount(amount.sharpened(&random), disputed: [])
    case .members(let members, _):
      var decided: [Member] = []
      for member in members where !member.isDoubtful || Bool.random(using: &random) {
        decided.append(Member(id: member.id))
      }
      return .members(decided, more: nil)
    case .date(let text): return .date(Datum.sharpened(text))
    case .words, .text, .links: return self
    }
  }

  /// A shorter period that the longer one allows.
  private static func sharpened(_ text: String) -> String {
    if text.hasSuffix("?") { return String(text.dropLast()) }
    if text.hasSuffix("/"), let day = try? readDate(String(text.dropLast())).starts.earliest {
      return text + day.adding(days: 3).text
    }
    if text.hasPrefix("/"), let day = try? readDate(String(text.dropFirst())).ends.latest {
      return day.adding(days: -2).text + text
    }
    switch text.count {
    case 4: return text.hasSuffix("X") ? "2022" : text + "-06"
    case 7 where !text.contains("/"): return text + "-11"
    default: return text
    }
  }
}

extension Amount {
  /// The same bounds without a doubt, or a part of them.
  fileprivate func sharpened(_ random: inout SeededGenerator) -> Amount {
    if isGuess { return Amount(low: low, high: high) }
    let width = 40 * Amount.unit
    let first = low == Amount.lowest ? high - width : low
    let last = high == Amount.highest ? low + width : high
    let cut = Int64.random(in: 0...(last - first) / Amount.unit, using: &random) * Amount.unit
    return Bool.random(using: &random)
      ? Amount(low: first, high: first + cut) : Amount(low: last - cut, high: last)
  }
}
