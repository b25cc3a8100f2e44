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
    checkData(files.filter { !FileCheck.isScript($0) })
    let scripts = files.filter(FileCheck.isScript)
    guard !scripts.isEmpty else { return }
    let catalog = try Loading(choice).catalog
    for file in scripts { checkScript(file, catalog) }
  }

  private static func isScript(_ file: String) -> Bool {
    file == "-" || file.lowercased().hasSuffix(".alm")
  }

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
    var files: [(name: String, bytes: [UInt8])] = []
    for path in paths {
      do throws(ShellError) {
        let file = (name: path, bytes: try Files.bytes(of: path))
        // A file of no known format must not keep the others from being checked.
        if ImportFormat(name: file.name, bytes: file.bytes) == nil {
          report(on: [file])
        } else {
          files.append(file)
        }
      } catch {
        fail(error)
      }
    }
    if !files.isEmpty { report(on: files) }
  }

  private mutating func report(on files: [(name: String, bytes: [UInt8])]) {
    do throws(ImportError) {
      let report = try Catalog.check(
        files, includingCorpus: mayReferToCorpus, corrections: choice.appliesCorrections)
      for fault in report.faults { fail(.badData, shown(fault.text)) }
      if report.faultsLeftOut > 0 {
        fail(.badData, "… \(separated(report.faultsLeftOut)) more")
      }
      for notice in report.notices {
        lines.append(
          shown("\(notice.file):\(notice.line):\(notice.column): note: \(notice.message)"))
      }
    } catch {
      fail(.badData, shown(error.text))
    }
  }
}

// MARK: - Scripts

extension FileCheck {
  private mutating func checkScript(_ path: String, _ catalog: Catalog) {
    do throws(ShellError) {
      let name = path == "-" ? "standard input" : path
      let script = Script(try Files.text(of: path), name: name)
      var diagnostics = script.diagnostics
      var commandFaults: [(start: Int, line: String)] = []
      var knowsData = true
      for step in script.steps {
        switch step.kind {
        case .command:
          if let fault = Command.fault(of: step.text) {
            commandFaults.append(
              (step.start, "\(script.place(of: step)): error: \(fault.message)"))
          }
          // What the script loads is not known here, and names may be of it.
          if [".load", ".run"].contains(where: step.text.hasPrefix) { knowsData = false }
        case .statement where knowsData:
          diagnostics += faults(of: step, catalog)
        case .statement: break
        }
      }
      tell(diagnostics, commandFaults, of: script)
    } catch {
      fail(error)
    }
  }

  /// What is wrong with the names and types of a query. It is answered for that and nothing is
  /// shown; what it would draw or write it does not.
  private func faults(of step: Script.Step, _ catalog: Catalog) -> [Diagnostic] {
    let parsed = parseStatement(step.text)
    guard parsed.diagnostics.isEmpty, let statement = parsed.statement else { return [] }
    let query: Query
    switch statement.kind {
    case .query(let asked, _, _), .explain(let asked), .why(_, _, in: let asked?): query = asked
    // Without a stage it may be a value, `let $word = "text"`, and no name of anything.
    case .letBinding(_, let asked) where !asked.stages.isEmpty: query = asked
    default: return []
    }
    let plain = Statement(.query(query, draw: nil, export: nil), statement.range)
    do throws(QueryError) {
      _ = try catalog.answer(plain, text: step.text, context: context)
      return []
    } catch {
      // What this version can't answer yet is no fault of the script, and what a variable holds is
      // not known here.
      return error.diagnostics.filter { !["X01", "N05"].contains($0.id) }.map {
        $0.moved(by: step.start)
      }
    }
  }

  /// Statements and dot-commands in the order in which they stand, each with what to try.
  private mutating func tell(
    _ diagnostics: [Diagnostic], _ commandFaults: [(start: Int, line: String)],
    of script: Script
  ) {
    var told = commandFaults
    for diagnostic in diagnostics {
      var text = render(
        [diagnostic], text: script.text, style: Style(color: false), width: nil,
        file: script.name, isShort: true)
      while text.hasSuffix("\n") { text.removeLast() }
      told.append((diagnostic.primary.range.start, text))
    }
    for (_, line) in told.sorted(by: { $0.start < $1.start }) { fail(.badData, line) }
  }
}
