internal import Almanac

extension Session {
  /// `.help [TOPIC]`: what the manual says about it.
  func help(_ topic: String, into reply: inout Reply) {
    let text = ManualText(
      asking: ".help", width: display.widthColumns, style: display.outputStyle)
    if let article = Manual.article(about: topic, dataFields: dataFields) {
      return reply.print(text.text(of: article))
    }
    if let card = card(of: topic) {
      reply.suggestion = card
      return reply.fail(
        "the manual is about words, and \(shown(topic)) is a thing",
        notes: ["all that is known of it: \(card)"], .badData)
    }
    let close = nearest(topic, in: Manual.topics + dataFields.map(\.name))
    reply.fail(
      "there is no help about \"\(shown(topic))\"",
      notes: [
        close.map { "close: .help \($0)" } ?? "all there is: .help topics"
      ], .badData)
    reply.suggestion = close.map { ".help \($0)" }
  }

  /// The query for the card of the thing that is called so; nil where none is.
  private func card(of name: String) -> String? {
    let query = nameLiteral(name)
    guard let answer = try? loading.catalog.answer(query, context: context),
      case .card = answer.shape
    else { return nil }
    return query
  }

  /// The fields of what is loaded that the schema does not know.
  private var dataFields: [DataField] {
    Noun.allCases.flatMap { noun in
      let table = loading.catalog.store[noun]
      return table.measures.map { DataField(noun: noun, name: $0, isMeasure: true) }
        + table.furtherKeys.map { DataField(noun: noun, name: $0, isMeasure: false) }
    }
  }
}
