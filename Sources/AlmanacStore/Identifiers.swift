/// The ids of a table, by row: as texts, or in less memory where they follow from something else.
public struct Identifiers: Sendable {
  enum Form: Sendable {
    case texts(TextPool)
    /// Whole numbers that no zero leads.
    case numbers(Block<UInt32>)
    /// Those of numbers that stand in records: the id of the record, and what stands behind it.
    indirect case made(MadeIdentifiers)
  }

  let form: Form

  init(_ form: Form) {
    self.form = form
  }

  /// Ids in the shortest form that they have.
  init(_ texts: TextPool) {
    if let numbers = wholeNumbers(texts) {
      form = .numbers(Block(numbers))
    } else {
      form = .texts(texts)
    }
  }

  /// How many there are.
  public var count: Int {
    switch form {
    case .texts(let texts): texts.count
    case .numbers(let numbers): numbers.count
    case .made(let made): made.subjects.count
    }
  }

  /// The id of a row.
  public subscript(row: UInt32) -> String {
    switch form {
    case .texts(let texts): texts[row]
    case .numbers(let numbers): String(numbers[Int(row)])
    case .made(let made): made.text(of: row)
    }
  }

  /// The bytes of an id.
  public func utf8(_ row: UInt32) -> [UInt8] {
    if case .texts(let texts) = form { return Array(texts.utf8(row)) }
    return Array(self[row].utf8)
  }

  /// Where in a text that begins with the id of a row that id ends; nil where it does not begin so.
  fileprivate func end(of row: UInt32, in text: Span<UInt8>) -> Int? {
    guard case .numbers(let numbers) = form else {
      let id = utf8(row)
      guard id.count <= text.count else { return nil }
      for offset in id.indices where text[offset] != id[offset] { return nil }
      return id.count
    }
    // No zero leads, so that the digits that make the number are all of it.
    let number = UInt64(numbers[Int(row)])
    var value: UInt64 = 0
    var offset = 0
    repeat {
      guard offset < text.count, text[offset] &- 0x30 < 10 else { return nil }
      value = value &* 10 &+ UInt64(text[offset] &- 0x30)
      offset &+= 1
    } while value < number
    return value == number && (number == 0) == (text[0] == 0x30) ? offset : nil
  }

  /// Whether all of them are numbers.
  public var areNumbers: Bool {
    if case .numbers = form { return true }
    return false
  }

  /// All of them as texts.
  var texts: TextPool {
    if case .texts(let texts) = form { return texts }
    var pool = TextPool()
    for row in 0..<UInt32(truncatingIfNeeded: count) { pool.append(self[row]) }
    return pool
  }

  /// The same ids and some more.
  func appending(_ ids: [String]) -> Identifiers {
    var pool = texts
    for id in ids { pool.append(id) }
    return Identifiers(.texts(pool))
  }
}

/// Ids of figures that are made of their subjects': `1203-attendance` is that of the attendance of
/// event `1203`.
struct MadeIdentifiers: Sendable {
  /// The ids of events, and where they are found.
  let subjectIDs: Identifiers
  let subjectIndex: KeyIndex
  /// The event of each row, and the other way round.
  let subjects: Block<UInt32>
  let rowsOfSubject: Postings
  /// Which measure each row is of, and what stands behind the id of the event for each of them.
  let measures: Codes
  let suffixes: [String]

  /// Fewer rows are no work for two.
  private static var rowsForTwoThreads: Int { 20_000 }

  func text(of row: UInt32) -> String {
    let (subject, measure) = (subjects[Int(row)], Int(measures[Int(row)]))
    // Of a damaged snapshot they may lead anywhere.
    guard subject < subjectIDs.count, measure < suffixes.count else { return "" }
    return subjectIDs[subject] + suffixes[measure]
  }

