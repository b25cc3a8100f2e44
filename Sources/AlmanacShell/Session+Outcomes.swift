internal import Almanac

/// What becomes of the outcome of a statement: one place for each kind.
extension Session {
  /// - Throws: `X06` for rows that can't be written in the format that is asked for.
  mutating func deliver(
    _ outcome: Outcome, of parsed: ParsedStatement, _ text: String, elapsedNanoseconds: UInt64,
    in reply: inout Reply
  ) throws(QueryError) {
    let (width, style) = (settings.widthColumns ?? display.widthColumns, display.outputStyle)
    switch outcome {
    case .rows(let answer, of: let query, draw: let view, export: let file):
      if let fault = misfitFault(answer, drawn: view, exported: file, text)
        ?? pictureFault(of: answer, query, drawn: view, file, in: text)
      {
        throw QueryError([fault])
      }
      write(
        answer, of: query, drawn: view, elapsedNanoseconds: elapsedNanoseconds,
        isExported: file != nil, in: &reply)
      if let file { export(answer, of: query, drawn: view, to: file.text, in: &reply) }
      context.bindings["_"] = query
      lastAnswer = (answer, answer.store)
    case .binding(let name, let query):
      context.bindings[name] = query
    case .include: break  // A script has read the file, or said why not, before it comes to this.
    case .values(let values):
      reply.print(renderValues(values, format: settings.format))
    case .explanation(let explanation, of: let query):
      context.bindings["_"] = query
      reply.print(render(explanation, format: settings.format, width: width, style: style))
    case .description(let description):
      reply.print(render(description, format: settings.format, width: width, style: style))
    case .reason(let reason, of: let query):
      if let query { context.bindings["_"] = query }
      if case .absence(let absence) = reason, !absence.admitting.isEmpty {
        reply.suggestion = absence.admitting
      }
      reply.print(render(reason, format: settings.format, width: width, style: style))
    case .held:
      reply.add(
        TAPTest(description: parsed.assertionText, failure: nil, text: "", file: nil),
        message: "")
    }
  }

  /// Writes an answer, the line below it, and at most one hint of a kind that is not yet known.
  private mutating func write(
    _ answer: Answer, of query: Query, drawn view: View?, elapsedNanoseconds: UInt64,
    isExported: Bool, in reply: inout Reply
  ) {
    reply.rowCount = answer.rowCount
    let format = view.map { Format($0) } ?? settings.format
    var hiddenCount = 0
    if view != nil || !isExported {
      let crosstab = view == .table && query.countsByTwoKeys
      hiddenCount = show(answer, of: query, format, asCrosstab: crosstab, in: &reply)
    }
    guard format.isView else { return }
    // A card says all there is; nothing was counted.
    if case .card = answer.shape { return }
    let style = display.messageStyle
    if hiddenCount > 0 { reply.say(renderHidden(rowCount: hiddenCount, style: style)) }
    func footer(_ nanoseconds: UInt64?, _ style: Style, _ width: Int?) -> String {
      renderFooter(
        answer.footer, rowCount: answer.rowCount, elapsedNanoseconds: nanoseconds, style: style,
        width: width)
    }
    let line = footer(
      settings.showsTime ? elapsedNanoseconds : nil, style, display.messageWidthColumns)
    reply.say(line)
    // How long it took is nothing to hand on.
    exhibit(line, .message(footer(nil, .plain, nil)))
    guard settings.showsHints else { return }
    for hint in answer.hints where hintCounts[hint.id, default: 0] < 3 {
      hintCounts[hint.id, default: 0] += 1
      reply.say(renderHint(hint, style: style, width: display.messageWidthColumns))
      // An answer without rows may say in three lines why it has none; any other has one hint.
      if answer.rowCount > 0 { break }
    }
  }

  /// Prints the rows.
  ///
  /// - Returns: how many of them the limit keeps from being shown.
  private mutating func show(
    _ answer: Answer, of query: Query, _ format: Format, asCrosstab: Bool, in reply: inout Reply
  ) -> Int {
    let width = settings.widthColumns ?? display.widthColumns
    if asCrosstab {
      if let table = renderCrosstab(answer, width: width, style: display.outputStyle) {
        reply.print(table)
        return 0
      }
      let count = answer.keys(inColumn: 1).count
      reply.say(
        "\(separated(count)) columns of \(answer.columns[1].name) are too many for"
          + " \(width ?? 0) cells: a row for each instead")
    }
    if format.isPicture, let view = format.view {
      do throws(PictureRefusal) {
        var picture = try Picture(answer, as: view, today: context.today)
        let hiddenCount = rowLimit.map { picture.limit(to: $0) } ?? 0
        let text = renderText(picture, width: width, style: display.outputStyle)
        reply.print(text)
        exhibit(text, .picture(picture))
        return hiddenCount
      } catch {
        // `.mode` is a wish for all answers, and this one can't be drawn so.
        if answer.rowCount > 0 { reply.say(Session.reason(for: error, view) + ": a table instead") }
        return show(answer, of: query, .table, asCrosstab: false, in: &reply)
      }
    }
    let isWhole = (format.isJSON || format.holdsThings) && answer.isWhole(query)
    var shownAnswer = isWhole ? answer.withAllFields : answer
    var hiddenCount = 0
    if format.isView, let limit = rowLimit, answer.rowCount > limit {
      shownAnswer.rowCount = limit
      hiddenCount = answer.rowCount - limit
    }
    let text = render(
      shownAnswer, format: format, width: width, style: display.outputStyle,
      options: RenderOptions(omitsMissing: isWhole, stamp: settings.stamp, zones: .system))
    reply.print(text)
    if format.isView, case .card(let entity) = answer.shape {
      let references = references(to: entity, over: answer.store, context: context)
      reply.print(render(references, width: width, style: display.outputStyle))
    }
    if format.isView, !answer.isCard { exhibit(text, .rows(shownAnswer)) }
    for loss in format.losses(shownAnswer) { reply.say(loss) }
    return hiddenCount
  }

  /// How many rows a view shows; nil is all.
  private var rowLimit: Int? {
    switch settings.rowLimit {
    case .automatic: display.isInteractive ? 40 : nil
    case .all: nil
    case .count(let count): count
    }
  }
}

extension Answer {
  /// Whether it is one thing with all there is of it.
  fileprivate var isCard: Bool {
    if case .card = shape { return true }
    return false
  }
}

extension Query {
  /// Whether it says itself what to show.
  var choosesColumns: Bool {
    allStages.contains { if case .show = $0.kind { true } else { false } }
  }

  /// Whether its rows are a number for each pair of two keys.
  fileprivate var countsByTwoKeys: Bool {
    var result = false
    for stage in allStages {
      switch stage.kind {
      case .count(let keys): result = keys.count == 2
      case .summarize(let columns, let keys): result = keys.count == 2 && columns.count == 1
      case .show, .distinct: result = false
      case .filter, .sort, .limit: continue
      }
    }
    return result
  }

  /// Its stages, after those of the brackets that it may begin with.
  private var allStages: [Stage] {
    if case .subquery(let inner) = source.kind { return inner.allStages + stages }
    return stages
  }
}
