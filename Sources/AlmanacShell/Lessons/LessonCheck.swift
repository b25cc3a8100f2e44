internal import Almanac

/// Holds a lesson to what it promises: that its queries answer, that nothing else passes for them, and
/// that the variants tell a question from a copied answer.
struct LessonCheck {
  private let corpus: Catalog
  private let context: QueryContext

  init(corpus: Catalog, context: QueryContext) {
    self.corpus = corpus
    self.context = context
  }

  /// What is wrong with a lesson's file, in the order of its lines.
  func faults(of text: String, name: String) -> [LessonReader.Fault] {
    let reader = LessonReader(text, name: name)
    return (reader.faults + reader.lesson.steps.flatMap(faults)).sorted { $0.line < $1.line }
  }

  private func faults(of step: LessonStep) -> [LessonReader.Fault] {
    let judge = LessonJudge(step, of: corpus, context: context)
    if let message = judge.modelFault {
      return [LessonReader.Fault(line: step.model.line, message: message)]
    }
    var faults: [LessonReader.Fault] = []
    let results = judge.modelResults
    if Set(results).count == 1 {
      faults.append(
        LessonReader.Fault(
          line: step.model.line,
          message:
            "a copied answer would pass: the query finds the same on every variant of the data"
        ))
    }
    for wrong in step.wrong + judge.emptyAnswers {
      switch judge.verdict(on: wrong.text) {
      case .right:
        faults.append(
          LessonReader.Fault(line: wrong.line, message: "this passes too: \(shown(wrong.text))"))
      case .fault(let message):
        faults.append(LessonReader.Fault(line: wrong.line, message: message))
      default: continue
      }
    }
    return faults
  }
}
