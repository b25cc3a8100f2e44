/// Reads the directory of a snapshot: makes blocks of stretches of the arena, and holds every offset
/// and count against what there is. Touches no data.
struct SnapshotDecoder {
  private let bytes: [UInt8]
  private var position = 0
  private let arena: Arena
  /// What the values of sections must be, in rising order of offset.
  private(set) var domains: [SectionDomain] = []

  init(_ directory: [UInt8], of arena: Arena) {
    bytes = directory
    self.arena = arena
  }

  /// Whether all was read.
  var isAtEnd: Bool { position == bytes.count }

  private var fault: SnapshotRefusal { .damaged(part: .directory) }

  mutating func number() throws(SnapshotRefusal) -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        return Int(Int64(bitPattern: value))
      }
      shift += 7
    }
    throw fault
  }

  /// A number that counts rows, bytes, columns.
  mutating func count(atMost limit: Int = 1 << 48) throws(SnapshotRefusal) -> Int {
    let value = try number()
    guard value >= 0, value <= limit else { throw fault }
    return value
  }

  mutating func text() throws(SnapshotRefusal) -> String {
    let count = try count(atMost: bytes.count - position)
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  mutating func texts() throws(SnapshotRefusal) -> [String] {
    var texts: [String] = []
    for _ in 0..<(try count(atMost: bytes.count)) { texts.append(try text()) }
    return texts
  }

  mutating func flag() throws(SnapshotRefusal) -> Bool { try count(atMost: 1) == 1 }

  /// - Parameter count: how many there must be; nil for any number.
  mutating func block<Element>(
    of: Element.Type = Element.self, count wanted: Int? = nil, _ domain: SectionDomain.Values = .any
  ) throws(SnapshotRefusal) -> Block<Element> {
    let found = try count()
    guard wanted == nil || wanted == found else { throw fault }
    guard found > 0 else { return [] }
    let stride = MemoryLayout<Element>.stride
    let byteOffset = try count(atMost: arena.byteCount)
    guard byteOffset % 8 == 0, found <= (arena.byteCount - byteOffset) / stride,
      byteOffset >= domains.last?.bytes.upperBound ?? 0
    else { throw fault }
    if domain != .any {
      domains.append(
        SectionDomain(
          bytes: byteOffset..<byteOffset + found * stride, width: stride, values: domain))
    }
    return Block(Stretch(arena: arena, byteOffset: byteOffset, count: found))
  }

  /// Empty, or so many.
  mutating func blockOrNone<Element>(
    of: Element.Type = Element.self, count wanted: Int, _ domain: SectionDomain.Values = .any
  ) throws(SnapshotRefusal) -> Block<Element> {
    let block: Block<Element> = try block(of: Element.self, count: nil, domain)
    guard block.isEmpty || block.count == wanted else { throw fault }
    return block
  }

  /// Refuses the file unless something holds.
  func require(_ holds: Bool) throws(SnapshotRefusal) {
    guard holds else { throw fault }
  }
}
