#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the editor's own commands do.
extension LineEditor {
  /// Does a command that a key is bound to.
  func perform(_ command: EditCommand) -> LibeditEngine.Reaction {
    switch command {
    case .accept: return accept()
    case .newline: engine.insert("\n")
    case .interrupt: return finish(.interrupted, "^C")
    case .endOrDelete:
      if engine.extent.count == 0 { return finish(.endOfInput, "") }
      delete()
    case .suspend: return suspend()
    case .clearScreen:
      if paints { Terminal.write(painter.clearScreen()) }
      return .repaint
    case .complete: return complete(forward: true)
    case .completeBackward: return complete(forward: false)
    case .up: move(up: true)
    case .down: move(up: false)
    case .left: moveCursor { $0.start(before: $1) }
    case .right: right()
    case .home: moveCursor { Line(text: $0.text, cursor: $1).currentLine.lowerBound }
    case .end: moveCursor { Line(text: $0.text, cursor: $1).currentLine.upperBound }
    case .backspace: backspace()
    case .delete: delete()
    case .search:
      if paints {
        history.refresh()
        (search, recall) = (Search(draft: engine.line), nil)
      }
    case .edit: return editElsewhere()
    case .paste: paste()
    case .escape: menu = nil
    case .idle: break
    case .wordLeft, .wordRight, .cutWordLeft, .cutBlankLeft, .cutWordRight, .cutToStart, .cutToEnd,
      .bringBack, .bringBackOlder, .undo, .redo:
      edit(command)
    }
    return .more
  }

  private func accept() -> LibeditEngine.Reaction {
    let text = engine.line.text
    if let isComplete, !isComplete(text) {
      engine.setCursor(text.utf8.count, in: text)
      engine.insert("\n")
      return .more
    }
    return finish(.line(text), "")
  }

  private func finish(_ outcome: Outcome, _ note: String) -> LibeditEngine.Reaction {
    self.outcome = outcome
    if paints {
      finishPainting(note)
    } else {
      Terminal.write(Array("\(note)\r\n".utf8))
    }
    return .done
  }

  private func suspend() -> LibeditEngine.Reaction {
    finishPainting("^Z")
    // The whole job stops, as it would by the terminal's own Ctrl-Z.
    whileAway { kill(0, SIGTSTP) }
    return .repaint
  }

  /// Does something that has the terminal to itself, in the modes of a shell.
  private func whileAway(_ work: () -> Void) {
    let modesOfSession = modesBefore
    end(forShell: true)
    work()
    begin()
    modesBefore = modesOfSession
    painter.forget()
  }

  private func editElsewhere() -> LibeditEngine.Reaction {
    guard let external = externalEditor else { return .more }
    let line = engine.line
    var edited = line.text
    var fault: ExternalEditorError?
    menu = nil
    if paints { Terminal.write(painter.erase(columns: Terminal.size.columns)) }
    whileAway {
      do throws(ExternalEditorError) { edited = try external.edit(line.text) } catch {
        fault = error
      }
    }
    if let fault { Terminal.write(Array("\(fault)\r\n".utf8)) }
    // What comes back is looked at before Enter runs it.
    if edited != line.text {
      engine.setLine(Line(text: edited, cursor: edited.utf8.count))
    }
    return .repaint
  }

  private func paste() {
    let text = keys.takePaste()
    if text.contains("\n") { holdsPastedLines = true }
    engine.insert(text)
  }
}

extension LineEditor {
  private func moveCursor(_ target: (Clusters, Int) -> Int) {
    let line = engine.line
    let clusters = Clusters(line.text, measure: configuration.width)
    engine.setCursor(target(clusters, line.cursor), in: line.text)
  }

  private func right() {
    if menu?.selection != nil {
      // The candidate stands in the line already: it is kept, and the menu goes.
      menu = nil
    } else {
      moveCursor { $0.boundary(atOrAfter: $1 + 1) }
    }
  }

  private func backspace() {
    let line = engine.line
    let start = Clusters(line.text, measure: configuration.width).start(before: line.cursor)
    if start < line.cursor { engine.replace(start..<line.cursor, of: line, with: "") }
  }

  private func delete() {
    let line = engine.line
    let clusters = Clusters(line.text, measure: configuration.width)
    let end = clusters.boundary(atOrAfter: line.cursor + 1)
    guard line.cursor < end else { return }
    engine.replace(line.cursor..<end, of: line, with: "")
    engine.setCursor(line.cursor, in: engine.line.text)
  }

  private func move(up: Bool) {
    let line = engine.line
    if menu?.selection != nil {
      _ = complete(forward: !up)
    } else if let offset = line.vertical(up: up) {
      engine.setCursor(offset, in: line.text)
    } else {
      var walk: Recall
      if let recall, recall.shown == line.text {
        walk = recall
      } else {
        history.refresh()
        walk = Recall(draft: line)
      }
      if let next = walk.step(older: up, in: history) { engine.setLine(next) }
      recall = walk
    }
  }
}

extension LineEditor {
  /// Completes as far as all candidates agree, then shows them, then puts them in by turns.
  private func complete(forward: Bool) -> LibeditEngine.Reaction {
    let line = engine.line
    if let menu, menu.line == line {
      var menu = menu
      let range = menu.replacedRange
      engine.replace(range, of: line, with: menu.cycle(forward: forward))
      menu.settle(engine.line)
      self.menu = menu
      return .more
    }
    menu = nil
    guard let completer else { return .more }
    let completions = completer(line.text, line.cursor)
    guard isUsable(completions, for: line), let first = completions.candidates.first else {
      return .more
    }
    let range = completions.replaceRange
    if completions.total == 1 {
      engine.replace(range, of: line, with: first.insert)
      return .more
    }
    // What is typed may differ from the prefix in case or accents: a longer one says more.
    let prefix = completions.commonPrefix
    guard prefix.count > line.slice(range).count else {
      show(completions)
      return paints ? .more : .repaint
    }
    engine.replace(range, of: line, with: prefix)
    let longer = engine.line
    let fresh = completer(longer.text, longer.cursor)
    if isUsable(fresh, for: longer) { show(fresh) }
    return paints ? .more : .repaint
  }

  /// Shows what could stand at the cursor: below the line, or before it where there is no menu.
  private func show(_ completions: Completions) {
    guard !completions.candidates.isEmpty else { return }
    let menu = Menu(completions, line: engine.line)
    if paints {
      self.menu = menu
      return
    }
    let rows = menu.rows(size: Terminal.size, measure: configuration.width)
    let text = rows.map { $0.cells.map(\.cluster).joined() }.joined(separator: "\r\n")
    Terminal.write(Array("\r\n\(text)\r\n".utf8))
  }
}
