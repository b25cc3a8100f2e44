internal import Almanac

/// A lesson that somebody is in.
struct LessonCourse {
  let lesson: Lesson
  /// The step that is to be done.
  private(set) var place: Int
  /// How many of its hints were given.
  private(set) var hintCount = 0
  /// What was asked, and of what, before the lesson began.
  let before: (loading: Loading, context: QueryContext)

  /// - Parameter place: the step to begin with, from 0.
  init(_ lesson: Lesson, at place: Int, before: (loading: Loading, context: QueryContext)) {
    self.lesson = lesson
    self.place = min(max(place, 0), lesson.steps.count - 1)
    self.before = before
  }

  /// The step that is to be done.
  var step: LessonStep { lesson.steps[place] }

  /// Goes on to the next step; false behind the last.
  mutating func advance() -> Bool {
    guard place + 1 < lesson.steps.count else { return false }
    place += 1
    hintCount = 0
    return true
  }

  /// Goes back a step; false before the first.
  mutating func goBack() -> Bool {
    guard place > 0 else { return false }
    place -= 1
    hintCount = 0
    return true
  }

  /// The next hint, stronger than the one before; nil behind the strongest.
  mutating func nextHint() -> (text: String, number: Int, count: Int)? {
    guard hintCount < step.hints.count else { return nil }
    hintCount += 1
    return (step.hints[hintCount - 1], hintCount, step.hints.count)
  }
}
