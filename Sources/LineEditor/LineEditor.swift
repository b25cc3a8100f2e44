internal import CLibedit

/// Reads lines from a terminal as people expect to type them: with history, completion, search,
/// syntax colour, several lines in one entry, and the keys of emacs or vi.
///
/// libedit holds the text and knows the keys; this class paints (EL_GETCFN is the moment when all
/// keys so far have had their effect, and the line can be shown). It asks the terminal nothing.
/// Where the terminal cannot move its cursor (TERM=dumb) libedit paints, in plain text.
///
/// A class, and not `Sendable`: it stands for the terminal, and libedit is not safe on two
/// threads. It sets the C library's LC_CTYPE, to a UTF-8 one.
public final class LineEditor {
  /// What an editor is told once.
  public struct Configuration {
    /// The name that lines of `~/.editrc` can be meant for: `almanac:bind …`.
    public var programName: String
    /// Where the history is kept; nil keeps none.
    public var historyFile: String?
    /// The most entries of the history.
    public var historyLimit = 10_000
    /// The columns that a terminal gives to one grapheme cluster; by the C library's table if the
    /// program has none of its own.
    public var width: (String) -> Int
    /// How the styles look.
    public var theme = Theme.colors

    /// A configuration.
    public init(
      programName: String, historyFile: String? = nil, historyLimit: Int = 10_000,
      theme: Theme = .colors,
      width: @escaping (String) -> Int = LineEditor.systemWidth
    ) {
      self.programName = programName
      self.historyFile = historyFile
      self.historyLimit = historyLimit
      self.theme = theme
      self.width = width
    }
  }

  /// The columns of a grapheme cluster, from the C library's widths of its scalars.
  public static func systemWidth(_ cluster: String) -> Int {
    // An emoji by request (U+FE0F), or several in one, is two columns wide.
    if cluster.unicodeScalars.contains("\u{FE0F}") { return 2 }
    return cluster.unicodeScalars.reduce(0) { max($0, Int(clibedit_width($1.value))) }
  }

  /// How the reading of a line ended.
  public enum Outcome: Equatable, Sendable {
    /// A line, or several, without the line break at the end.
    case line(String)
    /// Ctrl-C: what was typed is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or a terminal that is gone.
    case endOfInput
  }

  /// Whether standard input and output are a terminal; without one use `PlainReader`.
  public static var isTerminal: Bool { Terminal.isPresent }

  /// What the parts of a text are: ranges in order, not overlapping. Called once for each text
  /// that is painted, never for one longer than `mostHighlightedBytes`.
  public var highlighter: ((String) -> [StyledRange])?
  /// What could stand at a byte of a text.
  public var completer: ((_ text: String, _ byteOffset: Int) -> Completions)?
  /// Whether Enter runs a text; it begins a new line if not. Without it, Enter always runs.
  public var isComplete: ((String) -> Bool)?
  /// What Ctrl-X Ctrl-E edits the text in; nil leaves that key without a use.
  public var externalEditor: ExternalEditor?
  /// Whether lines were pasted into the text that was read last: nobody typed all of it.
  public internal(set) var holdsPastedLines = false
  /// The lines entered before; it is for the caller to add to them.
  public let history: History

  /// The longest text that is highlighted.
  public static let mostHighlightedBytes = 1 << 16

  /// What the editor was told at first.
  let configuration: Configuration
  /// The text, the cursor, the keys.
  let engine: LibeditEngine
  /// Whether this class paints, and not libedit.
  let paints = Terminal.canPaint
  /// Tells of a window of another size.
  let resizing = ResizeSignal()
  /// What was typed and not taken yet.
  var keys = KeySource()
  /// What the terminal shows.
  var painter: Painter
  /// The prompt of the first line, and of the others.
  var prompts = (first: "", next: "")
  /// How the line ended; nil while it is edited.
  var outcome: Outcome?
  /// The candidates below the line.
  var menu: Menu?
  /// The search under way.
  var search: Search?
  /// The walk through the history that the line comes from.
  var recall: Recall?
  /// The row of the text that is the first on the screen.
  var viewTop = 0
  /// The size that the last frame was laid out for.
  var paintedSize: ScreenSize?
  /// What the highlighter said of the text that was painted last.
  var highlighted: (text: String, styles: [StyledRange])?
  /// How long the text is, and where the cursor, if the last character was simply inserted.
  var expected: (count: Int, cursor: Int)?
  /// What stands in the line at first, until it is put there.
  var draft = ""
  /// What can be undone.
  var undoLog = UndoLog()
  /// What was cut, in this line and those before.
  var kills = KillRing()
  /// The modes of the terminal when the reading of the line began.
  var modesBefore: TerminalModes?

  /// An editor on standard input and output, which should be a terminal. One at a time.
  public init(_ configuration: Configuration) {
    self.configuration = configuration
    Terminal.useUTF8()
    history = History(path: configuration.historyFile, limit: configuration.historyLimit)
    painter = Painter(theme: configuration.theme)
    modesBefore = TerminalModes.current
    engine = LibeditEngine(
      programName: configuration.programName, paints: !paints, editrc: UserKeys.lines())
    engine.nextKey = { [unowned self] in nextKey() }
    engine.perform = { [unowned self] in perform($0) }
  }

  /// Reads one line, which may hold line breaks. `draft` stands in it at first.
  public func readLine(
    prompt: String, continuationPrompt: String = "", draft: String = ""
  ) -> Outcome {
    prompts = (prompt, continuationPrompt)
    self.draft = draft
    outcome = nil
    holdsPastedLines = false
    undoLog = UndoLog()
    (menu, search, recall, expected, highlighted) = (nil, nil, nil, nil, nil)
    viewTop = 0
    painter.forget()
    begin()
    let isDone = engine.edit()
    if outcome == nil { finishPainting() }
    end()
    return outcome ?? (isDone ? .line(engine.line.text) : .endOfInput)
  }

  /// Puts the terminal into the modes of editing.
  func begin() {
    let modes = TerminalModes.current
    engine.prepareTerminal(editing: true)
    if modes?.specialKeys != modesBefore?.specialKeys { engine.bindKeys() }
    modesBefore = modes
    resizing.start()
    engine.resize()
    if paints {
      // What was typed before this moment has been echoed, and is about to be painted again.
      Terminal.write(Array("\u{1B}[?2004h\r\u{1B}[J".utf8))
    } else {
      engine.setPrompt(prompts.first)
    }
  }

  /// Puts the terminal back into the modes it had, or into those of a shell.
  func end(forShell: Bool = false) {
    if paints { Terminal.write(Array("\u{1B}[?2004l".utf8)) }
    resizing.stop()
    engine.prepareTerminal(editing: false)
    if !forShell { modesBefore?.apply() }
  }
}
