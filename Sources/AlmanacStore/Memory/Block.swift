/// Elements of a frozen column: its own, or a stretch of a snapshot, read by the same code.
///
/// ```swift
/// let days: Block<Int32> = column.earliest
/// let first = days[0]
/// let sum = total(days.span)  // hot loops take the span
/// ```
///
/// Cost: a look-up is an array's and one branch more; in a snapshot also a look at whether its block
/// was checked. A span costs that once for all it covers: ask for no more of it than is read.
public struct Block<Element: BitwiseCopyable & Sendable>: Sendable {
  @usableFromInline var owned: [Element]
  @usableFromInline var stretch: Stretch?

  /// Elements in memory of their own.
  @inlinable public init(_ elements: [Element] = []) {
    owned = elements
    stretch = nil
  }

  init(_ stretch: Stretch) {
    owned = []
    self.stretch = stretch
  }

  /// All elements at once; in a snapshot all of them come in.
  @inlinable public var span: Span<Element> {
    @_lifetime(borrow self)
    borrowing get {
      guard let stretch else { return owned.span }
      let elements = unsafe Span(
        _unsafeStart: stretch.elements(0..<stretch.count, as: Element.self), count: stretch.count)
      return unsafe _overrideLifetime(elements, borrowing: self)
    }
  }

  /// All elements as an array, which shares their memory where it is an array's.
  public var array: [Element] {
    stretch == nil ? owned : unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Some elements at once; in a snapshot no others come in.
  @inlinable @_lifetime(borrow self)
  public borrowing func span(_ range: Range<Int>) -> Span<Element> {
    guard let stretch else { return owned.span.extracting(range) }
    let elements = unsafe Span(
      _unsafeStart: stretch.elements(range, as: Element.self), count: range.count)
    return unsafe _overrideLifetime(elements, borrowing: self)
  }
}

extension Block: RandomAccessCollection {
  /// 0.
  @inlinable public var startIndex: Int { 0 }
  /// How many there are.
  @inlinable public var endIndex: Int { stretch?.count ?? owned.count }
  /// How many there are.
  @inlinable public var count: Int { endIndex }

  /// One element.
  @inlinable public subscript(position: Int) -> Element {
    guard let stretch else { return owned[position] }
    return stretch.element(position, as: Element.self)
  }
}

extension Block: Equatable where Element: Equatable {
  /// Whether the elements are the same, wherever they lie.
  public static func == (left: Block, right: Block) -> Bool { left.elementsEqual(right) }
}

extension Block: ExpressibleByArrayLiteral {
  /// Some elements.
  @inlinable public init(arrayLiteral elements: Element...) { self.init(elements) }
}

/// A block in the making; a stretch of a snapshot becomes memory of its own.
extension Block {
  mutating func append(_ element: Element) {
    if stretch != nil { becomeOwn() }
    owned.append(element)
  }

  mutating func append(contentsOf elements: some Sequence<Element>) {
    if stretch != nil { becomeOwn() }
    owned.append(contentsOf: elements)
  }

  /// Appends so many elements, each by its number.
  @inline(__always)
  mutating func append(count: Int, _ element: (Int) -> Element) {
    if stretch != nil { becomeOwn() }
    owned.append(count: count, element)
  }

  private mutating func becomeOwn() {
    owned = Array(self)
    stretch = nil
  }

  mutating func reserveCapacity(_ count: Int) { owned.reserveCapacity(count) }

  mutating func makeRoom(_ times: Double) { if stretch == nil { owned.makeRoom(times) } }

  var capacity: Int { owned.capacity }
}

extension Array {
  /// Makes room for so many times the elements that there are.
  mutating func makeRoom(_ times: Double) {
    reserveCapacity(Int(Double(count) * times) + 64)
    let capacity = self.capacity
    unsafe withUnsafeMutableBufferPointer { elements in
      unsafe preferLargePages(elements.baseAddress, capacity * MemoryLayout<Element>.stride)
    }
  }

  /// Appends so many elements, each by its number.
  @inline(__always)
  mutating func append(count: Int, _ element: (Int) -> Element) {
    append(
      contentsOf: unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initializedCount in
        for index in 0..<count { unsafe buffer.initializeElement(at: index, to: element(index)) }
        initializedCount = count
      })
  }
}
