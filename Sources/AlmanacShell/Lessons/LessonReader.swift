internal import Almanac

/// Reads a lesson from its Markdown file.
///
///     # First steps               the title
///     What it is about.
///
///     ## Everything               a step
///     What one has to know.
///     > Find all events.          the task
///
///     ```almanac                  a query that finds it out
///     events
///     ```
///     ```almanac wrong            what one may take for it
///     organizations
///     ```
///
///     1. A nudge.                 hints, from weak to strong
///     2. Nearly the answer.
struct LessonReader {
  /// Something in the file that makes it no lesson.
  struct Fault: Hashable {
    /// 1-based.
    var line: Int
    var message: String
  }

  private(set) var lesson: Lesson
  private(set) var faults: [Fault] = []

  private var prose: [Substring] = []
  private var step: DraftStep?
  private var fence: Fence?

  /// A step as far as it was read.
  private struct DraftStep {
    var title: String
    var line: Int
    var explanation: [MarkdownBlock] = []
    var task: [String] = []
    var models: [LessonStep.Query] = []
    var wrong: [LessonStep.Query] = []
    var hints: [String] = []
  }

  /// A block of code that is open.
  private struct Fence {
    var info: String
    var line: Int
    var lines: [Substring] = []
  }

  /// - Parameter name: what the lesson is called on a command line.
  init(_ text: String, name: String) {
    lesson = Lesson(name: name, title: "", introduction: [], steps: [])
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      read(line.last == "\r" ? line.dropLast() : line, number)
    }
    if let fence {
      fault(fence.line, "this block of code has no end: put ``` on a line of its own below it")
    }
    endStep()
    if lesson.title.isEmpty { fault(1, "a lesson begins with its title: # First steps") }
    if lesson.steps.isEmpty, faults.isEmpty {
      fault(number, "a lesson has steps: ## Everything, a task behind >, a query")
    }
  }

  private mutating func fault(_ line: Int, _ message: String) {
    faults.append(Fault(line: line, message: message))
  }

  private mutating func read(_ line: Substring, _ number: Int) {
    if fence != nil {
      if line.trimmed == "```" { endFence() } else { fence?.lines.append(line) }
    } else if line.hasPrefix("```") {
      fence = Fence(info: String(line.dropFirst(3).trimmed), line: number)
    } else if line.hasPrefix("## ") {
      endStep()
      step = DraftStep(title: String(line.dropFirst(3).trimmed), line: number)
    } else if line.hasPrefix("# "), step == nil, lesson.title.isEmpty {
      lesson.title = String(line.dropFirst(2).trimmed)
    } else if line.hasPrefix(">"), step != nil {
      step?.task.append(String(line.dropFirst().trimmed))
    } else if let hint = LessonReader.hint(in: line), step != nil {
      step?.hints.append(hint)
    } else if line.hasPrefix("   "), let last = step?.hints.indices.last, !line.trimmed.isEmpty {
      step?.hints[last] += " " + line.trimmed
    } else {
      prose.append(line)
    }
  }

  /// What stands behind `1. `, or nil.
  private static func hint(in line: Substring) -> String? {
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line[digits.endIndex...]
    return !digits.isEmpty && rest.hasPrefix(". ") ? String(rest.dropFirst(2).trimmed) : nil
  }

  private mutating func endFence() {
    guard let fence else { return }
    self.fence = nil
    let text = fence.lines.joined(separator: "\n")
    // Where the query of the block begins.
    let query = LessonStep.Query(text: text.trimmed.string, line: fence.line + 1)
    switch (fence.info, step != nil) {
    case ("almanac", true): step?.models.append(query)
    case ("almanac wrong", true): step?.wrong.append(query)
    case ("text", _), ("", _):
      prose += ["", "```\(fence.info)"] + fence.lines + ["```", ""]
    case ("almanac", false), ("almanac wrong", false):
      fault(fence.line, "a query belongs to a step: put a line ## Title before it")
    default:
      fault(
        fence.line,
        "a block of code is called almanac, almanac wrong or text, and this is "
          + "\(shown(fence.info))")
    }
  }

  private mutating func endProse() -> [MarkdownBlock] {
    defer { prose = [] }
    return MarkdownBlock.read(prose.joined(separator: "\n"))
  }

  private mutating func endStep() {
    let blocks = endProse()
    guard var draft = step else {
      lesson.introduction = blocks
      return
    }
    step = nil
    draft.explanation = blocks
    let task = draft.task.joined(separator: " ").trimmed.string
    if task.isEmpty { fault(draft.line, "the step has no task: > Find all events.") }
    if draft.models.count != 1 {
      fault(
        draft.models.dropFirst().first?.line ?? draft.line,
        draft.models.isEmpty
          ? "the step has no query that answers it: a block of code called almanac"
          : "the step has two queries that answer it; what is wrong stands in blocks called almanac wrong"
      )
    }
    if draft.hints.isEmpty || draft.hints.count > 3 {
      fault(
        draft.line, "a step has one to three hints, `1. …` to `3. …`: here are \(draft.hints.count)"
      )
    }
    guard let model = draft.models.first, !task.isEmpty else { return }
    lesson.steps.append(
      LessonStep(
        title: draft.title, explanation: draft.explanation, task: task, model: model,
        wrong: draft.wrong, hints: draft.hints, line: draft.line))
  }
}
