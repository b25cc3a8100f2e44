internal import Almanac

/// What `almanac check` does: every fault of files as `file:line:column: …`, and nothing else.
struct FileCheck {
  /// What scripts are asked of.
  let choice: DataChoice
  /// Data may refer to records of the built-in corpus.
  let mayReferToCorpus: Bool
  let context: QueryContext

  /// One line a finding, files in the order given; a remark that is no fault says `note:`.
  private(set) var lines: [String] = []
  /// What data files hold, and what would become of it.
  private(set) var summary: [String] = []
  private(set) var exitCode = ExitCode.done

  /// Checks every file: scripts (`.alm`, and `-` for standard input), and data of any format that can
  /// be loaded.
  ///
  /// - Throws: ``ShellError`` when the data that scripts are asked of can't be loaded.
  init(
    _ files: [String], over choice: DataChoice, mayReferToCorpus: Bool, context: QueryContext
  ) throws(ShellError) {
    self.choice = choice
    self.mayReferToCorpus = mayReferToCorpus
    self.context = context
    var known: Set<String> = []
    let files = files.filter { known.insert($0).inserted }
    checkData(files.filter { !FileCheck.isScript($0) && !FileCheck.isLesson($0) })
    for file in files where FileCheck.isLesson(file) { checkLesson(file) }
    let scripts = files.filter(FileCheck.isScript)
    guard !scripts.isEmpty else { return }
    let catalog = try Loading(choice).catalog
    for file in scripts { checkScript(file, catalog) }
  }

  private static func isScript(_ file: String) -> Bool {
    file == "-" || file.lowercased().hasSuffix(".alm")
  }

  private static func isLesson(_ file: String) -> Bool { file.lowercased().hasSuffix(".md") }

  /// 66 for a file that can't be read stands above 65 for one that is wrong.
  private mutating func fail(_ code: ExitCode, _ line: String) {
    lines.append(line)
    if exitCode != .noInput { exitCode = code }
  }

  private mutating func fail(_ error: ShellError) { fail(error.exitCode, error.message) }
}

// MARK: - Data

extension FileCheck {
  /// All data files together: they may refer to each other.
  private mutating func checkData(_ paths: [String]) {
    var files: [InputFile] = []
    var passedOver: [(name: String, reason: String)] = []
    for path in paths {
      if let snapshot = Files.snapshot(path) {
        checkSnapshot(snapshot)
        continue
      }
      do throws(ShellError) {
        var choice = DataChoice()
        choice.files = [path]
        let input = try InputFiles(choice)
        passedOver += input.passedOver
        for file in input.broken { fail(.badData, shown("\(file.name): \(file.reason)")) }
        for file in input.files where !files.contains(where: { $0.name == file.name }) {
          // A file of no known format must not keep the others from being checked.
          if ImportFormat(name: file.name, bytes: file.bytes) == nil {
            report(on: [file], passedOver: [])
          } else {
            files.append(file)
          }
        }
      } catch {
        fail(error)
      }
    }
    if !files.isEmpty { report(on: files, passedOver: passedOver) }
  }

  /// Every block of a snapshot.
  private mutating func checkSnapshot(_ file: SnapshotFile) {
    do throws(SnapshotRefusal) {
      for damage in try Catalog(snapshot: file).store.damages() {
        fail(.badData, "\(shown(damage.message)); copy it again, or convert its data again")
      }
    } catch {
      fail(.badData, shown(error.message(about: file.name)))
    }
  }

  private mutating func report(
    on files: [InputFile], passedOver: [(name: String, reason: String)]
  ) {
    do throws(ImportError) {
      let start = Clock.nanoseconds()
      let report = try Catalog.check(
        files.map { ($0.name, $0.bytes) }, includingCorpus: mayReferToCorpus,
        corrections: choice.appliesCorrections)
      for fault in report.faults { fail(.badData, shown(fault.text)) }
      if report.faultsLeftOut > 0 {
        fail(.badData, "… \(separated(report.faultsLeftOut)) more")
      }
      for notice in report.notices + report.mergedRecords {
        lines.append(
          shown("\(notice.file):\(notice.line):\(notice.column): note: \(notice.message)"))
      }
      let hiddenCount = report.noticesLeftOut + report.mergedRecordsLeftOut
      if hiddenCount > 0 { lines.append("note: … \(separated(hiddenCount)) more") }
      // A corpus is held against its rules and nothing else: that it keeps them needs no words.
      guard files.contains(where: { ImportFormat(name: $0.name, bytes: $0.bytes) != .toml }) else {
        return
      }
      summary += LoadReport(
        report: report, passedOver: passedOver, nanoseconds: Clock.nanoseconds() &- start,
        tellsTime: true
      ).summary(limit: .max)
    } catch {
      fail(.badData, shown(error.text))
    }
  }
}

