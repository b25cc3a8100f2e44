internal import Almanac

/// `.learn`, `.hint`, `.skip`, and what is said to a statement while a lesson goes on.
extension Session {
  /// `.learn [LESSON]`: the list, or a lesson to begin or to go on with; in a lesson also `task`, `back`,
  /// `again` and `stop`.
  mutating func learn(_ argument: String, into reply: inout Reply) {
    switch argument.lowercased() {
    case "", "list": listLessons(into: &reply)
    case "task" where course != nil: showTask(into: &reply)
    case "back" where course != nil:
      if course?.goBack() == false { reply.say("this is the first step") }
      showTask(into: &reply)
    case "again" where course != nil:
      if let course { begin(course.lesson, at: 0, into: &reply) }
    case "stop" where course != nil: leaveLesson(into: &reply)
    case "task", "back", "again", "stop":
      reply.fail("no lesson is open", notes: ["begin with the first: .learn 1"], .badData)
    default: openLesson(argument, into: &reply)
    }
  }

  /// The first lesson that is not done, for whoever does not say which.
  mutating func learnNext(into reply: inout Reply) {
    let progress = lessonProgress
    let next = LessonShelf.lessons.first { progress[$0.name] < $0.steps.count }
    guard let next else {
      reply.say("every lesson is done; .learn NAME opens one again")
      return listLessons(into: &reply)
    }
    begin(next, at: progress[next.name], into: &reply)
  }

  private mutating func openLesson(_ name: String, into reply: inout Reply) {
    if name.lowercased().hasSuffix(".md") {
      do throws(ShellError) {
        let lesson = try LessonShelf.lesson(file: name, reading: surroundings.readText)
        return begin(lesson, at: lessonProgress[lesson.name], into: &reply)
      } catch {
        return reply.fail(error)
      }
    }
    guard let lesson = LessonShelf.lesson(named: name) else {
      let close = LessonShelf.close(to: name)
      reply.suggestion = close.map { ".learn \($0)" }
      return reply.fail(
        "there is no lesson \"\(shown(name))\"",
        notes: [
          close.map { "close: .learn \($0)" } ?? "all of them: .learn, or almanac learn list"
        ], .badData)
    }
    begin(lesson, at: lessonProgress[lesson.name], into: &reply)
  }

  private mutating func begin(_ lesson: Lesson, at place: Int, into reply: inout Reply) {
    let before = course?.before ?? (loading, context)
    do throws(ShellError) {
      if loading.choice != DataChoice() { loading = try Loading(DataChoice()) }
    } catch {
      return reply.fail(error)
    }
    // A lesson that was done begins anew.
    let isDone = place >= lesson.steps.count
    course = LessonCourse(lesson, at: isDone ? 0 : place, before: before)
    let display = display
    reply.print(
      manualText.text(of: [.heading(level: 1, text: lesson.title)] + lesson.introduction))
    if place > 0, !isDone {
      reply.say(display.dim("you were at step \(place + 1); .learn again begins anew"))
    }
    reply.say(
      display.dim(".hint helps · .skip goes on · .learn back · .learn stop"))
    showTask(into: &reply)
  }

  private var manualText: ManualText {
    ManualText(asking: ".help", width: display.widthColumns, style: display.outputStyle)
  }

  private func showTask(into reply: inout Reply) {
    guard let course else { return }
    let step = course.step
    let number = "\(course.place + 1) of \(course.lesson.steps.count)"
    reply.print(
      "\n"
        + manualText.text(
          of: [.heading(level: 2, text: "\(number): \(step.title)")] + step.explanation
            + [.paragraph("**To do:** \(step.task)")]))
  }

  private func listLessons(into reply: inout Reply) {
    let progress = lessonProgress
    let rows = LessonShelf.lessons.enumerated().map { place, lesson -> [String] in
      let done = progress[lesson.name]
      let state =
        done >= lesson.steps.count ? "done" : done > 0 ? "\(done) of \(lesson.steps.count)" : ""
      return ["\(place + 1)", lesson.name, lesson.title, state]
    }
    reply.print(manualText.text(of: [.table(header: [], rows: rows)]))
    reply.say(
      display.dim("begin or go on: .learn 1, .learn \(LessonShelf.lessons[0].name), .learn FILE.md")
    )
  }

  // MARK: - Help

  /// `.hint`
  mutating func hint(into reply: inout Reply) {
    guard course != nil else {
      return reply.fail("no lesson is open", notes: ["begin with the first: .learn 1"], .badData)
    }
    guard let hint = course?.nextHint() else {
      return reply.say("there is no stronger hint; .skip shows a query and goes on")
    }
    reply.say("hint \(hint.number) of \(hint.count): \(hint.text)")
  }

