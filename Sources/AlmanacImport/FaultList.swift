/// What is wrong in the files so far: places stay byte offsets until somebody wants to read them.
struct FaultList {
  private struct Entry {
    var file: Int
    var offset: Int
    var message: String
  }

  private var entries: [Entry] = []
  private var notices: [Entry] = []
  /// Faults of each file, those left out too.
  private var counts: [Int: Int] = [:]
  private var leftOut = 0
  private var noticesLeftOut = 0

  mutating func append(file: Int, offset: Int, _ message: String) {
    counts[file, default: 0] += 1
    if counts[file, default: 0] > ReadingLimits.faults {
      leftOut += 1
    } else {
      entries.append(Entry(file: file, offset: offset, message: message))
    }
  }

  /// Whether of that file no more faults are told.
  func isFull(file: Int) -> Bool { counts[file, default: 0] >= ReadingLimits.faults }

  /// Whether something is wrong at that byte already.
  func has(file: Int, offset: Int) -> Bool {
    entries.contains { $0.file == file && $0.offset == offset }
  }

  /// Whether no more notices are told, but only counted.
  var isFullOfNotices: Bool { notices.count >= ReadingLimits.faults }

  mutating func appendNotice(file: Int, offset: Int, _ message: String) {
    if isFullOfNotices {
      noticesLeftOut += 1
    } else {
      notices.append(Entry(file: file, offset: offset, message: message))
    }
  }

  /// Counts a notice that is not told.
  mutating func leaveOutNotice() { noticesLeftOut += 1 }

  /// By file and place, and how many were left out.
  func listed(_ files: [(name: String, bytes: [UInt8])]) -> ([ImportFault], leftOut: Int) {
    (FaultList.places(of: entries, files), leftOut)
  }

  /// By file and place, and how many were left out.
  func listedNotices(
    _ files: [(name: String, bytes: [UInt8])]
  ) -> ([ImportFault], leftOut: Int) {
    (FaultList.places(of: notices, files), noticesLeftOut)
  }

  private static func places(
    of entries: [Entry], _ files: [(name: String, bytes: [UInt8])]
  ) -> [ImportFault] {
    let sorted = entries.sorted {
      ($0.file, $0.offset, $0.message) < ($1.file, $1.offset, $1.message)
    }
    var lines = LineCounter()
    return sorted.map { entry in
      let (name, bytes) = files[entry.file]
      let place = lines.place(of: entry.offset, file: entry.file, bytes)
      return ImportFault(
        file: name, line: place.line, column: place.column, message: entry.message)
    }
  }
}

/// Lines and columns of places that come in rising order, each file passed over once.
private struct LineCounter {
  private var file = -1
  private var lineStart = 0
  private var line = 1

  mutating func place(of offset: Int, file: Int, _ bytes: [UInt8]) -> FilePlace {
    if file != self.file { (self.file, lineStart, line) = (file, 0, 1) }
    let end = min(offset, bytes.count)
    var index = lineStart
    while index < end {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A || byte == 0x0D && index < bytes.count && bytes[index] != 0x0A {
        line += 1
        lineStart = index
      }
    }
    var place = FilePlace(of: end - lineStart, in: bytes[lineStart...])
    place.line = line
    return place
  }
}
