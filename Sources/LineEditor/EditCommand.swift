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
  case wordLeft = "line-word-left"
  case wordRight = "line-word-right"
  case cutWordLeft = "line-cut-word-left"
  case cutBlankLeft = "line-cut-blank-left"
  case cutWordRight = "line-cut-word-right"
  case cutToStart = "line-cut-to-start"
  case cutToEnd = "line-cut-to-end"
  case bringBack = "line-bring-back"
  case bringBackOlder = "line-bring-back-older"
  case undo = "line-undo"
  case redo = "line-redo"
  case search = "line-search"
  case edit = "line-edit"
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
    case .wordLeft: "Word to the left"
    case .wordRight: "Word to the right"
    case .cutWordLeft: "Cut the word before"
    case .cutBlankLeft: "Cut back to the blank before"
    case .cutWordRight: "Cut the word after"
    case .cutToStart: "Cut to the start of the line"
    case .cutToEnd: "Cut to the end of the line"
    case .bringBack: "Bring back what was cut last"
    case .bringBackOlder: "After that: what was cut before it instead"
    case .undo: "Undo the last change"
    case .redo: "Do again what was undone"
    case .search: "Search the history"
    case .edit: "Edit the text in $VISUAL or $EDITOR"
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
    case .wordLeft: ["\\eb", "\\e[1;5D", "\\e[1;3D"]
    case .wordRight: ["\\ef", "\\e[1;5C", "\\e[1;3C"]
    case .cutWordLeft: ["\\e^?", "\\e^H"]
    case .cutBlankLeft: ["^W"]
    case .cutWordRight: ["\\ed"]
    case .cutToStart: ["^U"]
    case .cutToEnd: ["^K"]
    case .bringBack: ["^Y"]
    case .bringBackOlder: ["\\ey"]
    case .undo: ["^_", "^X^U"]
    case .redo: ["\\e_"]
    case .search: ["^R"]
    case .edit: ["^X^E"]
    case .paste: ["\\e[200~"]
    case .escape: ["^\\"]
    case .idle: ["^^", "^S", "^Q"]
    }
  }

  /// The keys of vi's command mode.
  var viCommandKeys: [String] {
    switch self {
    case .accept, .interrupt, .endOrDelete, .suspend, .clearScreen, .delete, .paste, .idle: keys
    case .undo: ["u", "^_"]
    case .redo: ["^R"]
    case .edit: ["v"]
    case .home, .end: keys.filter { $0.hasPrefix("\\e") }
    case .search: ["/", "?"]
    case .up: ["\\e[A", "\\eOA", "k"]
    case .down: ["\\e[B", "\\eOB", "j"]
    case .left: ["\\e[D", "\\eOD", "h"]
    case .right: ["\\e[C", "\\eOC"]
    case .escape: ["^\\"]
    case .wordLeft, .wordRight: keys.filter { $0.hasPrefix("\\e[") }
    case .newline, .complete, .completeBackward, .backspace, .cutWordLeft, .cutBlankLeft,
      .cutWordRight, .cutToStart, .cutToEnd, .bringBack, .bringBackOlder:
      []
    }
  }

  /// Whether a list of keys shows the command.
  var isForPeople: Bool { self != .paste && self != .idle }

  /// Keys of emacs' map that libedit obeys by itself.
  static let builtinHelp = [
    (keys: ["^T"], help: "Exchange the two characters before"),
    (keys: ["\\eu", "\\el", "\\ec"], help: "Word in capitals, in small letters, with one capital"),
    (keys: ["^V"], help: "Take the next key as a character"),
    (keys: ["\\e1"], help: "Do the next character so many times"),
  ]
}
