internal import CLibedit

/// libedit as an edit buffer with key maps, commands and undo; what it would paint goes nowhere
/// unless it `paints`.
///
/// A class, because libedit holds a pointer to it. libedit keeps state in globals: one engine at
/// a time, on one thread.
@safe final class LibeditEngine {
  /// What a command does to the editing.
  enum Reaction {
    /// It goes on.
    case more
    /// It goes on, and what was painted is no longer there.
    case repaint
    /// The line is done.
    case done
  }

  /// Gives the next key; nil at the end of the input.
  var nextKey: () -> UInt32? = { nil }
  /// Does a command.
  var perform: (EditCommand) -> Reaction = { _ in .more }

  private var session: OpaquePointer?
  private let paints: Bool
  private var names: [UnsafeMutablePointer<UInt32>] = unsafe []
  private var prompt: UnsafeMutablePointer<UInt32>
  private let editrc: [String]

  /// An engine that obeys the lines of `editrc` that concern `programName`.
  init(programName: String, paints: Bool, editrc: [String]) {
    self.paints = paints
    self.editrc = editrc
    unsafe prompt = Self.zeroTerminated("")
    let owner = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe session = clibedit_open(programName, paints, owner) { owner, character in
      guard let owner = unsafe owner, let character = unsafe character else { return -1 }
      let engine = unsafe Unmanaged<LibeditEngine>.fromOpaque(owner).takeUnretainedValue()
      guard let key = engine.nextKey() else { return 0 }
      unsafe character.pointee = key
      return 1
    }
    precondition(unsafe session != nil, "libedit found no memory")
    for command in EditCommand.allCases {
      let name = unsafe Self.zeroTerminated(command.rawValue)
      let help = unsafe Self.zeroTerminated(command.help)
      unsafe names += [name, help]
      unsafe clibedit_add_command(session, name, help, entry(command))
    }
    for line in editrc { unsafe clibedit_configure(session, line, true) }
    bindKeys()
  }

  deinit {
    unsafe clibedit_close(session)
    for index in unsafe names.indices { unsafe names[index].deallocate() }
    unsafe prompt.deallocate()
  }

  /// Whether keys go by vi's maps.
  var isVi: Bool { unsafe clibedit_is_vi(session) }

  /// Binds our keys, then what the user's file binds. libedit undoes some of it whenever the
  /// terminal's own special keys change.
  func bindKeys() {
    let isVi = isVi
    for command in EditCommand.allCases {
      for key in command.keys { unsafe clibedit_bind(session, false, key, command.rawValue) }
      guard isVi else { continue }
      for key in command.viCommandKeys {
        unsafe clibedit_bind(session, true, key, command.rawValue)
      }
    }
    if isVi { unsafe clibedit_bind(session, false, "^\\", "vi-command-mode") }
    for line in editrc { unsafe clibedit_configure(session, line, false) }
  }

  /// Edits one line until a command is done; false when the input ended before.
  func edit() -> Bool { unsafe clibedit_edit(session) }

  /// Puts the terminal in the mode for editing, or back.
  func prepareTerminal(editing: Bool) { unsafe clibedit_prepare_terminal(session, editing) }

  /// Takes the size of the window anew.
  func resize() { unsafe clibedit_resize(session) }

  /// The prompt, for an engine that paints.
  func setPrompt(_ text: String) {
    let new = unsafe Self.zeroTerminated(text)
    unsafe clibedit_set_prompt(session, new)
    unsafe prompt.deallocate()
    unsafe prompt = new
  }
}

extension LibeditEngine {
  /// How many scalars there are, and how many before the cursor. Cost: none.
  var extent: (count: Int, cursor: Int) {
    let line = unsafe clibedit_line(session)
    return unsafe (line.count, line.cursor)
  }

  /// The text and the cursor. Cost: a walk over the text.
  var line: Line {
    let line = unsafe clibedit_line(session)
    var bytes: [UInt8] = []
    unsafe bytes.reserveCapacity(line.count)
    var cursor = 0
    for index in 0..<(unsafe line.count) {
      if unsafe index == line.cursor { cursor = bytes.count }
      let value = unsafe line.scalars[index]
      if value < 0x80 {
        bytes.append(UInt8(value))
      } else {
        bytes += Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
      }
    }
    if unsafe line.cursor >= line.count { cursor = bytes.count }
    return Line(text: String(decoding: bytes, as: UTF8.self), cursor: cursor)
  }

  /// Puts `text` in at the cursor, which goes behind it.
  func insert(_ text: String) {
    let scalars = unsafe Self.zeroTerminated(text)
    _ = unsafe clibedit_insert(session, scalars)
    unsafe scalars.deallocate()
  }

  /// Puts `text` in the place of some bytes of `line`, the line as it is; the cursor goes behind.
  func replace(_ range: Range<Int>, of line: Line, with text: String) {
    let upper = Self.scalarCount(line.text, upTo: range.upperBound)
    let count = upper - Self.scalarCount(line.text, upTo: range.lowerBound)
    unsafe clibedit_move(session, Int32(clamping: upper - extent.cursor))
    unsafe clibedit_delete(session, Int32(clamping: count))
    insert(text)
  }

