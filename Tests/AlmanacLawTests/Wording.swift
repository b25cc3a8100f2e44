import TestSupport

/// Puts a draft into words: which of its names each thing goes by, pipes or none, capitals and the
/// forms of a Chinese keyboard. No choice changes what a query means.
struct Wording {
  let world: World
  var random: SeededGenerator
  /// Only names vary; everything else is plain.
  var isPlain = false

  init(world: World, seed: UInt64, isPlain: Bool = false) {
    self.world = world
    self.isPlain = isPlain
    random = SeededGenerator(seed: seed)
  }

  mutating func text(_ draft: QueryDraft) -> String { text(draft.template) }

  /// - Parameter template: names as marks, stages parted by U+001F.
  mutating func text(_ template: String) -> String {
    let isWide = !isPlain && chance(15)
    let isLoud = !isPlain && chance(15)
    var text = ""
    var rest = template[...]
    while let start = rest.firstIndex(of: "⟨"), let end = rest[start...].firstIndex(of: "⟩") {
      text += dressed(rest[..<start], isWide, isLoud)
      text += name(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
    }
    return text + dressed(rest, isWide, isLoud)
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 1...100, using: &random) <= percent
  }

  private mutating func dressed(_ text: Substring, _ isWide: Bool, _ isLoud: Bool) -> String {
    let wide: [Character: Character] = [
      "(": "（", ")": "）", "=": "＝", "<": "＜", ">": "＞", ",": "，", "[": "［", "]": "］", " ": "　",
    ]
    let keywords: Set<Substring> = [
      "where", "and", "or", "not", "in", "by", "about", "show", "sort", "limit", "distinct",
      "count",
      "during", "before", "after", "under", "maybe", "possibly", "is", "as", "desc", "any", "all",
      "only", "exactly", "none", "summarize", "overlaps", "contains", "known", "missing",
    ]
    var isQuoted = false
    var dressed = ""
    for part in text.split(separator: "\"", omittingEmptySubsequences: false) {
      if isQuoted {
        dressed += "\"\(part)\""
      } else {
        let stages = part.split(separator: "\u{1F}", omittingEmptySubsequences: false)
        for (place, stage) in stages.enumerated() {
          if place > 0 {
            dressed +=
              isPlain
              ? " " : ["", "", " |", "\n ", "\n  |"][Int.random(in: 0...4, using: &random)] + " "
          }
          var words = stage.split(separator: " ", omittingEmptySubsequences: false)
          if isLoud {
            words = words.map { keywords.contains($0) ? Substring($0.uppercased()) : $0 }
          }
          let line = words.joined(separator: " ")
          dressed += isWide ? String(line.map { wide[$0] ?? $0 }) : line
        }
      }
      isQuoted.toggle()
    }
    return dressed
  }

  /// - Parameter mark: `place:p1`.
  private mutating func name(_ mark: Substring) -> String {
    let parts = mark.split(separator: ":", maxSplits: 1)
    guard let kind = Kind(rawValue: String(parts[0])),
      let thing = world[kind].first(where: { $0.id == parts[1] })
    else { return String(mark) }
    let names = thing.everyName
    let choice = Int.random(in: 0...names.count, using: &random)
    guard choice < names.count else {
      return chance(50)
        ? "@\(kind.identityWord):\(thing.id)" : "@\(kind.identityWord):\"\(thing.id)\""
    }
    var name = names[choice]
    if chance(15) { name = name.uppercased() }
    return name.contains(" ") || chance(30) ? "\"\(name)\"" : name
  }
}
