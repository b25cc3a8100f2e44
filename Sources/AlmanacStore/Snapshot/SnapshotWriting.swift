extension Store {
  /// Bytes of memory that all columns and indexes of all nouns take, those included that are made
  /// when first asked for; in a snapshot, what they would take if all of it came in.
  public var byteCount: Int {
    var encoder = SnapshotEncoder()
    for noun in Noun.allCases { encoder.table(self[noun]) }
    return encoder.directory.count + encoder.dataByteCount
  }

  /// Hands out the bytes of a snapshot of all that is there, every index included, from the first to
  /// the last.
  ///
  /// ```swift
  /// try store.writeSnapshot { bytes in try file.write(bytes) }
  /// ```
  ///
  /// Source of the format: ``SnapshotHead``.
  public func writeSnapshot<Failure: Error>(
    to write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var encoder = SnapshotEncoder()
    for noun in Noun.allCases { encoder.number(self[noun].rowCount) }
    for noun in Noun.allCases { encoder.table(self[noun]) }
    let head = SnapshotHead(directory: encoder.directory, dataByteCount: encoder.dataByteCount)
    let beforeData = SnapshotHead.byteCount + encoder.directory.count
    let padding = [UInt8](repeating: 0, count: head.dataOffset - beforeData)
    try unsafe put(head.bytes + encoder.directory + padding, write)

    var sums = BlockSums()
    var written = 0
    for section in encoder.sections {
      try unsafe fill(to: section.byteOffset, &written, &sums, write)
      for start in stride(from: 0, to: section.count, by: section.step) {
        var failure: Failure?
        unsafe section.read(start..<min(start + section.step, section.count)) { bytes in
          unsafe sums.add(bytes)
          written += bytes.count
          do throws(Failure) { try unsafe write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
      }
    }
    try unsafe fill(to: head.dataByteCount, &written, &sums, write)

    let checksums = sums.finished()
    var roots: [UInt8] = []
    for start in stride(from: 0, to: checksums.count, by: SnapshotHead.blockByteCount) {
      let end = min(start + SnapshotHead.blockByteCount, checksums.count)
      appendLittleEndian(hashed(Array(checksums[start..<end])), to: &roots)
    }
    var tail: [UInt8] = []
    appendLittleEndian(hashed(roots, seed: head.hash), to: &tail)
    try unsafe put(checksums + roots + tail, write)
  }
}

/// Zeros up to where a section begins.
private func fill<Failure: Error>(
  to byteOffset: Int, _ written: inout Int, _ sums: inout BlockSums,
  _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
) throws(Failure) {
  let gap = [UInt8](repeating: 0, count: byteOffset - written)
  unsafe gap.withUnsafeBytes { unsafe sums.add($0) }
  written = byteOffset
  try unsafe put(gap, write)
}

private func put<Failure: Error>(
  _ bytes: [UInt8], _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
) throws(Failure) {
  var failure: Failure?
  unsafe bytes.withUnsafeBytes { bytes in
    do throws(Failure) { try unsafe write(bytes) } catch { failure = error }
  }
  if let failure { throw failure }
}

/// The checksums of the blocks of bytes that go by.
private struct BlockSums {
  private var block: [UInt8] = []
  private var sums: [UInt8] = []

  init() {
    block.reserveCapacity(SnapshotHead.blockByteCount)
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    while start < bytes.count {
      let count = min(bytes.count - start, SnapshotHead.blockByteCount - block.count)
      unsafe block.append(contentsOf: bytes[start..<start + count])
      start += count
      if block.count == SnapshotHead.blockByteCount { endBlock() }
    }
  }

  /// All of them, eight bytes each.
  mutating func finished() -> [UInt8] {
    if !block.isEmpty { endBlock() }
    return sums
  }

  private mutating func endBlock() {
    appendLittleEndian(hashed(block), to: &sums)
    block.removeAll(keepingCapacity: true)
  }
}