  /// Makes `line` the line.
  func setLine(_ line: Line) {
    let old = extent
    unsafe clibedit_move(session, Int32(clamping: old.count - old.cursor))
    unsafe clibedit_delete(session, Int32(clamping: old.count))
    insert(line.text)
    setCursor(line.cursor, in: line.text)
  }

  /// Moves the cursor to a byte of `text`, the text as it is.
  func setCursor(_ offset: Int, in text: String) {
    let target = Self.scalarCount(text, upTo: offset)
    unsafe clibedit_move(session, Int32(clamping: target - extent.cursor))
  }

  private static func scalarCount(_ text: String, upTo offset: Int) -> Int {
    text.utf8.prefix(offset).reduce(0) { $0 &+ ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  private static func zeroTerminated(_ text: String) -> UnsafeMutablePointer<UInt32> {
    let scalars = text.unicodeScalars.map(\.value).filter { $0 != 0 } + [0]
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: scalars.count)
    unsafe memory.initialize(from: scalars, count: scalars.count)
    return unsafe memory
  }
}

extension LibeditEngine {
  /// Does `command` for the engine that a libedit pointer belongs to.
  private static func run(_ editor: OpaquePointer?, _ command: EditCommand) -> UInt8 {
    guard let owner = unsafe clibedit_owner(editor) else { return UInt8(CLIBEDIT_NORMAL) }
    let engine = unsafe Unmanaged<LibeditEngine>.fromOpaque(owner).takeUnretainedValue()
    switch engine.perform(command) {
    case .done: return UInt8(CLIBEDIT_NEWLINE)
    case .more: return UInt8(engine.paints ? CLIBEDIT_REFRESH : CLIBEDIT_NORMAL)
    case .repaint: return UInt8(engine.paints ? CLIBEDIT_REDISPLAY : CLIBEDIT_NORMAL)
    }
  }

  /// The C function of a command. libedit does not say which command it calls, so that each needs
  /// one of its own.
  private func entry(_ command: EditCommand) -> clibedit_command {
    switch command {
    case .accept: { editor, _ in unsafe LibeditEngine.run(editor, .accept) }
    case .newline: { editor, _ in unsafe LibeditEngine.run(editor, .newline) }
    case .interrupt: { editor, _ in unsafe LibeditEngine.run(editor, .interrupt) }
    case .endOrDelete: { editor, _ in unsafe LibeditEngine.run(editor, .endOrDelete) }
    case .suspend: { editor, _ in unsafe LibeditEngine.run(editor, .suspend) }
    case .clearScreen: { editor, _ in unsafe LibeditEngine.run(editor, .clearScreen) }
    case .complete: { editor, _ in unsafe LibeditEngine.run(editor, .complete) }
    case .completeBackward: { editor, _ in unsafe LibeditEngine.run(editor, .completeBackward) }
    case .up: { editor, _ in unsafe LibeditEngine.run(editor, .up) }
    case .down: { editor, _ in unsafe LibeditEngine.run(editor, .down) }
    case .left: { editor, _ in unsafe LibeditEngine.run(editor, .left) }
    case .right: { editor, _ in unsafe LibeditEngine.run(editor, .right) }
    case .home: { editor, _ in unsafe LibeditEngine.run(editor, .home) }
    case .end: { editor, _ in unsafe LibeditEngine.run(editor, .end) }
    case .backspace: { editor, _ in unsafe LibeditEngine.run(editor, .backspace) }
    case .delete: { editor, _ in unsafe LibeditEngine.run(editor, .delete) }
    case .wordLeft: { editor, _ in unsafe LibeditEngine.run(editor, .wordLeft) }
    case .wordRight: { editor, _ in unsafe LibeditEngine.run(editor, .wordRight) }
    case .cutWordLeft: { editor, _ in unsafe LibeditEngine.run(editor, .cutWordLeft) }
    case .cutBlankLeft: { editor, _ in unsafe LibeditEngine.run(editor, .cutBlankLeft) }
    case .cutWordRight: { editor, _ in unsafe LibeditEngine.run(editor, .cutWordRight) }
    case .cutToStart: { editor, _ in unsafe LibeditEngine.run(editor, .cutToStart) }
    case .cutToEnd: { editor, _ in unsafe LibeditEngine.run(editor, .cutToEnd) }
    case .bringBack: { editor, _ in unsafe LibeditEngine.run(editor, .bringBack) }
    case .bringBackOlder: { editor, _ in unsafe LibeditEngine.run(editor, .bringBackOlder) }
    case .undo: { editor, _ in unsafe LibeditEngine.run(editor, .undo) }
    case .redo: { editor, _ in unsafe LibeditEngine.run(editor, .redo) }
    case .search: { editor, _ in unsafe LibeditEngine.run(editor, .search) }
    case .edit: { editor, _ in unsafe LibeditEngine.run(editor, .edit) }
    case .paste: { editor, _ in unsafe LibeditEngine.run(editor, .paste) }
    case .escape: { editor, _ in unsafe LibeditEngine.run(editor, .escape) }
    case .idle: { editor, _ in unsafe LibeditEngine.run(editor, .idle) }
    }
  }
}
