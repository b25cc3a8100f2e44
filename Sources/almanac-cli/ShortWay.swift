internal import AlmanacShell

/// Reads the command lines that are typed a hundred times a day without ArgumentParser, which takes
/// longer to start than a query to answer.
///
/// Whatever is not plain (abbreviations, help, misspellings, a missing value) is nil here and goes the
/// long way; what is understood here is what the long way understands. A test holds the two
/// together.
enum ShortWay {
  /// What the words after the program's name ask for, or nil.
  static func invocation(_ words: [String]) -> Invocation? {
    var rest = words[...]
    var shared = SharedWords()
    while shared.take(from: &rest) {}
    guard let command = rest.popFirst() else { return shared.applied(to: .shell) }
    var operand: String?
    var options = Invocation.QueryOptions()
    var isTAP = false
    while let word = rest.first {
      if shared.take(from: &rest) { continue }
      rest.removeFirst()
      switch (command, word) {
      case ("query", "--json") where options.format == nil: options.format = "json"
      case ("run", "--tap"): isTAP = true
      case ("query", "--exit-status"): options.hasExitStatus = true
      case ("query", "--timing"), ("run", "--timing"): options.showsTiming = true
      case ("query", "--format") where options.format == nil:
        guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
        options.format = value
      case _ where operand == nil && (!word.hasPrefix("-")):
        operand = word
      default: return nil
      }
    }
    switch (command, operand) {
    case ("query", let query?): return shared.applied(to: .query(query, options))
    case ("run", let file?):
      let options = Invocation.RunOptions(isTAP: isTAP, showsTiming: options.showsTiming)
      return shared.applied(to: .run(file, options))
    default: return nil
    }
  }
}

/// The options that stand before or after every subcommand.
private struct SharedWords {
  var dataFiles: [String] = []
  var includesCorpus = false
  var appliesCorrections = true
  var keepsSeparate = false
  var isSafe = false
  var values: [String: String] = [:]

  /// Takes one option, with its value, if one is next; a second value for one goes the long way.
  mutating func take(from rest: inout ArraySlice<String>) -> Bool {
    guard let word = rest.first else { return false }
    switch word {
    case "--corpus": includesCorpus = true
    case "--no-corrections": appliesCorrections = false
    case "--separate": keepsSeparate = true
    case "--safe": isSafe = true
    case "--data", "--lang", "--today", "--color":
      guard let value = rest.dropFirst().first, !value.hasPrefix("-"), values[word] == nil
      else { return false }
      rest.removeFirst()
      if word == "--data" { dataFiles.append(value) } else { values[word] = value }
    default: return false
    }
    rest.removeFirst()
    return true
  }

  func applied(to action: Invocation.Action) -> Invocation {
    var invocation = Invocation(action)
    invocation.dataFiles = dataFiles
    invocation.includesCorpus = includesCorpus
    invocation.appliesCorrections = appliesCorrections
    invocation.keepsSeparate = keepsSeparate
    invocation.language = values["--lang"]
    invocation.today = values["--today"]
    invocation.color = values["--color"]
    invocation.isSafe = isSafe
    return invocation
  }
}
