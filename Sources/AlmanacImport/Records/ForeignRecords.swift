internal import AlmanacStore
internal import AlmanacTime

// What the readers of others' formats share: records made field by field, not key by key.
extension Importer {
  /// A record of that id; one with what has it already, as ``ownID(_:_:isGlobal:at:)`` says.
  mutating func addForeign(
    _ noun: Noun, id: String, isGlobal: Bool, at offset: Int
  ) -> Entity {
    countRead(noun)
    return add(noun, ownID(id, noun, isGlobal: isGlobal, at: offset))
  }

  /// A reference by name; who has none comes into being.
  mutating func refer(
    _ field: String, _ noun: Noun, to name: String, _ record: inout RecordInProgress
  ) {
    guard !name.isBlank else { return }
    builder.addReference(field, to: .name(name), noun: noun, of: record.entity)
    record.written.insert(field)
  }

  /// A text of a field that the schema has.
  mutating func setForeignText(
    _ field: String, _ text: String, _ language: String, _ record: inout RecordInProgress
  ) {
    guard !text.isBlank else { return }
    builder.setText(field, text, language: language, of: record.entity)
    record.written.insert(field)
  }

  /// A value under a key that the schema does not know; `data.KEY` where a field is called so.
  mutating func keepForeign(_ key: String, _ text: String, _ record: inout RecordInProgress) {
    guard !text.isBlank else { return }
    builder.addFurther(keys.foreignKey(key, of: record.noun), text, of: record.entity)
  }

  /// A list goes on beyond what it names, by so many of something or nobody says by how many.
  func noteMore(_ field: String, _ more: [ListColumn.More], _ record: inout RecordInProgress) {
    record.more[field, default: []] += more
  }

  /// Marks the lists open that go on.
  mutating func markMore(_ record: RecordInProgress) {
    for (field, more) in record.more { builder.markOpen(field, more: more, of: record.entity) }
  }

  /// A number of the record, a figure of its own in the end.
  mutating func addForeignFigure(
    _ measure: String, _ value: Quantity, at offset: Int, _ record: RecordInProgress
  ) {
    builder.place = place(offset)
    builder.noteFigure(measure, value, of: record.entity)
  }

  /// When a series comes again: its rule, and the same as people say it.
  mutating func setForeignSeries(
    _ text: String, _ set: RecurrenceSet, _ record: inout RecordInProgress
  ) {
    builder.addFurther("rrule", text, of: record.entity)
    builder.addFurther("repeats", set.text, of: record.entity)
  }
}

/// Whether a text is an address on the web rather than the name of a place.
func isWebAddress(_ text: String) -> Bool {
  let lower = text.prefix(8).lowercased()
  return (lower.hasPrefix("https://") || lower.hasPrefix("http://"))
    && !text.contains { $0.isWhitespace }
}

extension String {
  /// Nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// Without the white space around it.
  var trimmedBlanks: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
