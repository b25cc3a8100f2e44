/// Elements of one type that lie in an ``Arena``, one after the other.
///
/// A class so that a ``Block``, which mostly has none, stays small.
@safe @usableFromInline
final class Stretch: Sendable {
  @usableFromInline let arena: Arena
  @usableFromInline nonisolated(unsafe) let base: UnsafeRawPointer
  /// Of the first element, in the arena.
  @usableFromInline let byteOffset: Int
  /// Elements, not bytes.
  @usableFromInline let count: Int

  /// - Precondition: that many elements lie there, and `byteOffset` is aligned to them.
  init(arena: Arena, byteOffset: Int, count: Int) {
    self.arena = arena
    unsafe base = unsafe UnsafeRawPointer(arena.base) + byteOffset
    self.byteOffset = byteOffset
    self.count = count
  }

  /// One element; its block comes in when it was not there.
  @inlinable func element<Element: BitwiseCopyable>(
    _ position: Int, as: Element.Type
  ) -> Element {
    precondition(UInt(bitPattern: position) < UInt(bitPattern: count), "position out of bounds")
    let offset = position &* MemoryLayout<Element>.stride
    arena.touch(byteOffset &+ offset)
    return unsafe base.load(fromByteOffset: offset, as: Element.self)
  }

  /// Sees to it that some elements may be read, and says where they begin.
  @inlinable func elements<Element: BitwiseCopyable>(
    _ range: Range<Int>, as: Element.Type
  ) -> UnsafePointer<Element> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
    let stride = MemoryLayout<Element>.stride
    arena.touch(
      byteOffset &+ range.lowerBound &* stride..<byteOffset &+ range.upperBound &* stride)
    return unsafe base.assumingMemoryBound(to: Element.self) + range.lowerBound
  }
}
