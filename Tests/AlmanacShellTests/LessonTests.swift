import Almanac
import Foundation
import Testing

@testable import AlmanacShell

private let context = QueryContext(today: Day(number: 20_000), languages: ["en"])
private let corpus = Catalog.builtIn().catalog

private let folder = root.appending(path: "examples/lessons")

private func faults(of text: String) -> [String] {
  LessonCheck(corpus: corpus, context: context).faults(of: text, name: "mine.md")
    .map { "\($0.line): \($0.message)" }
}

/// A session over the corpus that keeps what it writes in a journal.
private func session(_ journal: Journal = Journal(), files: [String: String] = [:]) -> Session {
  var session = fakeSession(journal: journal, files: files)
  session.loading = Loading(catalog: corpus, choice: DataChoice())
  session.surroundings.run = Surroundings.process.run
  session.surroundings.lessonsPath = "/lessons"
  return session
}

private let threeSteps = """
  # Mine
  What it is about.
  ## One
  > All events.
  ```almanac
  events
  ```
  1. A word.
  2. The word
     for events.
  ## Two
  > The events in Beijing, the latest first.
  ```almanac
  events in Beijing sort starts desc
  ```
  1. In.
  ## Three
  > How many of each kind?
  ```almanac
  events count by kind
  ```
  1. Count.
  """

