internal import AlmanacStore
internal import AlmanacTime

extension Importer {
  /// A day or a period, EDTF text.
  mutating func readDate(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: RecordInProgress
  ) {
    guard let text = dateText(node, tree) else {
      return fault(
        tree.offset(node), "`\(rule.field)` is a date in quotation marks: \"2023-11-06\"")
    }
    do throws(DateError) {
      let date = try AlmanacTime.readDate(text)
      if rule.meaning == .period {
        builder.setWhen(date, of: record.entity)
      } else {
        builder.setDay(rule.field, date, of: record.entity)
      }
    } catch {
      fault(tree.offset(node) + error.offset, notADate(tree.scalarText(node) ?? text, error))
    }
  }

  /// The period from its start and its end, told apart: a start without an end ends with itself.
  mutating func joinPeriod(_ tree: ValueTree, _ record: RecordInProgress) {
    let start = periodEnd(record.startNode, tree)
    let end = periodEnd(record.endNode, tree)
    let isPeriod = start?.contains("/") == true
    let text: String
    switch (start, end) {
    case (nil, nil): return
    case (let start?, nil): text = start
    case (let start?, _?) where isPeriod: text = start
    case (let start?, let end?): text = start == end ? start : "\(start)/\(end)"
    case (nil, let end?): text = "/\(end)"
    }
    do throws(DateError) {
      builder.setWhen(try AlmanacTime.readDate(text), of: record.entity)
    } catch {
      // Which of the two it is: what stands behind the slash is the end's.
      let lead = isPeriod || record.endNode == nil ? text.utf8.count : start?.utf8.count ?? 0
      let isStart = record.startNode != nil && (error.offset < lead || record.endNode == nil)
      let node = (isStart ? record.startNode : record.endNode) ?? 0
      let offset = isStart ? error.offset : max(0, error.offset - lead - 1)
      let written = tree.scalarText(node) ?? ""
      fault(
        tree.offset(node) + min(offset, written.utf8.count),
        notADate(error.reason == .reversed ? text : written, error))
    }
  }

  private mutating func periodEnd(_ node: Int?, _ tree: ValueTree) -> String? {
    guard let node, tree.kind(node) != .null else { return nil }
    guard let text = dateText(node, tree) else {
      fault(tree.offset(node), "a date is a text: \"2023-11-06\"")
      return nil
    }
    return text
  }

  /// The text of a date; in tabular files a year may be a number, and a space stand for the T.
  private func dateText(_ node: Int, _ tree: ValueTree) -> String? {
    if keys.style == .corpus { return tree.text(node) }
    guard tree.kind(node) == .text || tree.kind(node) == .number,
      let text = tree.scalarText(node), !text.isEmpty
    else { return nil }
    let bytes = Array(text.utf8)
    guard bytes.count > 11, bytes[10] == UInt8(ascii: " ") else { return text }
    return "\(text.prefix(10))T\(text.dropFirst(11))"
  }

  private func notADate(_ text: String, _ error: DateError) -> String {
    "\"\(text)\" is no date: \(error.message)"
  }
}