  /// `.skip`
  mutating func skip(into reply: inout Reply) {
    guard let course else {
      return reply.fail("no lesson is open", notes: ["begin with the first: .learn 1"], .badData)
    }
    reply.say("one way:")
    reply.say(indented(course.step.model.text))
    keepProgress(of: course.lesson, stepCount: course.place + 1)
    goOn(into: &reply)
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
      .joined(separator: "\n")
  }

  // MARK: - Answers

  /// Says what a statement that was answered is for the step that is to be done.
  mutating func judge(into reply: inout Reply) {
    guard let course, !reply.isFailure, let text = reply.statement else { return }
    let judge = LessonJudge(course.step, of: loading.catalog, context: context)
    let verdict = judge.verdict(on: text)
    if verdict == .noAnswer { return }
    reply.endPage()
    switch verdict {
    case .noAnswer: break
    case .right:
      reply.say("✔ right")
      keepProgress(of: course.lesson, stepCount: course.place + 1)
      goOn(into: &reply)
    case .otherKind(let sentence): notYet(sentence, into: &reply)
    case .otherOrder: notYet("these are the rows, in another order than is wanted", into: &reply)
    case .otherResult: notYet("this finds out something else", into: &reply)
    case .fitsThisDataOnly:
      notYet(
        "right for this data, and for no other: ask for what makes them the answer, not for them",
        into: &reply)
    case .fault(let message): notYet(message, into: &reply)
    case .otherRows(let missing, let extra, let missingRow, let extraRow):
      let parts = [
        missing > 0 ? "\(missing) missing" : nil, extra > 0 ? "\(extra) extra" : nil,
      ].compactMap(\.self)
      notYet(parts.joined(separator: ", "), into: &reply)
      if let missingRow {
        explain("why not", missingRow, in: text, into: &reply)
      } else if let extraRow {
        explain("why", extraRow, in: text, into: &reply)
      }
    }
  }

  private func notYet(_ sentence: String, into reply: inout Reply) {
    reply.say("✘ not yet: \(shown(sentence))")
  }

  /// What tells of one row why it is there, or is not.
  private func explain(
    _ question: String, _ entity: Entity, in text: String, into reply: inout Reply
  ) {
    let store = loading.catalog.store
    var query = text
    if case .letBinding(_, let bound)? = parseStatement(text).statement?.kind {
      query = format(bound)
    }
    let statement = "\(question) \(identityLiteral(entity, in: store)) in \(query)"
    guard
      case .reason(let reason, of: _)? = try? loading.catalog.run(
        parseStatement(statement), text: statement, context: context)
    else { return }
    reply.say(
      render(
        reason, format: .table, width: display.messageWidthColumns, style: display.messageStyle))
  }

  private mutating func goOn(into reply: inout Reply) {
    guard let finished = course else { return }
    if course?.advance() == true { return showTask(into: &reply) }
    let place = LessonShelf.lessons.firstIndex { $0.name == finished.lesson.name }
    reply.print("\nThat was \"\(shown(finished.lesson.title))\".\n")
    if let place, place + 1 < LessonShelf.lessons.count {
      let next = LessonShelf.lessons[place + 1]
      reply.say("next: .learn \(next.name)  (\(next.title))")
      reply.suggestion = ".learn \(next.name)"
    } else if place != nil {
      reply.say("that was the last lesson; .help tells of any word, .surprise of what is so")
    }
    leaveLesson(into: &reply)
  }

  private mutating func leaveLesson(into reply: inout Reply) {
    guard let course else { return }
    let isOtherData = course.before.loading.choice != loading.choice
    loading = course.before.loading
    context = course.before.context
    self.course = nil
    if isOtherData { reply.say("back to your own data") }
  }

  // MARK: - Progress

  private var lessonProgress: LessonProgress {
    guard let path = surroundings.lessonsPath, surroundings.isThere(path),
      let text = try? surroundings.readText(path)
    else { return LessonProgress("") }
    return LessonProgress(text)
  }

  private func keepProgress(of lesson: Lesson, stepCount: Int) {
    guard let path = surroundings.lessonsPath else { return }
    var progress = lessonProgress
    progress[lesson.name] = max(progress[lesson.name], stepCount)
    // Who can't keep it learns all the same.
    try? surroundings.keep(progress.text, path)
  }
}
