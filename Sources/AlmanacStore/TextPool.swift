/// Many texts in one stretch of memory: UTF-8 bytes one after the other, and where each ends.
public struct TextPool: Sendable {
  /// The texts one after the other.
  public private(set) var bytes: [UInt8] = []
  /// `offsets[i]..<offsets[i + 1]` are the bytes of text i.
  public private(set) var offsets: [UInt32] = [0]

  /// No texts yet.
  public init() {}

  /// How many texts there are.
  public var count: Int { offsets.count - 1 }

  /// Appends a text and returns its position.
  @discardableResult
  public mutating func append(_ text: some StringProtocol) -> UInt32 {
    bytes.append(contentsOf: text.utf8)
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    return UInt32(truncatingIfNeeded: offsets.count &- 2)
  }

  /// A text by its position.
  public subscript(index: UInt32) -> String {
    String(decoding: utf8(index), as: UTF8.self)
  }

  /// The bytes of a text.
  public func utf8(_ index: UInt32) -> ArraySlice<UInt8> {
    bytes[Int(offsets[Int(index)])..<Int(offsets[Int(index) + 1])]
  }
}
