/// The first bytes of a snapshot: what it is, how long, and where the rest is.
///
/// ```
/// head        128 bytes
/// directory   what the sections are, in the order in which they are written
/// data        from a multiple of 64 KiB on: the sections, each aligned to 8 bytes
/// checksums   XXH64 of each 64 KiB block of the data
/// roots       XXH64 of each 64 KiB of the checksums
/// tail        XXH64 of the roots, seeded with the checksum of the head
/// ```
///
/// Numbers are little-endian but for the data, which lies as in memory. Opening reads the head, the
/// directory, the roots and the tail, which do not grow with the data but by 8 bytes for each 512 MB.
struct SnapshotHead: Hashable {
  /// Bytes of the head, some to spare.
  static let byteCount = 128
  /// Bytes that one checksum is of.
  static let blockByteCount = 1 << Arena.blockShift
  /// Checksums that one root is of.
  static let checksumsPerRoot = blockByteCount / 8
  /// A new format gets a new number; a program reads its own only.
  static let version: UInt32 = 3

  /// Not a letter, the name, and what a transfer as text would change (PNG, §5.2).
  static let magic: [UInt8] = [0x89] + Array("ALMANAC".utf8) + [0x0D, 0x0A, 0x1A, 0x0A]
  private static let byteOrder: UInt32 = 0x0102_0304

  var fileByteCount = 0
  var directoryByteCount = 0
  var directoryHash: UInt64 = 0
  var dataOffset = 0
  var dataByteCount = 0
  /// Of all before it.
  var hash: UInt64 = 0

  var blockCount: Int { Arena.blockCount(ofBytes: dataByteCount) }
  var rootCount: Int {
    (blockCount + SnapshotHead.checksumsPerRoot - 1) / SnapshotHead.checksumsPerRoot
  }
  var checksumOffset: Int { dataOffset + dataByteCount }
  var rootOffset: Int { checksumOffset + blockCount * 8 }
  /// Where the file ends if it is whole.
  var end: Int { rootOffset + rootCount * 8 + 8 }

  init(directory: [UInt8], dataByteCount: Int) {
    directoryByteCount = directory.count
    directoryHash = hashed(directory)
    let behind = SnapshotHead.byteCount + directory.count
    dataOffset = (behind + SnapshotHead.blockByteCount - 1) & ~(SnapshotHead.blockByteCount - 1)
    self.dataByteCount = dataByteCount
    fileByteCount = end
    hash = hashed(Array(bytesBeforeHash))
  }

  private var bytesBeforeHash: [UInt8] {
    var bytes = SnapshotHead.magic
    unsafe withUnsafeBytes(of: SnapshotHead.byteOrder) { unsafe bytes.append(contentsOf: $0) }
    appendLittleEndian(UInt64(SnapshotHead.version), to: &bytes)
    for field in [fileByteCount, directoryByteCount, dataOffset, dataByteCount] {
      appendLittleEndian(UInt64(field), to: &bytes)
    }
    appendLittleEndian(directoryHash, to: &bytes)
    bytes.append(contentsOf: [UInt8](repeating: 0, count: SnapshotHead.byteCount - 8 - bytes.count))
    return bytes
  }

  /// As it stands in the file.
  var bytes: [UInt8] {
    var bytes = bytesBeforeHash
    appendLittleEndian(hash, to: &bytes)
    return bytes
  }

  /// Reads the head of a file and holds it against the file's length.
  init(of file: SnapshotFile) throws(SnapshotRefusal) {
    let magic = SnapshotHead.magic
    guard let start = file.bytes(0..<min(magic.count, file.byteCount)),
      start.starts(with: magic.prefix(8))
    else { throw .foreign }
    guard start == magic else {
      throw start.count < magic.count ? .short(byteCount: file.byteCount, wanted: 0) : .asText
    }
    guard let bytes = file.bytes(0..<SnapshotHead.byteCount) else {
      throw .short(byteCount: file.byteCount, wanted: SnapshotHead.byteCount)
    }
    let order = littleEndian(bytes, at: 12) & 0xFFFF_FFFF
    var own: UInt64 = 0
    unsafe withUnsafeBytes(of: SnapshotHead.byteOrder) {
      for index in 0..<4 { own |= unsafe UInt64($0[index]) << UInt64(8 * index) }
    }
    guard order == own else {
      throw UInt64(UInt32(truncatingIfNeeded: order).byteSwapped) == own
        ? .byteOrder : .damaged(part: .head)
    }
    hash = littleEndian(bytes, at: SnapshotHead.byteCount - 8)
    let isWhole = hashed(Array(bytes.dropLast(8))) == hash
    let version = littleEndian(bytes, at: 16)
    // A later format may have another head: the number is believed, but only a sensible one.
    if version != SnapshotHead.version {
      guard isWhole || version < 1_000 else { throw .damaged(part: .head) }
      throw version > SnapshotHead.version
        ? .newer(version: Int(version)) : .older(version: Int(version))
    }
    guard isWhole else { throw .damaged(part: .head) }
    func field(_ place: Int) throws(SnapshotRefusal) -> Int {
      guard let value = Int(exactly: littleEndian(bytes, at: place)), value < 1 << 56 else {
        throw .damaged(part: .head)
      }
      return value
    }
    fileByteCount = try field(24)
    directoryByteCount = try field(32)
    dataOffset = try field(40)
    dataByteCount = try field(48)
    directoryHash = littleEndian(bytes, at: 56)
    guard dataOffset >= SnapshotHead.byteCount + directoryByteCount, end == fileByteCount else {
      throw .damaged(part: .head)
    }
    if file.byteCount < fileByteCount {
      throw .short(byteCount: file.byteCount, wanted: fileByteCount)
    }
    if file.byteCount > fileByteCount {
      throw .long(byteCount: file.byteCount, wanted: fileByteCount)
    }
  }
}

/// XXH64 of an array.
func hashed(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
  unsafe bytes.withUnsafeBytes { unsafe xxHash64($0, seed: seed) }
}

/// Eight bytes, the lowest first.
func appendLittleEndian(_ value: UInt64, to bytes: inout [UInt8]) {
  for shift in 0..<8 as Range<UInt64> {
    bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift)))
  }
}

/// What eight bytes say, the lowest first.
func littleEndian(_ bytes: [UInt8], at place: Int) -> UInt64 {
  var value: UInt64 = 0
  for index in (0..<8).reversed() { value = value << 8 | UInt64(bytes[place + index]) }
  return value
}
