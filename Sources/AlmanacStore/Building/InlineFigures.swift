internal import AlmanacTime

/// Numbers that stand within records, until they become figures: last of all, so that no id that is
/// made for one is an id that a record gives itself.
struct InlineFigures {
  private(set) var subjects: [Entity] = []
  private(set) var measures: [String] = []
  /// Positions in `measures`.
  private(set) var codes: [UInt16] = []
  private(set) var lower: [Int64] = []
  /// What is not just one number, by position.
  private(set) var inexact: [Int: Quantity] = [:]
  private(set) var places: [UInt64] = []
  private(set) var files: [UInt16] = []
  private(set) var sources: [Int: [PendingSource]] = [:]
  /// The figures that they became, and what refers to their subjects.
  fileprivate(set) var rows: [UInt32] = []
  fileprivate(set) var references: [UInt32] = []

  var count: Int { subjects.count }

  mutating func append(
    subject: Entity, code: Int, value: Quantity, file: UInt16, place: UInt64
  ) {
    if !(value.isExact && value.text == nil) { inexact[count] = value }
    codes.append(UInt16(truncatingIfNeeded: code))
    subjects.append(subject)
    lower.append(value.lower)
    places.append(place)
    files.append(file)
  }

  /// Whole numbers of some events; ``append(places:)`` says where they stand.
  mutating func append(rows: [UInt32], code: Int, values: [UInt64], file: UInt16) {
    subjects += rows.map { Entity(.event, $0) }
    codes.append(count: rows.count) { _ in UInt16(truncatingIfNeeded: code) }
    lower += values.map { Quantity(exactly: Int(truncatingIfNeeded: $0)).lower }
    files.append(count: rows.count) { _ in file }
  }

  /// Makes room for so many times the numbers that there are.
  mutating func makeRoom(_ times: Double) {
    subjects.makeRoom(times)
    codes.makeRoom(times)
    lower.makeRoom(times)
    places.makeRoom(times)
    files.makeRoom(times)
  }

  mutating func append(places: [UInt64]) { self.places += places }

  /// Puts those from some position on, exact ones of one file, into the order in which they stand in it.
  mutating func sortByPlace(from start: Int) {
    let order = (start..<count).sorted { places[$0] < places[$1] }
    subjects[start...] = order.map { subjects[$0] }[...]
    codes[start...] = order.map { codes[$0] }[...]
    lower[start...] = order.map { lower[$0] }[...]
    places[start...] = order.map { places[$0] }[...]
  }

  /// The documents that tell of a record tell of its numbers.
  mutating func setSources(_ told: [PendingSource], from start: Int) {
    guard !told.isEmpty else { return }
    for index in start..<count { sources[index] = told }
  }

  /// Whether the ids that are made of subjects and measures are all different: one measure of events,
  /// each with one number of it.
  fileprivate var haveNewIDs: Bool {
    guard measures.count == 1 else { return false }
    for index in subjects.indices
    where subjects[index].noun != .event
      || index > 0 && subjects[index - 1].row >= subjects[index].row
    {
      return false
    }
    return true
  }

  func value(at index: Int) -> Quantity {
    inexact[index] ?? Quantity(lower: lower[index], upper: lower[index])
  }

  /// The position of a measure, which it gets now if it is a new one.
  mutating func code(of measure: String) -> Int {
    // Few, and mostly the same again.
    if let index = measures.firstIndex(of: measure) { return index }
    measures.append(measure)
    return measures.count - 1
  }
}

extension InlineFigures {
  /// Records have become one: subjects have other rows, and of figures that are one the first stays.
  mutating func renumber(_ merge: RowMerge, of noun: Noun) {
    for index in subjects.indices where subjects[index].noun == noun {
      subjects[index] = Entity(noun, merge[subjects[index].row])
    }
    guard noun == .figure else { return }
    var kept = InlineFigures()
    kept.measures = measures
    for index in rows.indices where merge.leads(rows[index]) {
      kept.append(
        subject: subjects[index], code: Int(codes[index]), value: value(at: index),
        file: files[index], place: places[index])
      kept.rows.append(merge[rows[index]])
      kept.references.append(references[index])
    }
    self = kept
  }
}

extension StoreBuilder {
  /// A number that a record holds of itself; it becomes a figure of its own by
  /// ``addInlineFigures()``.
  public mutating func noteFigure(_ measure: String, _ value: Quantity, of entity: Entity) {
    guard inlineFigures.measures.count < Int(UInt16.max) || inlineFigures.measures.contains(measure)
    else { return }
    inlineFigures.append(
      subject: entity, code: inlineFigures.code(of: measure), value: value, file: file,
      place: place)
  }

  /// How many numbers were noted.
  public var notedFigureCount: Int { inlineFigures.count }

  /// The numbers noted since then are told by these documents.
  public mutating func setSources(_ sources: [PendingSource], ofFiguresFrom start: Int) {
    inlineFigures.setSources(sources, from: start)
  }

