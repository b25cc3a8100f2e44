/// The commands that the editor adds to libedit's own, by the names that editrc(5) can bind; their
/// `help` says what they do.
enum EditCommand: String, CaseIterable {
  case accept = "line-accept"
  case newline = "line-newline"
  case interrupt = "line-interrupt"
  case endOrDelete = "line-end-or-delete"
  case suspend = "line-suspend"
  case clearScreen = "line-clear-screen"
  case complete = "line-complete"
  case completeBackward = "line-complete-backward"
  case up = "line-up"
  case down = "line-down"
  case left = "line-left"
  case right = "line-right"
  case home = "line-home"
  case end = "line-end"
  case backspace = "line-backspace"
  case delete = "line-delete"
  case search = "line-search"
  case paste = "line-paste"
  case escape = "line-escape"
  case idle = "line-idle"

  /// What the command does, for `bind -l`.
  var help: String {
    switch self {
    case .accept: "Run the statement, or go on in a new line if it is not complete"
    case .newline: "Begin a new line"
    case .interrupt: "Clear the line"
    case .endOrDelete: "Leave if the line is empty, delete the next character if not"
    case .suspend: "Stop the program; fg goes on"
    case .clearScreen: "Clear the screen and paint the line again"
    case .complete: "Complete the word, then take the candidates in turn"
    case .completeBackward: "Take the candidates in turn, backwards"
    case .up: "Line above, or the entry before that begins with what is typed"
    case .down: "Line below, or the entry after"
    case .left: "Character to the left"
    case .right: "Character to the right, or keep the candidate"
    case .home: "Start of the line"
    case .end: "End of the line"
    case .backspace: "Delete the character before"
    case .delete: "Delete the character after"
    case .search: "Search the history"
    case .paste: "Take in what the terminal pastes"
    case .escape: "Close the menu"
    case .idle: "Nothing"
    }
  }

  /// The keys of emacs' map and of vi's insert map, as editrc(5) writes them.
  var keys: [String] {
    switch self {
    case .accept: ["^J", "^M"]
    case .newline: ["\\e^J", "\\e^M"]
    case .interrupt: ["^C"]
    case .endOrDelete: ["^D"]
    case .suspend: ["^Z"]
    case .clearScreen: ["^L"]
    case .complete: ["^I"]
    case .completeBackward: ["\\e[Z"]
    case .up: ["\\e[A", "\\eOA", "^P"]
    case .down: ["\\e[B", "\\eOB", "^N"]
    case .left: ["\\e[D", "\\eOD", "^B"]
    case .right: ["\\e[C", "\\eOC", "^F"]
    case .home: ["\\e[H", "\\eOH", "\\e[1~", "\\e[7~", "^A"]
    case .end: ["\\e[F", "\\eOF", "\\e[4~", "\\e[8~", "^E"]
    case .backspace: ["^H", "^?"]
    case .delete: ["\\e[3~"]
    case .search: ["^R"]
    case .paste: ["\\e[200~"]
    case .escape: ["^\\"]
    case .idle: ["^^", "^S", "^Q"]
    }
  }

  /// The keys of vi's command mode.
  var viCommandKeys: [String] {
    switch self {
    case .accept, .interrupt, .endOrDelete, .suspend, .clearScreen, .delete, .paste, .idle: keys
    case .home, .end: keys.filter { $0.hasPrefix("\\e") }
    case .search: keys + ["/", "?"]
    case .up: ["\\e[A", "\\eOA", "k"]
    case .down: ["\\e[B", "\\eOB", "j"]
    case .left: ["\\e[D", "\\eOD", "h"]
    case .right: ["\\e[C", "\\eOC"]
    case .escape: ["^\\"]
    case .newline, .complete, .completeBackward, .backspace: []
    }
  }

  /// Keys of libedit's own commands that terminals send and that it does not bind itself.
  static let builtinKeys = [
    ("\\e[1;5D", "ed-prev-word"), ("\\e[1;3D", "ed-prev-word"),
    ("\\e[1;5C", "em-next-word"), ("\\e[1;3C", "em-next-word"),
  ]
}