@Suite("Lessons")
struct LessonTests {
  @Test("the lessons of the folder lie in the program")
  func embedded() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(
      files.filter { $0.hasSuffix(".md") }.sorted()
        == LessonShelf.lessons.map { "\($0.name).md" }.sorted())
    for lesson in LessonShelf.lessons {
      let text = try String(
        contentsOf: folder.appending(path: "\(lesson.name).md"), encoding: .utf8)
      #expect(LessonReader(text, name: lesson.name).lesson == lesson)
      #expect(lesson.steps.count == 5, "\(lesson.name)")
    }
  }

  @Test(
    "each is what it promises: its queries pass, nothing else does",
    arguments: LessonShelf.lessons.map(\.name))
  func proven(name: String) throws {
    let text = try String(contentsOf: folder.appending(path: "\(name).md"), encoding: .utf8)
    #expect(faults(of: text) == [])
    let lesson = try #require(LessonShelf.lesson(named: name))
    for step in lesson.steps {
      let judge = LessonJudge(step, of: corpus, context: context)
      #expect(judge.verdict(on: step.model.text) == .right, "\(step.model.text)")
      #expect(!step.wrong.isEmpty, "\(step.title)")
      #expect(step.hints.count == 3, "\(step.title)")
    }
  }

  @Test(
    "a file that is no lesson is told with line and reason",
    arguments: [
      ("", "1: a lesson begins with its title: # First steps"),
      (
        "# A\n## B\n> C\n1. d\n",
        "2: the step has no query that answers it: a block of code called almanac"
      ),
      ("# A\n## B\n```almanac\nevents\n```\n1. d\n", "2: the step has no task: > Find all events."),
      (
        "# A\n## B\n> C\n```almanac\nevents\n```\n",
        "2: a step has one to three hints, `1. …` to `3. …`: here are 0"
      ),
      (
        "# A\n```almanac\nevents\n```\n## B\n> C\n```almanac\nevents\n```\n1. d\n",
        "2: a query belongs to a step: put a line ## Title before it"
      ),
      (
        "# A\n## B\n> C\n```almanac\nevents\n```\n1. d\n```sql\nx\n```\n",
        "8: a block of code is called almanac, almanac wrong or text, and this is sql"
      ),
      (
        "# A\n## B\n> C\n1. d\n```almanac\nevents",
        "5: this block of code has no end: put ``` on a line of its own below it"
      ),
      ("# A\n## B\n> C\n```almanac\nevens\n```\n1. d\n", "5: S01: there is no query `evens`"),
    ])
  func refused(text: String, fault: String) {
    let found = faults(of: text)
    #expect(
      found.contains(fault) || found.contains { $0.hasPrefix("5: ") && fault.hasPrefix("5: S") },
      "\(found)")
  }

  @Test("what passes though it is wrong is told, and an answer that could be copied")
  func planted() {
    let passing = """
      # A
      ## B
      > C
      ```almanac
      events
      ```
      ```almanac wrong
      events sort name
      ```
      1. d
      """
    #expect(faults(of: passing) == ["8: this passes too: events sort name"])
    let copied = passing.replacing("```almanac wrong\nevents sort name\n```\n", with: "")
      .replacing("events", with: "print 1 + 1")
    #expect(
      faults(of: copied)
        == [
          "5: a copied answer would pass: the query finds the same on every variant of the data"
        ])
    let empty = passing.replacing("events sort name", with: "events limit 0")
      .replacing("\nevents\n", with: "\nevents where name contains \"zzz\"\n")
    #expect(faults(of: empty).contains("8: this passes too: events limit 0"))
  }

  @Test("a variant has other names, dates, figures and numbers of rows, and what is asked by name")
  func variants() throws {
    let stores = [1, 2].map {
      StoreVariant.made(of: corpus.store, seed: $0, keepingNamesIn: "events by CAST")
    }
    for store in stores {
      let variant = Catalog(store: store)
      #expect(store[.event].rowCount != corpus.store[.event].rowCount)
      for query in [
        "events show name", "events where starts is known show starts",
        "figures show value", "events in China show kind", "events count by year(starts)",
      ] {
        let texts = try [corpus, variant].map {
          render(
            try $0.answer(query, context: context), format: .csv, width: nil,
            style: Style(color: false))
        }
        #expect(texts[0] != texts[1], "\(query)")
      }
      #expect(try variant.answer("events by CAST", context: context).rowCount > 0)
      #expect(try variant.answer("claims", context: context).rowCount > 50)
    }
    #expect(stores[0][.event].rowCount != stores[1][.event].rowCount)
  }

  @Test(
    "an answer is judged by its rows",
    arguments: [
      ("events in Beijing", "events where place in Beijing show name, kind", "right"),
      ("events in Beijing", "events in Beijing sort name desc", "right"),
      ("events in Beijing sort name", "events in Beijing sort name desc", "otherOrder"),
      ("events in Beijing sort name", "events in Beijing sort name", "right"),
      ("events in Beijing", "events in China", "0 missing 5 extra"),
      ("events in China", "events in Beijing", "5 missing 0 extra"),
      ("events in Beijing", "organizations", "otherKind"),
      ("events in Beijing", "events in Beijing count", "otherKind"),
      ("events in Beijing count", "events in Beijing count", "right"),
      ("events in Beijing count", "events in China count", "0 missing 5 extra"),
      ("events in China count", "events in Beijing count", "5 missing 0 extra"),
      ("events in Beijing count", "organizations count", "otherResult"),
      ("events in Beijing count", "events summarize max(days)", "otherResult"),
      ("events count by kind", "events count by mode", "21 missing 2 extra"),
      ("events in Beijing show name", "events in Beijing", "otherKind"),
      ("events in Beijing show name", "events in Beijing show name as n", "right"),
      ("events in Chongqing", "events where starts = 2023-11-06..2023-11-07", "fitsThisDataOnly"),
      ("events in China count", "events limit 13 count", "fitsThisDataOnly"),
      ("assert count(events) >= 50", "assert count(events) >= 50", "right"),
      ("assert count(events) >= 50", "assert count(events) > 3", "fitsThisDataOnly"),
      ("assert count(events) >= 50", "events", "otherKind"),
      ("let $a = events in Beijing", "let $b = events in Beijing", "right"),
      ("let $a = events in Beijing", "events in Beijing", "otherKind"),
      ("events in Beijing", "let $b = events in Beijing", "noAnswer"),
      ("events in Beijing", "param $year = 2023", "noAnswer"),
      ("events in Beijing", "describe events", "noAnswer"),
      ("events in Beijing", "explain events in Beijing", "noAnswer"),
      ("events in Beijing", "why CAST.country", "noAnswer"),
      ("explain events in Beijing", "explain events in Beijing", "right"),
      ("print count(events)", "print 50", "fitsThisDataOnly"),
      ("events in Beijing", "evens", "fault"),
    ])
  func judged(model: String, text: String, expected: String) {
    let step = LessonStep(
      title: "", explanation: [], task: "", model: LessonStep.Query(text: model, line: 1),
      wrong: [], hints: [], line: 1)
    let verdict = LessonJudge(step, of: corpus, context: context).verdict(on: text)
    let name =
      switch verdict {
      case .right: "right"
      case .noAnswer: "noAnswer"
      case .otherKind: "otherKind"
      case .otherOrder: "otherOrder"
      case .otherRows(let missing, let extra, _, _): "\(missing) missing \(extra) extra"
      case .otherResult: "otherResult"
      case .fitsThisDataOnly: "fitsThisDataOnly"
      case .fault: "fault"
      }
    #expect(name == expected, "\(verdict)")
  }

  @Test("a lesson goes on step by step, and where it was left")
  func course() {
    let journal = Journal()
    var session = session(journal, files: ["mine.md": threeSteps])
    #expect(session.submit(".learn mine.md").text.contains("To do: All events."))
    #expect(session.submit(".hint").text.contains("hint 1 of 2: A word."))
    #expect(session.submit(".hint").text.contains("hint 2 of 2: The word for events."))
    #expect(session.submit(".hint").text.contains("there is no stronger hint"))
    let wrong = session.submit("organizations").text
    #expect(wrong.contains("✘ not yet: rows of events are wanted, and these are organizations"))
    let right = session.submit("events").text
    #expect(right.contains("✔ right") && right.contains("2 of 3: Two"))
    #expect(journal.files["/lessons"] == "mine 1\n")
    let missing = session.submit("events in Chongqing").text
    #expect(missing.contains("✘ not yet: 8 missing, 3 extra") && missing.contains("no row of"))
    // Going on with the last query is an answer like any other.
    _ = session.submit("events in Beijing")
    #expect(session.submit("sort starts desc").text.contains("3 of 3: Three"))
    #expect(session.submit(".learn back").text.contains("2 of 3: Two"))
    #expect(session.submit(".learn stop").text.isEmpty)
    #expect(session.course == nil)
    #expect(session.submit(".learn mine.md").text.contains("3 of 3: Three"))
    let skipped = session.submit(".skip").text
    #expect(skipped.contains("  events count by kind") && skipped.contains("That was \"Mine\"."))
    #expect(journal.files["/lessons"] == "mine 3\n")
  }

  @Test("a step that was skipped lies behind, and the end of a lesson offers the next")
  func skipped() {
    let journal = Journal()
    var session = session(journal)
    _ = session.submit(".learn first-steps")
    _ = session.submit(".skip")
    _ = session.submit(".skip")
    _ = session.submit(".learn stop")
    #expect(journal.files["/lessons"] == "first-steps 2\n")
    #expect(session.submit(".learn first-steps").text.contains("3 of 5: By name"))
    _ = session.submit(".skip")
    _ = session.submit(".skip")
    let last = session.submit("events count")
    #expect(last.text.contains("next: .learn who-where-when"))
    #expect(last.suggestion == ".learn who-where-when")
  }

  @Test("what .fix and .back run is an answer, and so is an assertion that does not hold")
  func otherWays() {
    let steps = threeSteps.replacing("events count by kind", with: "assert count(events) = 50")
    var session = session(files: ["mine.md": steps])
    _ = session.submit(".learn mine.md")
    #expect(!session.submit("evnts").text.contains("not yet"))
    #expect(session.submit(".fix").text.contains("✔ right"))
    _ = session.submit("events in Beijing sort starts desc")
    // The statement before was right for the step before, and is nothing for this one.
    let wrong = session.submit("assert count(events) = 51").text
    #expect(wrong.contains("A01") && wrong.contains("✘ not yet: this finds out something else"))
    #expect(session.submit(".learn task").text.contains("To do:"))
    #expect(session.submit("assert count(events) = 50").text.contains("That was \"Mine\"."))
    // A lesson that is over judges nothing.
    #expect(!session.submit("events").text.contains("✔"))
    _ = session.submit(".learn mine.md")
    _ = session.submit("organizations")
    _ = session.submit("people")
    #expect(session.submit(".back").text.contains("✘ not yet: rows of events are wanted"))
  }

  @Test("of a name for the wrong query it is told which rows it lacks, and why one is not there")
  func wrongName() {
    var session = session()
    _ = session.submit(".learn scripts")
    let text = session.submit("let $here = events in Beijing").text
    #expect(text.contains("✘ not yet: 5 missing"))
    #expect(text.contains("is no row of: events in Beijing"))
    for _ in 0..<5 { _ = session.submit(".skip") }
    #expect(session.course == nil)
  }

  @Test("looking about is no answer, and nothing is said to it")
  func asides() {
    var session = session(files: ["mine.md": threeSteps])
    _ = session.submit(".learn mine.md")
    for line in ["describe events", "let $a = events", "explain events", ".nouns", ".surprise 1"] {
      let text = session.submit(line).text
      #expect(!text.contains("not yet") && !text.contains("✔"), "\(line)")
    }
    #expect(session.submit("$a").text.contains("✔ right"))
  }

  @Test("a pager holds the answer; what a lesson says of it and what it wants next stand below")
  func pages() {
    var session = session(files: ["mine.md": threeSteps])
    _ = session.submit(".learn mine.md")
    let (page, rest) = session.submit("events").pages
    #expect(page.text.contains("50") && !page.text.contains("✔"))
    #expect(rest.text.contains("✔ right") && rest.text.contains("2 of 3: Two"))
    let reply = session.submit("people\nevents")
    #expect(reply.pages.page.text + reply.pages.rest.text == reply.text)
    #expect(reply.pages.rest.text.contains("people"))
    #expect(session.submit("describe events").pages.rest.text.isEmpty)
  }

  @Test(
    "a list or a number that was copied from the answer does not pass",
    arguments: LessonShelf.lessons.flatMap { lesson in
      lesson.steps.map { (lesson.name, $0.title) }
    })
  func copied(name: String, title: String) throws {
    let lesson = try #require(LessonShelf.lesson(named: name))
    let step = try #require(lesson.steps.first { $0.title == title })
    let judge = LessonJudge(step, of: corpus, context: context)
    guard let answer = try? corpus.answer(step.model.text, context: context) else { return }
    var copies: [String] = []
    switch answer.shape {
    case .records(let noun):
      let ids = (0..<answer.rowCount).compactMap { answer.entity(row: $0) }.map {
        "\"\(corpus.store[$0.noun].ids[$0.row])\""
      }
      let columns = answer.columns.map(\.name).joined(separator: ", ")
      let list = "\(noun.plural) where id = any (\(ids.joined(separator: ", ")))"
      copies = [list, "\(list) show \(columns)", "\(noun.plural) limit \(answer.rowCount)"]
    case .groups where answer.rowCount == 1 && answer.columns.count == 1:
      let count = text(of: answer.value(row: 0, column: 0))
      copies = ["events limit \(count) count", "print \(count)"]
    default: break
    }
    for copy in copies { #expect(judge.verdict(on: copy) != .right, "\(copy)") }
  }

  @Test(
    "TAB completes what .learn takes",
    arguments: [
      (".learn fi", ["first-steps"]), (".learn s", ["several", "sources", "scripts"]),
      (".learn st", []),
    ])
  func completion(line: String, names: [String]) {
    let candidates = session().complete(line, at: line.utf8.count).candidates.map(\.insert)
    #expect(candidates.sorted() == names.sorted())
  }

  @Test("in a lesson TAB completes its words too, and files by their path")
  func completionInside() {
    var session = session(files: ["mine.md": threeSteps])
    _ = session.submit(".learn mine.md")
    #expect(session.complete(".learn st", at: 9).candidates.map(\.insert) == ["stop"])
    session.surroundings.paths = { $0 == "ex/m" ? ["ex/mine.md"] : [] }
    #expect(session.complete(".learn ex/m", at: 11).candidates.map(\.insert) == ["ex/mine.md"])
  }

  @Test("a lesson is about the corpus, and leaves other data as it was")
  func otherData() throws {
    var session = session()
    session.loading = Loading(
      catalog: Catalog(store: .empty), choice: DataChoice(files: ["a.jsonl"]))
    _ = session.submit(".learn 1")
    #expect(session.submit("events").text.contains("✔ right"))
    #expect(session.submit(".learn stop").text.contains("back to your own data"))
    #expect(session.submit("events count").text.contains("0"))
  }

  @Test(
    "what can't be done is said with what can",
    arguments: [
      (".hint", "no lesson is open"), (".skip", "no lesson is open"),
      (".learn stop", "no lesson is open"), (".learn frist-steps", "close: .learn first-steps"),
      (".learn frist", "close: .learn first-steps"), (".learn zzz", "all of them: .learn"),
      (".learn 99", "there is no lesson \"99\""), (".learn no.md", "No such file"),
    ])
  func refusals(line: String, words: String) {
    var session = session()
    #expect(session.submit(line).text.contains(words))
  }

  @Test("progress is read as it was written; lines that are none are left out")
  func progress() {
    var progress = LessonProgress("a 1\nx\nb two\n\nc 3 4\nb 2\n")
    #expect(progress.text == "a 1\nb 2\n")
    progress["a"] = 5
    #expect(LessonProgress(progress.text) == progress)
    #expect(progress["new"] == 0)
  }

  @Test("almanac learn takes statements from a pipe, right or wrong")
  func program() throws {
    let home = try TemporaryFolder()
    let run = try ProgramRun(
      ["learn", "first-steps"], input: "organizations\nevents\n",
      environment: ["XDG_DATA_HOME": home.path])
    #expect(run.messages.contains("✘ not yet") && run.messages.contains("✔ right"))
    #expect(run.output.contains("2 of 5: Everybody"))
    #expect(run.exitCode == 0)
    #expect(try ProgramRun(["learn", "nothing"]).exitCode == 65)
  }
}