  /// Makes figures of the numbers that stand within records.
  public mutating func addInlineFigures() {
    guard inlineFigures.count > 0 else { return }
    let figure = Int(Noun.figure.rawValue)
    let inline = inlineFigures
    let suffixes = inline.measures.map { Array("-\($0)".utf8) }
    let first = UInt32(truncatingIfNeeded: tables[figure].ids.count)
    let rows = [UInt32](first..<first + UInt32(truncatingIfNeeded: inline.count))
    var references: [UInt32] = []
    var lines: [UInt32] = []
    references.reserveCapacity(inline.count)
    lines.reserveCapacity(inline.count)
    pending.reserveCapacity(pending.count + inline.count)
    var id: [UInt8] = []
    let areNew = inline.haveNewIDs && tables[figure].ids.count == 0
    if areNew { tables[figure].ids.reserve(inline.count, byteCount: idByteCount(of: inline)) }
    for index in 0..<inline.count {
      let subject = inline.subjects[index]
      id.removeAll(keepingCapacity: true)
      tables[Int(subject.noun.rawValue)].ids.texts.append(subject.row, to: &id)
      id += suffixes[Int(inline.codes[index])]
      if areNew { tables[figure].ids.add(id.span) } else { insertFree(id, figure) }
      file = inline.files[index]
      references.append(pendingCode(nil, .record(subject)))
      lines.append(tables[Int(subject.noun.rawValue)].lines[Int(subject.row)])
    }
    tables[figure].places += inline.places
    tables[figure].lines += lines
    tables[figure].entities["subject", default: ListDraft()].append(rows: rows, values: references)
    tables[figure].entities["subject", default: ListDraft()].append(places: inline.places)
    let measures = tables[figure].codes.position("measure", orAdd: CodeDraft())
    tables[figure].codes.withDraft(measures) { draft in
      // In the order in which they come.
      var words = [UInt32](repeating: .max, count: inline.measures.count)
      for code in inline.codes where words[Int(code)] == .max {
        let measure = Schema.canonicalMeasure(inline.measures[Int(code)])
        words[Int(code)] = draft.words.insert(measure).code
      }
      draft.list.append(rows: rows, values: inline.codes.map { words[Int($0)] })
    }
    let values = tables[figure].numbers.position("value", orAdd: NumberDraft())
    tables[figure].numbers.withDraft(values) { draft in
      if inline.inexact.isEmpty { return draft.append(rows: rows, inline.lower) }
      for index in 0..<inline.count { draft.append(row: rows[index], inline.value(at: index)) }
    }
    for index in inline.sources.keys.sorted() {
      for source in inline.sources[index, default: []] {
        place = inline.places[index]
        addSource(source, of: Entity(.figure, rows[index]))
      }
    }
    inlineFigures.rows = rows
    inlineFigures.references = references
  }

  /// How long the ids are that are made for numbers of events.
  private func idByteCount(of inline: InlineFigures) -> Int {
    let suffix = inline.measures.reduce(0) { max($0, $1.utf8.count + 1) }
    return tables[Int(Noun.event.rawValue)].ids.texts.bytes.count + inline.count * suffix
  }

  /// An id that is new, with a number behind it where it was not.
  private mutating func insertFree(_ id: [UInt8], _ table: Int) {
    var isNew = tables[table].ids.insert(id.span).isNew
    var number = 2
    while !isNew {
      isNew = tables[table].ids.insert((id + Array("-\(number)".utf8)).span).isNew
      number += 1
    }
  }

  /// Every such figure is a number field of its subject.
  mutating func spreadInlineFigures() {
    let inline = inlineFigures
    let canonical = inline.measures.map { Schema.canonicalMeasure($0) }
    // By measure and noun, as they come: rows of the subjects and what they say.
    var positions: [SpreadColumn: Int] = [:]
    var last: (column: SpreadColumn, position: Int)?
    var events: (rows: [UInt32], values: [UInt32]) = ([], [])
    for index in inline.rows.indices {
      let subject = inline.subjects[index]
      let table = Int(subject.noun.rawValue)
      let column = SpreadColumn(noun: subject.noun, code: inline.codes[index])
      if last?.column != column {
        let measure = canonical[Int(column.code)]
        if positions[column] == nil {
          positions[column] = tables[table].numbers.position(measure, orAdd: NumberDraft())
          if !tables[table].measures.contains(measure) { tables[table].measures.append(measure) }
        }
        last = (column, positions[column, default: 0])
      }
      guard let last else { continue }
      let value = inline.value(at: index)
      tables[table].numbers.withDraft(last.position) { $0.append(row: subject.row, value) }
      if subject.noun == .event {
        events.rows.append(inline.rows[index])
        events.values.append(inline.references[index])
      }
    }
    guard !events.rows.isEmpty else { return }
    tables[Int(Noun.figure.rawValue)].references["event", default: ListDraft()].append(
      rows: events.rows, values: events.values)
  }
}

/// Numbers of one measure, of records of one noun.
private struct SpreadColumn: Hashable {
  var noun: Noun
  var code: UInt16
}
