internal import AlmanacStore

// The name of a file is a source of every record in it, with the line on which the record begins; a
// corpus names its documents itself, and so does a store that was written whole.
extension Importer {
  mutating func addFileSources() {
    let numbers = files.indices.filter {
      builder.origins[$0] != .corpus && !twins.contains($0) && !wholeStores.contains($0)
    }
    guard !numbers.isEmpty else { return }
    var ids = [String?](repeating: nil, count: files.count)
    for number in numbers { ids[number] = addFileSource(number) }
    for noun in Noun.allCases where noun != .source { addFileSources(noun, ids) }
  }

  /// The document that stands for a file; its id.
  private mutating func addFileSource(_ number: Int) -> String {
    let name = files[number].name
    builder.place = UInt64(truncatingIfNeeded: number) << 48
    do throws(DuplicateRecord) {
      let source = try builder.add(.source, id: name)
      builder.addName(name, to: source)
      if let last = name.split(separator: "/").last, last != name {
        builder.addName(String(last), kind: .alias, to: source)
      }
      for twin in twins where files[twin].bytes == files[number].bytes {
        builder.addName(files[twin].name, kind: .alias, to: source)
      }
      builder.addCode("kind", "file", of: source)
    } catch {
      // The data has a record of its own for this file.
    }
    return name
  }

  private mutating func addFileSources(_ noun: Noun, _ ids: [String?]) {
    let (places, lines) = builder.takePlaces(of: noun)
    guard let first = places.first else { return }
    let number = Int(first >> 48)
    if let id = ids[number], places.allSatisfy({ Int($0 >> 48) == number }) {
      // All of one file, as large tables mostly are.
      let rows = [UInt32](0..<UInt32(truncatingIfNeeded: places.count))
      return builder.addSource(id, of: rows, lines: self.lines(of: places, lines, ids), noun: noun)
    }
    let all = self.lines(of: places, lines, ids)
    var rowsOfFile = [[UInt32]](repeating: [], count: files.count)
    var linesOfFile = rowsOfFile
    for (row, place) in places.enumerated() {
      let number = Int(place >> 48)
      guard ids[number] != nil else { continue }
      rowsOfFile[number].append(UInt32(truncatingIfNeeded: row))
      linesOfFile[number].append(all[row])
    }
    for number in files.indices where !rowsOfFile[number].isEmpty {
      if let id = ids[number] {
        builder.addSource(id, of: rowsOfFile[number], lines: linesOfFile[number], noun: noun)
      }
    }
  }

  /// The line on which each record begins: what is known of it, else by counting.
  private func lines(
    of places: [UInt64], _ known: [UInt32], _ ids: [String?]
  ) -> [UInt32] {
    guard known.contains(0) else { return known }
    var counter = LineCounter(files.count)
    return places.indices.map { row in
      let number = Int(places[row] >> 48)
      if known[row] != 0 || ids[number] == nil { return known[row] }
      return counter.line(
        of: Int(places[row] & 0xFFFF_FFFF_FFFF), in: files[number].bytes, number: number)
    }
  }
}

/// Lines of bytes that are asked for in rising order, file by file.
private struct LineCounter {
  private var offsets: [Int]
  private var lines: [UInt32]

  init(_ fileCount: Int) {
    offsets = [Int](repeating: 0, count: fileCount)
    lines = [UInt32](repeating: 1, count: fileCount)
  }

  mutating func line(of offset: Int, in bytes: [UInt8], number: Int) -> UInt32 {
    if offset < offsets[number] { (offsets[number], lines[number]) = (0, 1) }
    let end = min(offset, bytes.count)
    lines[number] &+= lineEndCount(bytes.span.extracting(offsets[number]..<end))
    offsets[number] = end
    return lines[number]
  }
}

/// Eight bytes at once: in each that is a line feed the low bits are all zero once it is taken away.
private func lineEndCount(_ bytes: Span<UInt8>) -> UInt32 {
  let raw = unsafe bytes.bytes
  let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  var count = 0
  var index = 0
  while index &+ 8 <= bytes.count {
    // Within bounds by the condition.
    let word =
      unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      ^ 0x0A0A_0A0A_0A0A_0A0A
    count &+= (~(((word & low) &+ low) | word | low)).nonzeroBitCount
    index &+= 8
  }
  while index < bytes.count {
    count &+= bytes[index] == 0x0A ? 1 : 0
    index &+= 1
  }
  return UInt32(truncatingIfNeeded: count)
}
