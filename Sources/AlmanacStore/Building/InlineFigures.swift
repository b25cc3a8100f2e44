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

  /// The documents that tell of a record tell of its numbers.
  mutating func setSources(_ told: [PendingSource], from start: Int) {
    guard !told.isEmpty else { return }
    for index in start..<count { sources[index] = told }
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
    let figure = Int(Noun.figure.rawValue)
    let canonical = inlineFigures.measures.map { Schema.canonicalMeasure($0) }
    let suffixes = inlineFigures.measures.map { Array("-\($0)".utf8) }
    inlineFigures.rows.reserveCapacity(inlineFigures.count)
    var words = [Int](repeating: -1, count: canonical.count)
    var id: [UInt8] = []
    for index in 0..<inlineFigures.count {
      let subject = inlineFigures.subjects[index]
      let measure = Int(inlineFigures.codes[index])
      (place, file) = (inlineFigures.places[index], inlineFigures.files[index])
      id.removeAll(keepingCapacity: true)
      tables[Int(subject.noun.rawValue)].ids.texts.append(subject.row, to: &id)
      id += suffixes[measure]
      let row = insertFree(id, figure)
      tables[figure].places.append(place)
      let code = pendingCode(nil, .record(subject))
      tables[figure].entities["subject", default: ListDraft()].append(
        row: row, value: code, place: place)
      if words[measure] < 0 {
        words[measure] = Int(
          tables[figure].codes["measure", default: CodeDraft()].words.insert(canonical[measure])
            .code)
      }
      let word = UInt32(truncatingIfNeeded: words[measure])
      tables[figure].codes["measure", default: CodeDraft()].list.append(row: row, value: word)
      setNumber("value", inlineFigures.value(at: index), of: Entity(.figure, row))
      inlineFigures.rows.append(row)
      inlineFigures.references.append(code)
      if !inlineFigures.sources.isEmpty {
        for source in inlineFigures.sources[index, default: []] {
          addSource(source, of: Entity(.figure, row))
        }
      }
    }
  }

  /// The row of an id that is new, with a number behind it where it was not.
  private mutating func insertFree(_ id: [UInt8], _ table: Int) -> UInt32 {
    var (row, isNew) = tables[table].ids.insert(id.span)
    var number = 2
    while !isNew {
      (row, isNew) = tables[table].ids.insert((id + Array("-\(number)".utf8)).span)
      number += 1
    }
    return row
  }

  /// Every such figure is a number field of its subject.
  mutating func spreadInlineFigures() {
    let figure = Int(Noun.figure.rawValue)
    let canonical = inlineFigures.measures.map { Schema.canonicalMeasure($0) }
    for index in inlineFigures.rows.indices {
      let subject = inlineFigures.subjects[index]
      let measure = canonical[Int(inlineFigures.codes[index])]
      let table = Int(subject.noun.rawValue)
      if !tables[table].measures.contains(measure) { tables[table].measures.append(measure) }
      setNumber(measure, inlineFigures.value(at: index), of: subject)
      if subject.noun == .event {
        tables[figure].references["event", default: ListDraft()].append(
          row: inlineFigures.rows[index], value: inlineFigures.references[index])
      }
    }
  }
}
