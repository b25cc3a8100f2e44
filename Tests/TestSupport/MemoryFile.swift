public import AlmanacStore

/// A file that lies in memory, to open a snapshot from; what stands in it may change meanwhile.
public final class MemoryFile: @unchecked Sendable {
  /// What stands in it.
  public var bytes: [UInt8]

  /// A file with that in it.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The snapshot of a store.
  public init(_ store: Store) {
    var bytes: [UInt8] = []
    store.writeSnapshot { (piece) throws(Never) in bytes.append(contentsOf: piece) }
    self.bytes = bytes
  }

  /// As a snapshot is opened.
  public var file: SnapshotFile {
    SnapshotFile(
      name: "big.almanac", byteCount: bytes.count,
      read: { offset, memory in
        guard offset + memory.count <= self.bytes.count else { return false }
        self.bytes.withUnsafeBytes {
          memory.copyMemory(
            from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + memory.count]))
        }
        return true
      },
      reserve: { count in
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 4_096)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        return memory
      },
      release: { memory, _ in memory.deallocate() })
  }
}
