internal import Almanac

extension Session {
  /// `.surprise [NUMBER]`: something that is so, at random or, of a number, always the same.
  mutating func surprise(_ number: String, into reply: inout Reply) {
    let seed = number.isEmpty ? surroundings.nanoseconds() : UInt64(number)
    guard let seed else {
      return reply.fail(
        ".surprise takes a number, not \"\(shown(number))\"",
        notes: ["the same number, the same statement: .surprise 7"], .badData)
    }
    var maker = SurpriseMaker(loading.catalog, context: context, seed: seed)
    guard let surprise = maker.surprise() else {
      return reply.fail(
        "nothing can be said of what is loaded", notes: ["what is loaded: .sources"], .badData)
    }
    let width = display.widthColumns ?? Int.max
    let sentence = shown(surprise.sentence.prefix(1).uppercased() + surprise.sentence.dropFirst())
    reply.print(sentence.wrapped(to: max(20, width)).joined(separator: "\n"))
    reply.print("proof:   \(surprise.query)")
    let nobody = surprise.kind == .unstated ? "none: nobody says it" : "none is given"
    let sources = surprise.sources.isEmpty ? [nobody] : surprise.sources
    for (place, source) in sources.enumerated() {
      let lines = shown(source).wrapped(to: max(20, width - 9))
      let isFirst = place == 0
      reply.print(
        lines.enumerated().map { (isFirst && $0 == 0 ? "source:  " : "         ") + $1 }
          .joined(separator: "\n"))
    }
    reply.suggestion = surprise.query
    guard settings.showsHints, display.isInteractive, hintCounts["surprise", default: 0] < 3 else {
      return
    }
    hintCounts["surprise", default: 0] += 1
    reply.say(display.dim("Up brings the proof, to be run"))
  }
}
