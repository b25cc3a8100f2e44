internal import Almanac

/// A conversation: what is loaded, how answers look, what was asked last.
///
/// Pure of terminals: a line goes in, a ``Reply`` comes out. Files are touched by its
/// ``Surroundings`` only.
struct Session {
  var loading: Loading
  /// What queries depend on besides the data: the day, the reader, the names that are defined.
  var context: QueryContext
  var settings: Settings
  var display: Display
  var surroundings: Surroundings

  /// Statements that were answered, oldest first; refining goes on from the last.
  var statements: [Answered] = []
  /// The last statement failed, so there is nothing to refine.
  var lastFailed = false
  /// The statement that the last error proposes.
  var pendingFix: String?
  /// The last answer, whose rows are `$1`, `$2` …, and the records that it is about: more may have
  /// been loaded since.
  var lastAnswer: (answer: Answer, store: Store)?
  /// What `.script` writes: statements that went well, and dot-commands that change what comes.
  var transcript: [String] = []
  /// What is kept of what is said, as `.record` wants it.
  var recording: Recording?
  /// How many scripts run each other at the moment.
  var scriptDepth = 0
  /// The lesson that is going on.
  var course: LessonCourse?
  /// How often each kind of hint was shown.
  var hintCounts: [String: Int] = [:]

  init(
    loading: Loading, context: QueryContext, settings: Settings = Settings(),
    display: Display = Display(), surroundings: Surroundings = .process
  ) {
    self.loading = loading
    self.context = context
    self.settings = settings
    self.display = display
    self.surroundings = surroundings
  }

  /// Does what was typed or pasted at the prompt: statements and dot-commands, one after the other,
  /// until one fails.
  mutating func submit(_ line: String) -> Reply {
    run(Script(line, name: nil, reading: surroundings.readText))
  }

  /// Does the steps of a script until one fails.
  mutating func run(_ script: Script) -> Reply {
    var reply = Reply()
    var named: [(range: TextRange, text: String)] = []
    for step in script.steps {
      let part = perform(step, of: script)
      if let entry = part.entry { named.append((step.range, entry)) }
      reply.append(part)
      if reply.isFailure || reply.isFinished || surroundings.isInterrupted() { break }
    }
    if !named.isEmpty { reply.entry = script.text.replacing(named) }
    return reply
  }

  /// Does one step of a script, or of what was typed.
  mutating func perform(_ step: Script.Step, of script: Script) -> Reply {
    // Cells of an answer are read as they are printed, so what was damaged shows only behind that.
    let store = loading.catalog.store
    let damageCount = store.damageCount
    var reply = reply(to: step, of: script)
    if let damage = store.damage(since: damageCount) {
      reply = Reply()
      reply.fail(
        shown(damage.message),
        notes: ["what does not touch it can be asked; the rest needs another copy of the file"],
        .badData)
      lastFailed = true
    }
    keep(step, &reply)
    return reply
  }

  private mutating func reply(to step: Script.Step, of script: Script) -> Reply {
    var reply = Reply()
    reply.timing.parseNanoseconds = step.parseNanoseconds
    switch step.kind {
    case .command:
      perform(command: step.text, into: &reply)
    case .include(let included):
      include(included, by: step, into: &reply)
    case .statement(let parsed) where script.name != nil:
      ask(step.text, parsed, from: Origin(script: script, start: step.start), into: &reply)
    case .statement(let parsed):
      answerTyped(step.text, parsed, into: &reply)
    }
    // What `.fix` or `.back` ran counts as what was typed.
    if script.name == nil { judge(into: &reply) }
    return reply
  }
}

/// A statement that went well.
struct Answered {
  let text: String
  /// What `$_` was before it.
  let queryBefore: Query?
}

/// Where a statement stands: for errors with file and line.
struct Origin {
  let script: Script
  /// The byte of the script at which the statement begins.
  let start: Int
}

extension String {
  /// The text with other texts in some places; the places rise.
  fileprivate func replacing(_ places: [(range: TextRange, text: String)]) -> String {
    var result = ""
    var end = 0
    for place in places {
      result += utf8Slice(TextRange(end, place.range.start)) + place.text
      end = place.range.end
    }
    return result + utf8Slice(TextRange(end, utf8.count))
  }
}
