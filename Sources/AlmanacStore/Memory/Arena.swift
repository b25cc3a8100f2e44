public import Synchronization

/// The memory of a snapshot: stretches of a file that come in when they are first touched, in blocks
/// of 64 KiB, each held against its checksum as it comes.
///
/// A block that can't be read or is not what was written reads as zeros from then on, and ``damage``
/// says so: whoever computes with it computes nonsense that can't trap, and asks for the damage
/// before he shows anything. A class because every column of the snapshot shares it.
///
/// Why memory that is filled, not the file's own pages: a file that is cut short while its pages are
/// mapped kills the process that touches them, and one that is written to changes what was checked.
@safe public final class Arena: Sendable {
  /// Bytes of one block, as a power of two.
  @usableFromInline static var blockShift: Int { 16 }

  /// What is wrong with a file, told by the first block that was.
  public struct Damage: Hashable, Sendable {
    /// The name of the file.
    public var file: String
    /// The number of the block, from 0, and how many there are.
    public var block: Int
    /// How many blocks the file has.
    public var blockCount: Int
    /// Whether the file is shorter than it was or can't be read; else its bytes are others.
    public var isUnreadable: Bool
  }

  /// Fills the bytes of some blocks from the file; false where that can't be done.
  typealias Fill = @Sendable (_ blocks: Range<Int>, _ base: UnsafeMutableRawPointer) -> Bool
  /// Whether a block is what was written.
  typealias Check = @Sendable (_ block: Int, _ base: UnsafeRawPointer) -> Bool

  let name: String
  let byteCount: Int
  @usableFromInline nonisolated(unsafe) let base: UnsafeMutableRawPointer
  /// One for each block: 1 once it may be read; when it turned out to be damaged 2, or 3 where it
  /// could not be read.
  @usableFromInline nonisolated(unsafe) let isReady: UnsafeMutablePointer<Atomic<UInt8>>
  private let fill: Fill
  private let check: Check
  private let release: @Sendable (UnsafeMutableRawPointer) -> Void
  private let found = Mutex<Damage?>(nil)
  private let touchCount = Atomic<Int>(0)

  /// - Parameter base: so many bytes, nobody else's, zero as long as nothing was filled in.
  init(
    name: String, base: UnsafeMutableRawPointer, byteCount: Int, fill: @escaping Fill,
    check: @escaping Check, release: @escaping @Sendable (UnsafeMutableRawPointer) -> Void
  ) {
    self.name = name
    self.byteCount = byteCount
    unsafe self.base = base
    unsafe self.fill = fill
    unsafe self.check = check
    unsafe self.release = release
    let count = Arena.blockCount(ofBytes: byteCount)
    unsafe isReady = .allocate(capacity: max(count, 1))
    for block in 0..<count { unsafe (isReady + block).initialize(to: Atomic(0)) }
  }

  deinit {
    unsafe isReady.deallocate()
    unsafe release(base)
  }

  /// How many blocks so many bytes take.
  static func blockCount(ofBytes count: Int) -> Int {
    (count + (1 << blockShift) - 1) >> blockShift
  }

  /// How many blocks there are.
  var blockCount: Int { Arena.blockCount(ofBytes: byteCount) }

  /// How often damage was touched so far.
  var damageCount: Int { touchCount.load(ordering: .acquiring) }

  /// The damage that was touched last, or nil.
  var damage: Damage? { found.withLock { $0 } }

  /// Sees to it that a byte may be read.
  @inlinable func touch(_ byte: Int) {
    let block = byte &>> Arena.blockShift
    if unsafe isReady[block].load(ordering: .acquiring) != 1 { bringIn(block..<block + 1) }
  }

  /// Sees to it that some bytes may be read.
  @inlinable func touch(_ bytes: Range<Int>) {
    guard !bytes.isEmpty else { return }
    let last = (bytes.upperBound &- 1) &>> Arena.blockShift
    var block = bytes.lowerBound &>> Arena.blockShift
    while block <= last, unsafe isReady[block].load(ordering: .acquiring) == 1 { block &+= 1 }
    if block <= last { bringIn(block..<last + 1) }
  }

  /// Reads and checks what of some blocks is not there yet, one thread at a time.
  @usableFromInline func bringIn(_ blocks: Range<Int>) {
    found.withLock { found in
      var start = blocks.lowerBound
      while start < blocks.upperBound {
        let state = unsafe isReady[start].load(ordering: .relaxed)
        guard state == 0 else {
          if state > 1 { note(damageOf(start, isUnreadable: state == 3), &found) }
          start += 1
          continue
        }
        var end = start + 1
        let limit = min(blocks.upperBound, start + Arena.batch)
        while end < limit, unsafe isReady[end].load(ordering: .relaxed) == 0 { end += 1 }
        if let damage = bringIn(missing: start..<end) { note(damage, &found) }
        start = end
      }
    }
  }

  private func note(_ damage: Damage, _ found: inout Damage?) {
    if found != damage { found = damage }
    touchCount.add(1, ordering: .releasing)
  }

  private func damageOf(_ block: Int, isUnreadable: Bool) -> Damage {
    Damage(file: name, block: block, blockCount: blockCount, isUnreadable: isUnreadable)
  }

  /// Blocks that are read at once: a mebibyte, which still lies in the cache when it is checked.
  private static var batch: Int { 16 }

  private func bringIn(missing blocks: Range<Int>) -> Damage? {
    var damage: Damage?
    // One block that can't be read must not take the others with it.
    let isWhole = unsafe fill(blocks, base)
    for block in blocks {
      let isFilled = unsafe isWhole || fill(block..<block + 1, base)
      let isSound = unsafe isFilled && check(block, UnsafeRawPointer(base))
      if !isSound {
        let start = block << Arena.blockShift
        let count = min(1 << Arena.blockShift, byteCount - start)
        unsafe (base + start).initializeMemory(as: UInt8.self, repeating: 0, count: count)
        damage = damage ?? damageOf(block, isUnreadable: !isFilled)
      }
      unsafe isReady[block].store(isSound ? 1 : isFilled ? 2 : 3, ordering: .releasing)
    }
    return damage
  }
}
