internal import Almanac

/// `.set`, and each setting as a command of its own.
extension Session {
  /// `.set [NAME [VALUE]]`
  mutating func set(_ text: String, into reply: inout Reply) {
    let name = text.prefix { !$0.isWhitespace }
    let value = text[name.endIndex...].trimmed
    if name.isEmpty {
      let width = Setting.all.map(\.name.count).max() ?? 0
      for setting in Setting.all {
        let padding = String(repeating: " ", count: width - setting.name.count + 2)
        reply.print(setting.name + padding + setting.read(self))
      }
      return
    }
    guard let setting = Setting.named(name.lowercased()) else {
      let close = nearest(String(name), in: Setting.all.map(\.name))
      return reply.fail(
        "there is no setting \"\(shown(name))\"",
        notes: [
          close.map { "close: .set \($0)\(value.isEmpty ? "" : " ")\(value)" }
            ?? "there are: " + Setting.all.map(\.name).joined(separator: ", ")
        ], .badData)
    }
    set(setting, to: String(value), into: &reply)
  }

  /// Shows a setting, or gives it a value.
  mutating func set(_ setting: Setting, to value: String, into reply: inout Reply) {
    guard !value.isEmpty else { return reply.print("\(setting.name) \(setting.read(self))") }
    guard setting.write(&self, value) || setting.write(&self, value.lowercased()) else {
      var notes = ["it takes: \(setting.values)"]
      if let close = nearest(value, in: setting.choices) {
        notes.insert("close: .\(setting.name) \(close)", at: 0)
        reply.suggestion = ".\(setting.name) \(close)"
      }
      return reply.fail(
        ".\(setting.name) can't be \"\(shown(value))\"", notes: notes, .badData)
    }
    if display.isInteractive {
      reply.say(display.dim("\(setting.name) \(setting.read(self))"))
    }
  }
}