  /// The row of an id, or nil.
  func find(_ id: String) -> UInt32? {
    for (measure, suffix) in suffixes.enumerated() where id.hasSuffix(suffix) {
      guard !suffix.isEmpty,
        let subject = subjectIndex.find(String(id.dropLast(suffix.count)))
      else { continue }
      for row in rowsOfSubject[subject] where Int(measures[Int(row)]) == measure { return row }
    }
    return nil
  }

  /// nil unless every text is made so, and each measure has one way of standing behind.
  ///
  /// - Parameters:
  ///   - texts: the ids as they are.
  ///   - subjects: rows of events, and rows of the table for each event.
  init?(
    _ texts: TextPool, subjects: Block<UInt32>, rowsOfSubject: Postings, measures: Codes,
    measureCount: Int, of subjectIDs: Identifiers, _ subjectIndex: KeyIndex
  ) {
    guard texts.count == subjects.count, texts.count == measures.count, measureCount < 256 else {
      return nil
    }
    let middle = texts.count > MadeIdentifiers.rowsForTwoThreads ? texts.count / 2 : 0
    let halves = results(
      of: [0..<middle, middle..<texts.count].map { rows in
        { endings(of: texts, rows, subjects, measures, measureCount, subjectIDs) }
      }, onTwoThreads: middle > 0)
    guard var suffixes = halves[0], let others = halves[1] else { return nil }
    for (measure, other) in others.enumerated() where !other.isEmpty {
      if suffixes[measure].isEmpty { suffixes[measure] = other }
      guard suffixes[measure] == other else { return nil }
    }
    self.init(
      subjectIDs: subjectIDs, subjectIndex: subjectIndex, subjects: subjects,
      rowsOfSubject: rowsOfSubject, measures: measures,
      suffixes: suffixes.map { String(decoding: $0, as: UTF8.self) })
  }

  init(
    subjectIDs: Identifiers, subjectIndex: KeyIndex, subjects: Block<UInt32>,
    rowsOfSubject: Postings, measures: Codes, suffixes: [String]
  ) {
    self.subjectIDs = subjectIDs
    self.subjectIndex = subjectIndex
    self.subjects = subjects
    self.rowsOfSubject = rowsOfSubject
    self.measures = measures
    self.suffixes = suffixes
  }
}

/// What stands behind the ids of subjects in the texts of some rows, by measure; nil where a text does
/// not begin with the id of its subject, or one measure has two endings.
private func endings(
  of texts: TextPool, _ rows: Range<Int>, _ subjects: Block<UInt32>, _ measures: Codes,
  _ measureCount: Int, _ subjectIDs: Identifiers
) -> [[UInt8]]? {
  var endings = [[UInt8]](repeating: [], count: measureCount)
  var last: (measure: Int, ending: [UInt8]) = (-1, [])
  let subjects = subjects.span
  for row in rows {
    let (subject, measure) = (subjects[row], Int(measures[row]))
    guard subject < subjectIDs.count, measure < measureCount else { return nil }
    let id = texts.span(of: UInt32(truncatingIfNeeded: row))
    guard let start = subjectIDs.end(of: subject, in: id), start < id.count else { return nil }
    if measure != last.measure {
      if endings[measure].isEmpty {
        endings[measure] = unsafe id.extracting(start...).withUnsafeBufferPointer {
          unsafe Array($0)
        }
      }
      last = (measure, endings[measure])
    }
    let ending = last.ending.span
    guard ending.count == id.count - start else { return nil }
    for offset in ending.indices where ending[offset] != id[start &+ offset] { return nil }
  }
  return endings
}

/// The values of texts that are whole numbers of 32 bits, written as numbers are; nil where one is
/// none.
private func wholeNumbers(_ texts: TextPool) -> [UInt32]? {
  var numbers: [UInt32] = []
  numbers.reserveCapacity(texts.count)
  for index in 0..<UInt32(truncatingIfNeeded: texts.count) {
    guard let number = RisingNumbers.number(texts.span(of: index)), number < UInt32.max else {
      return nil
    }
    numbers.append(UInt32(truncatingIfNeeded: number))
  }
  return numbers
}
