internal import Almanac

extension Session {
  /// What could stand at a byte of a line that is being typed: dot-commands from their table,
  /// queries from the catalog, refinements as the whole that they make.
  func complete(_ text: String, at byteOffset: Int) -> Completion {
    let typed = text.utf8Slice(TextRange(0, byteOffset))
    if typed.trimmed.hasPrefix(".") && !typed.contains(where: \.isNewline) {
      return completeCommand(typed, at: byteOffset)
    }
    guard !lastFailed, let last = statements.last?.text, continuesLastStatement(text) else {
      return loading.catalog.complete(text, at: byteOffset, context: context)
    }
    let prefix = Session.joined(last, "")
    let shift = prefix.utf8.count
    var completion = loading.catalog.complete(
      prefix + text, at: byteOffset + shift, context: context)
    let range = completion.range
    guard range.lowerBound >= shift else {
      return Completion(range: byteOffset..<byteOffset, candidates: [], total: 0)
    }
    completion.range = range.lowerBound - shift..<range.upperBound - shift
    return completion
  }

  private func completeCommand(_ typed: Substring, at byteOffset: Int) -> Completion {
    let content = typed.drop(while: \.isWhitespace)
    guard let space = content.firstIndex(where: \.isWhitespace) else {
      return Session.completion(
        of: content, at: byteOffset, from: Command.table.map { (".\($0.name)", $0.help) })
    }
    guard let command = Command.named(content[..<space].dropFirst().lowercased()) else {
      return Completion(range: byteOffset..<byteOffset, candidates: [], total: 0)
    }
    let argument = content[space...].drop(while: \.isWhitespace)
    switch command.completion {
    case .nothing:
      return Completion(range: byteOffset..<byteOffset, candidates: [], total: 0)
    case .topics:
      return Session.completion(
        of: argument, at: byteOffset, from: Manual.index.map { ($0.topic, $0.gloss) })
    case .words(let words):
      return Session.completion(of: argument, at: byteOffset, from: words.map { ($0, "") })
    case .settings:
      guard let gap = argument.firstIndex(where: \.isWhitespace) else {
        return Session.completion(
          of: argument, at: byteOffset, from: Setting.all.map { ($0.name, $0.help) })
      }
      let choices = Setting.named(argument[..<gap])?.choices ?? []
      return Session.completion(
        of: argument[gap...].drop(while: \.isWhitespace), at: byteOffset,
        from: choices.map { ($0, "") })
    case .files:
      return Session.completion(
        of: argument, at: byteOffset, from: surroundings.paths(String(argument)).map { ($0, "") })
    }
  }

  private static func completion(
    of typed: Substring, at byteOffset: Int, from words: [(word: String, detail: String)]
  ) -> Completion {
    let key = typed.lowercased()
    let candidates = words.filter { $0.word.lowercased().hasPrefix(key) }.map {
      Completion.Candidate(insert: $0.word, label: $0.word, detail: $0.detail)
    }
    return Completion(
      range: byteOffset - typed.utf8.count..<byteOffset,
      candidates: Array(candidates.prefix(Completion.limit)), total: candidates.count)
  }
}
