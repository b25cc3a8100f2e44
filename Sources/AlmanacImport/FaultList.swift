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

  mutating func append(file: Int, offset: Int, _ message: String) {
    counts[file, default: 0] += 1
    if counts[file, default: 0] > ReadingLimits.faults {
      leftOut += 1
    } else {
      entries.append(Entry(file: file, offset: offset, message: message))
    }
  }

  /// Whether something is wrong at that byte already.
  func has(file: Int, offset: Int) -> Bool {
    entries.contains { $0.file == file && $0.offset == offset }
  }

  mutating func appendNotice(file: Int, offset: Int, _ message: String) {
    if notices.count < ReadingLimits.faults {
      notices.append(Entry(file: file, offset: offset, message: message))
    }
  }

  /// By file and place, and how many were left out.
  func listed(_ files: [(name: String, bytes: [UInt8])]) -> ([ImportFault], leftOut: Int) {
    (FaultList.places(of: entries, files), leftOut)
  }

  func listedNotices(_ files: [(name: String, bytes: [UInt8])]) -> [ImportFault] {
    FaultList.places(of: notices, files)
  }

  private static func places(
    of entries: [Entry], _ files: [(name: String, bytes: [UInt8])]
  ) -> [ImportFault] {
    let sorted = entries.sorted {
      ($0.file, $0.offset, $0.message) < ($1.file, $1.offset, $1.message)
    }
    return sorted.map { entry in
      let (name, bytes) = files[entry.file]
      let place = FilePlace(of: entry.offset, in: bytes)
      return ImportFault(
        file: name, line: place.line, column: place.column, message: entry.message)
    }
  }
}
