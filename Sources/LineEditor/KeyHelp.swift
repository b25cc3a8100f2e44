/// Keys and what they do, to be shown to people.
public struct KeyHelp: Sendable, Hashable {
  /// `Ctrl-A, Home`.
  public var keys: String
  /// `Start of the line`.
  public var help: String
}

extension LineEditor {
  /// What the keys do, for a page of help: in emacs' map or in vi's, whichever is in use.
  public var keyHelp: [KeyHelp] {
    let commands = EditCommand.allCases.compactMap { command -> KeyHelp? in
      guard command.isForPeople else { return nil }
      var keys = KeyName.names(of: command.keys)
      if engine.isVi {
        let more = KeyName.names(of: command.viCommandKeys).filter { !keys.contains($0) }
        keys += more.map { "\($0) in command mode" }
      }
      return KeyHelp(keys: keys.joined(separator: ", "), help: command.help)
    }
    let search = [
      KeyHelp(
        keys: "Ctrl-R, Ctrl-S, Enter, Ctrl-G",
        help: "In a search: older, newer, edit what was found, back to what was typed")
    ]
    let others =
      engine.isVi
      ? [KeyHelp(keys: "Esc", help: "Command mode of vi: w b e 0 $ f t x r d c y p . and counts")]
      : EditCommand.builtinHelp.map {
        KeyHelp(keys: KeyName.names(of: $0.keys).joined(separator: ", "), help: $0.help)
      }
    return commands + search + others
  }
}

/// How people write a key: `Ctrl-A` for what editrc(5) writes `^A`.
enum KeyName {
  /// The names of keys, each once.
  static func names(of keys: [String]) -> [String] {
    var names: [String] = []
    for key in keys {
      let name = name(of: key)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The name of one key.
  static func name(of key: String) -> String {
    if let name = special[key] { return name }
    if key.hasPrefix("\\e") { return "Alt-" + name(of: String(key.dropFirst(2))) }
    var names: [String] = []
    var rest = key[...]
    while let first = rest.popFirst() {
      if first == "^", let letter = rest.popFirst() {
        names.append(special["^\(letter)"] ?? "Ctrl-\(letter)")
      } else {
        names.append(String(first))
      }
    }
    return names.joined(separator: " ")
  }

  private static let special = [
    "^I": "Tab", "^J": "Enter", "^M": "Enter", "^?": "Backspace", "^H": "Backspace",
    "\\e[Z": "Shift-Tab", "\\e[A": "Up", "\\eOA": "Up", "\\e[B": "Down", "\\eOB": "Down",
    "\\e[C": "Right", "\\eOC": "Right", "\\e[D": "Left", "\\eOD": "Left", "\\e[H": "Home",
    "\\eOH": "Home", "\\e[1~": "Home", "\\e[7~": "Home", "\\e[F": "End", "\\eOF": "End",
    "\\e[4~": "End", "\\e[8~": "End", "\\e[3~": "Delete", "\\e[1;5D": "Ctrl-Left",
    "\\e[1;3D": "Alt-Left", "\\e[1;5C": "Ctrl-Right", "\\e[1;3C": "Alt-Right", "^\\\\": "Esc",
    "^\\": "Esc",
  ]
}
