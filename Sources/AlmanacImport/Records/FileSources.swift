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
    let places = builder.places(of: noun)
    var lines = LineCounter(files.count)
    var rows = [[(row: UInt32, line: UInt32)]](repeating: [], count: files.count)
    for (row, place) in places.enumerated() {
      let number = Int(place >> 48)
      guard ids[number] != nil else { continue }
      let line = lines.line(
        of: Int(place & 0xFFFF_FFFF_FFFF), in: files[number].bytes, number: number)
      rows[number].append((UInt32(truncatingIfNeeded: row), line))
    }
    for number in files.indices where !rows[number].isEmpty {
      if let id = ids[number] { builder.addSource(id, of: rows[number], noun: noun) }
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

private func lineEndCount(_ bytes: Span<UInt8>) -> UInt32 {
  var count: UInt32 = 0
  for index in bytes.indices { count &+= bytes[index] == 0x0A ? 1 : 0 }
  return count
}
