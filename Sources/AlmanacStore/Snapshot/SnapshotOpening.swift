internal import Synchronization

extension Store {
  /// Whether the first bytes of a file are those of a snapshot, whole or not.
  public static func isSnapshot(beginningWith bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: SnapshotHead.magic.prefix(8))
  }

  /// The number of the format that is written and read.
  public static var snapshotVersion: Int { Int(SnapshotHead.version) }

  /// Opens a snapshot: its columns come in as they are touched.
  ///
  /// - Throws: why the file is none, or none that can be relied on. What turns out to be damaged
  ///   later is told by ``damage(since:)``.
  public init(snapshot file: SnapshotFile) throws(SnapshotRefusal) {
    let head = try SnapshotHead(of: file)
    let directoryStart = SnapshotHead.byteCount
    guard
      let directory = file.bytes(directoryStart..<directoryStart + head.directoryByteCount),
      hashed(directory) == head.directoryHash
    else { throw .damaged(part: .directory) }
    guard let tail = file.bytes(head.rootOffset..<head.fileByteCount) else {
      throw .damaged(part: .checksums)
    }
    let roots = Array(tail.dropLast(8))
    guard hashed(roots, seed: head.hash) == littleEndian(tail, at: roots.count) else {
      throw .damaged(part: .checksums)
    }
    guard let memory = unsafe file.reserve(max(head.dataByteCount, 1)) else {
      throw .noMemory(byteCount: head.dataByteCount)
    }
    let checks = SnapshotChecks(file: file, head: head, roots: roots)
    let arena = unsafe Arena(
      name: file.name, base: memory, byteCount: head.dataByteCount,
      fill: { blocks, base in
        let start = blocks.lowerBound << Arena.blockShift
        let end = min(blocks.upperBound << Arena.blockShift, head.dataByteCount)
        return unsafe file.read(
          head.dataOffset + start,
          UnsafeMutableRawBufferPointer(start: base + start, count: end - start))
      },
      check: { block, base in unsafe checks.holds(block, base) },
      release: { unsafe file.release($0, max(head.dataByteCount, 1)) })
    var decoder = SnapshotDecoder(directory, of: arena)
    var rowCounts: [Int] = []
    for _ in Noun.allCases { rowCounts.append(try decoder.count(atMost: Int(Int32.max))) }
    var tables: [Table] = []
    for noun in Noun.allCases {
      tables.append(try decoder.table(noun, rowCounts: rowCounts, tables))
    }
    try decoder.require(decoder.isAtEnd)
    checks.hold(to: decoder.domains)
    self.init(tables: tables, arena: arena)
  }
}

/// What blocks are held against: their checksums, which come in by the page, and their domains.
///
/// A class because the arena's blocks share the pages that are there already.
private final class SnapshotChecks: Sendable {
  private let file: SnapshotFile
  private let head: SnapshotHead
  private let roots: [UInt8]
  private let state = Mutex<(pages: [Int: [UInt8]], domains: [SectionDomain])>(([:], []))

  init(file: SnapshotFile, head: SnapshotHead, roots: [UInt8]) {
    self.file = file
    self.head = head
    self.roots = roots
  }

  func hold(to domains: [SectionDomain]) { state.withLock { $0.domains = domains } }

  func holds(_ block: Int, _ base: UnsafeRawPointer) -> Bool {
    let start = block << Arena.blockShift
    let end = min(start + SnapshotHead.blockByteCount, head.dataByteCount)
    let bytes = unsafe UnsafeRawBufferPointer(start: base + start, count: end - start)
    return state.withLock { state in
      guard let checksum = checksum(of: block, &state.pages),
        unsafe xxHash64(bytes) == checksum
      else { return false }
      var index = state.domains.firstIndex(behind: start)
      while index < state.domains.count, state.domains[index].bytes.lowerBound < end {
        guard unsafe state.domains[index].holds(in: start..<end, of: base) else { return false }
        index += 1
      }
      return true
    }
  }

  /// The checksum that was written of a block; nil when the page that it stands on is damaged.
  private func checksum(of block: Int, _ pages: inout [Int: [UInt8]]) -> UInt64? {
    let number = block / SnapshotHead.checksumsPerRoot
    if pages[number] == nil {
      let start = head.checksumOffset + number * SnapshotHead.blockByteCount
      let end = min(start + SnapshotHead.blockByteCount, head.rootOffset)
      guard let page = file.bytes(start..<end),
        hashed(page) == littleEndian(roots, at: number * 8)
      else { return nil }
      pages[number] = page
    }
    return pages[number].map {
      littleEndian($0, at: block % SnapshotHead.checksumsPerRoot * 8)
    }
  }
}

extension [SectionDomain] {
  /// The first that ends behind a byte; they are in rising order.
  fileprivate func firstIndex(behind byte: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].bytes.upperBound <= byte { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
