internal import Almanac

extension Session {
  /// `.help [TOPIC]`: what the manual says about it.
  func help(_ topic: String, into reply: inout Reply) {
    let text = ManualText(
      asking: ".help", width: display.widthColumns, style: display.outputStyle)
    if let article = Manual.article(about: topic, measures: measures) {
      return reply.print(text.text(of: article))
    }
    let close = nearest(topic, in: Manual.topics + measures.map(\.name))
    reply.fail(
      "there is no help about \"\(shown(topic))\"",
      notes: [
        close.map { "close: .help \($0)" } ?? "all there is: .help topics"
      ], .badData)
    reply.suggestion = close.map { ".help \($0)" }
  }

  /// The numbers that what is loaded has of its nouns.
  private var measures: [Measure] {
    Noun.allCases.flatMap { noun in
      loading.catalog.store[noun].measures.map { Measure(noun: noun, name: $0) }
    }
  }
}
