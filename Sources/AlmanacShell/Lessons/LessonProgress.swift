/// How far somebody came in each lesson: a line each, `first-steps 3`, the number of steps behind them.
struct LessonProgress: Hashable {
  private var stepCounts: [String: Int] = [:]
  /// In the order of the file.
  private var names: [String] = []

  /// Reads a file; a line that is no progress is left out.
  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      guard words.count == 2, let count = Int(words[1]), count >= 0 else { continue }
      self[String(words[0])] = count
    }
  }

  /// How many steps of a lesson were done, from the first on.
  subscript(name: String) -> Int {
    get { stepCounts[name, default: 0] }
    set {
      if stepCounts.updateValue(newValue, forKey: name) == nil { names.append(name) }
    }
  }

  /// The file's text.
  var text: String { names.map { "\($0) \(self[$0])\n" }.joined() }
}
