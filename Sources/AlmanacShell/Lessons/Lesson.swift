/// A few steps that teach one thing: each says what to find out, and whoever learns asks freely.
///
/// It is written as a Markdown file (``LessonReader``) and held to its promises by ``LessonCheck``.
struct Lesson: Hashable {
  /// What it is called on a command line: `first-steps`, of the file's name.
  let name: String
  /// What stands over it.
  var title: String
  /// What it is about.
  var introduction: [MarkdownBlock]
  /// In the order in which they are done.
  var steps: [LessonStep]
}

/// One thing to find out.
struct LessonStep: Hashable {
  /// What stands over it.
  var title: String
  /// What one has to know for it.
  var explanation: [MarkdownBlock]
  /// What is to be found out.
  var task: String
  /// A query that finds it out; other queries with the same result are as good.
  var model: Query
  /// Queries that one may take for it, and that find something else.
  var wrong: [Query]
  /// From a nudge to nearly the answer, three at most.
  var hints: [String]
  /// The line of the file where it begins, 1-based.
  var line: Int

  /// A query of a lesson's file.
  struct Query: Hashable {
    var text: String
    /// 1-based.
    var line: Int
  }
}