// MARK: - Lessons

extension FileCheck {
  /// Lessons are asked of the built-in corpus, whatever scripts are asked of.
  private mutating func checkLesson(_ path: String) {
    do throws(ShellError) {
      let check = LessonCheck(corpus: try Loading(DataChoice()).catalog, context: context)
      for fault in check.faults(of: try Files.text(of: path), name: path) {
        fail(.badData, "\(shown(path)):\(fault.line):1: error: \(shown(fault.message))")
      }
    } catch {
      fail(error)
    }
  }
}

// MARK: - Scripts

extension FileCheck {
  private mutating func checkScript(_ path: String, _ catalog: Catalog) {
    do throws(ShellError) {
      let name = path == "-" ? "standard input" : path
      var state = State(catalog: catalog, context: context)
      check(Script(try Files.text(of: path), name: name), &state)
    } catch {
      fail(error)
    }
  }

  /// What is known at a place of a script.
  private struct State {
    let catalog: Catalog
    /// With the names that are defined so far.
    var context: QueryContext
    /// False behind `.load` and `.run`: what they bring is not known here, and names may be of it.
    var knowsData = true
    /// Names whose definition is at fault: that is told once, where it stands.
    var unsound: Set<String> = []

    /// Whether a statement uses a name whose definition is at fault.
    func isUnsound(_ text: String) -> Bool {
      !unsound.isEmpty
        && lex(text).contains {
          $0.kind == .variable && unsound.contains(String(text.utf8Slice($0.range).dropFirst()))
        }
    }

    /// Defines what a statement defines.
    mutating func define(_ statement: Statement, isSound: Bool) {
      switch statement.kind {
      case .letBinding(let name, _) where !isSound, .param(let name, _) where !isSound:
        unsound.insert(name.text)
      case .letBinding(let name, _), .param(let name, _): unsound.remove(name.text)
      default: break
      }
      var substitution = Substitution(context.bindings)
      switch statement.kind {
      case .letBinding(let name, let query), .param(let name, let query):
        context.bindings[name.text] = substitution.query(query)
      case .query(let query, _, _): context.bindings["_"] = substitution.query(query)
      default: break
      }
    }
  }

  /// Tells every fault of a script, and of those that it includes, in the order in which they stand.
  private mutating func check(_ script: Script, _ state: inout State) {
    for step in script.steps {
      switch step.kind {
      case .command:
        if let fault = Command.fault(of: step.text) {
          fail(.badData, "\(script.place(of: step).text): error: \(fault.message)")
        }
        if [".load", ".run"].contains(where: step.text.hasPrefix) { state.knowsData = false }
      case .include(let included): check(included, &state)
      case .statement(let parsed):
        let faults = faults(of: parsed, step.text, state)
        for fault in faults { tell(fault.moved(by: step.start), of: script) }
        if let statement = step.statement {
          state.define(
            statement, isSound: faults.isEmpty && !state.isUnsound(step.text))
        }
      }
    }
  }

  /// What is wrong with a statement: how it is written, its names and types, where it would write.
  private func faults(
    of parsed: ParsedStatement, _ text: String, _ state: State
  ) -> [Diagnostic] {
    guard parsed.diagnostics.isEmpty else { return parsed.diagnostics }
    var faults: [Diagnostic] = []
    if state.knowsData, !state.isUnsound(text) {
      do throws(QueryError) {
        try state.catalog.check(parsed, text: text, context: state.context)
      } catch {
        faults = error.diagnostics
      }
    }
    if case .query(_, _, let file?)? = parsed.statement?.kind,
      let fault = Session.endingFault(of: file, in: text)
    {
      faults.append(fault)
    }
    return faults
  }

  private mutating func tell(_ fault: Diagnostic, of script: Script) {
    var line = render(
      [fault], text: script.text, style: Style(color: false), width: nil, file: script.name,
      isShort: true)
    while line.hasSuffix("\n") { line.removeLast() }
    fail(.badData, line)
  }
}
