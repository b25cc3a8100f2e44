internal import AlmanacStore

// Numbers of a record, exact or vague.
extension Importer {
  mutating func readNumber(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: RecordInProgress
  ) {
    if let quantity = quantity(node, tree) {
      builder.setNumber(rule.field, quantity, of: record.entity)
    } else if keys.style == .tabular {
      keepAsWritten(node, tree, record)
    } else {
      fault(tree.offset(node), notANumber(rule.field))
    }
  }

  /// A whole number, or a text such as `"~60"`.
  func quantity(_ node: Int, _ tree: ValueTree) -> Quantity? {
    guard tree.kind(node) == .number || tree.kind(node) == .text,
      let text = tree.scalarText(node)
    else { return nil }
    if hasDecimalComma, let plain = withDecimalPoint(text) { return Quantity(plain) }
    if let quantity = Quantity(text) { return quantity }
    return keys.style == .tabular ? withoutGrouping(text, by: ",").flatMap { Quantity($0) } : nil
  }

  /// `1.200` and `3,5` as spreadsheets write them whose lists are parted by semicolons: `1200`, `3.5`.
  private func withDecimalPoint(_ text: String) -> String? {
    if let whole = withoutGrouping(text, by: ".") { return whole }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return nil }
    return "\(parts[0]).\(parts[1])"
  }

  /// `1,200` as spreadsheets write it, without the commas; nil where they stand otherwise.
  private func withoutGrouping(_ text: String, by mark: Character) -> String? {
    let groups = text.split(separator: mark, omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first, (1...3).contains(first.utf8.count),
      groups.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return nil }
    return groups.joined()
  }

  func notANumber(_ field: String) -> String {
    "`\(field)` is a number: 15, \"~60\", \">20\", \">=8\", \"<~100\" or \"20..99\""
  }

  mutating func readMeasure(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: RecordInProgress
  ) {
    if let quantity = quantity(node, tree) {
      addInlineFigure(rule.field, quantity, at: node, tree, record)
    } else if rule.field == "attendance", tree.kind(node) == .array || tree.kind(node) == .text {
      // Who takes part instead of how many.
      var record = record
      let rule = KeyRule(meaning: .reference(.organization), field: "participant", isMany: true)
      readReferences(node, tree, rule, .organization, &record)
    } else {
      fault(tree.offset(node), notANumber(rule.field))
    }
  }

  /// `figure = { attendance = "~60", countries = 20 }`.
  mutating func readFigures(_ node: Int, _ tree: ValueTree, _ record: RecordInProgress) {
    guard tree.kind(node) == .table else {
      if keys.style == .tabular { return keepAsWritten(node, tree, record) }
      return fault(
        tree.offset(node),
        "`figure` is a table of numbers: { attendance = \"~60\", countries = 20 }")
    }
    var member = tree.firstChild(node)
    while member >= 0 {
      let measure = tree.keyText(member)
      if let quantity = quantity(member, tree) {
        addInlineFigure(measure, quantity, at: member, tree, record)
      } else {
        fault(tree.offset(member), notANumber(measure))
      }
      member = tree.next(member)
    }
  }

  private mutating func addInlineFigure(
    _ measure: String, _ value: Quantity, at node: Int, _ tree: ValueTree,
    _ record: RecordInProgress
  ) {
    builder.place = place(tree.offset(node))
    builder.noteFigure(measure, value, of: record.entity)
  }
}
