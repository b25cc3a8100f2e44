internal import Almanac

extension Session {
  /// What could stand at a byte of a line that is being typed: dot-commands from their table,
  /// queries from the catalog, refinements as the whole that they make.
  func complete(_ text: String, at byteOffset: Int) -> Completion {
    let start = surroundings.nanoseconds()
    let typed = text.utf8Slice(TextRange(0, byteOffset))
    if typed.trimmed.hasPrefix(".") && !typed.contains(where: \.isNewline) {
      return completeCommand(typed, at: byteOffset)
    }
    let refined = refinedStatement(text)
    let shift = refined.utf8.count
    let expectation = expectation(at: byteOffset + shift, in: refined + text)
    var completion =
      expectation.categories.contains(.fileName)
      ? completeFileName(typed, at: byteOffset, expectation.range, shift)
      : loading.catalog.complete(
        refined + text, at: byteOffset + shift, context: context,
        while: { surroundings.nanoseconds() &- start < Session.menuNanoseconds })
    let range = completion.range
    guard range.lowerBound >= shift else {
      return Completion(range: byteOffset..<byteOffset, candidates: [], total: 0)
    }
    completion.range = range.lowerBound - shift..<range.upperBound - shift
    return completion
  }

  /// So long a menu may take: one frame of a screen.
  private static let menuNanoseconds: UInt64 = 16_000_000

  /// What is wrong with a line that is being typed, for its colours; nothing while names are still
  /// being put in order, as a key is not to wait for them.
  func typedFaults(in text: String) -> TypedFaults {
    guard loading.catalog.store.hasNamesReady else { return TypedFaults() }
    let refined = refinedStatement(text)
    let faults = loading.catalog.typedFaults(in: refined + text, context: context)
    let shift = refined.utf8.count
    func moved(_ ranges: [TextRange]) -> [TextRange] {
      ranges.filter { $0.start >= shift }.map { TextRange($0.start - shift, $0.end - shift) }
    }
    var own = TypedFaults()
    own.names = moved(faults.names)
    own.others = moved(faults.others)
    return own
  }

  /// What stands before a line that goes on with the last statement; nothing before another.
  private func refinedStatement(_ text: String) -> String {
    guard !lastFailed, let last = statements.last?.text, continuesLastStatement(text) else {
      return ""
    }
    return Session.joined(last, "")
  }

  /// The name of a file in quotes, behind `include` and `export`.
  private func completeFileName(
    _ typed: Substring, at byteOffset: Int, _ range: TextRange, _ shift: Int
  ) -> Completion {
    let start = max(0, min(range.start - shift, byteOffset))
    let word = String(typed.utf8.dropFirst(start)) ?? ""
    let path = word.hasPrefix("\"") ? String(word.dropFirst()) : word
    let candidates = surroundings.paths(path).map { Session.candidate(file: $0, isQuoted: true) }
    return Completion(
      range: range.start..<max(range.end, byteOffset + shift),
      candidates: Array(candidates.prefix(Completion.limit)), total: candidates.count)
  }

  /// A file for the menu. The quote behind a folder stays open, for what is in it.
  private static func candidate(file path: String, isQuoted: Bool) -> Completion.Candidate {
    let isQuoted = isQuoted || path.contains(where: \.isWhitespace)
    let insert = isQuoted ? "\"\(path)" + (path.hasSuffix("/") ? "" : "\"") : path
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Completion.Candidate(
      insert: insert, label: shown(path.hasSuffix("/") ? "\(name)/" : name), detail: "")
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
    case .lessons where !argument.contains("/"):
      let words = course == nil ? [] : Session.lessonWords
      return Session.completion(
        of: argument, at: byteOffset,
        from: words + LessonShelf.lessons.map { ($0.name, $0.title) })
    case .files, .lessons:
      let isQuoted = argument.hasPrefix("\"")
      let candidates = surroundings.paths(String(isQuoted ? argument.dropFirst() : argument)).map {
        Session.candidate(file: $0, isQuoted: isQuoted)
      }
      return Completion(
        range: byteOffset - argument.utf8.count..<byteOffset,
        candidates: Array(candidates.prefix(Completion.limit)), total: candidates.count)
    }
  }

  /// What `.learn` takes in a lesson.
  private static let lessonWords: [(word: String, detail: String)] = [
    ("task", "say the task again"), ("back", "the step before"),
    ("again", "the lesson anew"), ("stop", "leave the lesson"),
  ]

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
