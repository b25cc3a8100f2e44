internal import AlmanacStore

// Large files of records: stretches of them are read on two threads, and taken in the order of the
// file, so that the store is the one that reading record by record makes.
extension Importer {
  mutating func readMany(_ bytes: [UInt8], from start: Int, _ form: BulkForm) {
    let stretches = BulkStretches(bytes, from: start, size: stretchBytes, form, keys)
    var taking = FileTaking(bytes, form)
    for byte in bytes[..<start] where byte == 0x0A { taking.line += 1 }
    // What the one thread reads, the other takes; who has nothing to take reads too.
    var isStopped = false
    stretches.withHelper {
      var reader = stretches.reader(0)
      var again = stretches.reader(2)
      while !isStopped, let (found, nominalEnd) = stretches.next(&reader) {
        var stretch = found
        if stretch.range.lowerBound != stretches.position {
          taking.batches.learn(from: stretch.batch)
          stretch = stretches.again(&again, upTo: nominalEnd)
        }
        stretches.pass(stretch)
        take(stretch, &taking)
        taking.stretchCount += 1
        if taking.stretchCount == FileTaking.sample {
          let before = builder.rowCount(of: .event) - taking.eventCount
          let times = Double(bytes.count - start) / Double(stretches.position - start)
          if before < taking.eventCount { builder.makeRoom(times * 1.05) }
        }
        isStopped = !goesOn(stretches.position)
        if isStopped { stretches.stop() }
      }
    }
    builder.line = 0
  }

  /// How far a large file was taken, and what it takes to read its records one by one.
  private struct FileTaking {
    /// After so many stretches it is known what the file is like.
    static let sample = 4

    let bytes: [UInt8]
    var stretchCount = 0
    var eventCount = 0
    var batches = BatchTaking(writerCount: BulkStretches.readerCount)
    /// On which the next stretch begins.
    var line = 1
    var json: JSONReader
    var rows: RowTaking?

    init(_ bytes: [UInt8], _ form: BulkForm) {
      self.bytes = bytes
      json = JSONReader(bytes: bytes)
      if case .rows(let columns) = form { rows = RowTaking(columns, bytes) }
    }
  }

  private mutating func take(_ stretch: BulkStretch, _ file: inout FileTaking) {
    // The report tells how each key was taken.
    for key in stretch.keys { _ = keys.rule(key, of: .event) }
    let batch = stretch.batch
    file.batches.learn(from: batch)
    var record = 0
    var left = stretch.left[...]
    while true {
      let stop = left.first?.record ?? batch.count
      let taken = builder.take(record..<stop, of: batch, firstLine: file.line, &file.batches)
      report.read[.event, default: 0] += taken - record
      file.eventCount += taken - record
      if taken < stop {
        // Its id is another's: what is said of that is said where records are read one by one, and
        // those behind it come behind what is said.
        let start = batch.place(of: taken)
        readOneByOne(
          start..<stretch.range.upperBound, line: file.line + batch.line(of: taken), &file)
        break
      }
      record = stop
      guard let next = left.popFirst() else { break }
      readOneByOne(next.range, line: file.line + next.line, &file)
    }
    file.line += stretch.lineCount
  }

  /// Reads the records that begin in a range.
  private mutating func readOneByOne(_ range: Range<Int>, line: Int, _ file: inout FileTaking) {
    var line = line
    var position = range.lowerBound
    if var rows = file.rows {
      file.rows = nil
      defer { file.rows = rows }
      var reader = CSVReader(file.bytes, delimiter: rows.columns.delimiter, from: position)
      while reader.nextOffset < range.upperBound, let row = reader.next() {
        for index in position..<reader.rowOffset where file.bytes[index] == 0x0A { line += 1 }
        position = reader.rowOffset
        guard position < range.upperBound else { return }
        builder.line = UInt32(truncatingIfNeeded: line)
        take(row, at: position, &rows)
      }
      return
    }
    while position < range.upperBound {
      let end = endOfLine(file.bytes.span, position, range.upperBound)
      builder.line = UInt32(truncatingIfNeeded: line)
      readLine(position..<end, file.bytes, &file.json)
      position = end + 1
      line += 1
    }
  }

  private mutating func readLine(_ line: Range<Int>, _ bytes: [UInt8], _ reader: inout JSONReader) {
    guard !isBlank(line, bytes) else { return }
    guard line.count <= ReadingLimits.lineBytes else {
      report.unreadable += 1
      return fault(line.lowerBound, "a line has 1 MiB at most; this one is longer")
    }
    do throws(ReadingFault) {
      try reader.read(line.lowerBound, line.upperBound)
      readTabularRecord(0, reader.tree)
    } catch {
      report.unreadable += 1
      fault(error.offset, error.message)
    }
  }
}
