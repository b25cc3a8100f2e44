/// Elements on top of each other, in memory that nobody shares: what hot loops append to without
/// asking each time whether the memory is theirs, as an array has to.
@safe struct Pile<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 256) {
    unsafe base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { unsafe base.deallocate() }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(by: 1) }
    unsafe (base + count).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ elements: Span<Element>) {
    let added = elements.count
    if capacity &- count < added { grow(by: added) }
    unsafe elements.withUnsafeBufferPointer { elements in
      if let source = elements.baseAddress {
        unsafe (base + count).update(from: source, count: added)
      }
    }
    count &+= added
  }

  subscript(index: Int) -> Element {
    get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of bounds")
      return unsafe base[index]
    }
    set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of bounds")
      unsafe base[index] = newValue
    }
  }

  /// Looks at the elements from one on.
  @inline(__always)
  func withSpan<Result>(_ start: Int, _ body: (Span<Element>) -> Result) -> Result {
    precondition(start >= 0 && start <= count, "index out of bounds")
    return unsafe body(Span(_unsafeStart: base + start, count: count &- start))
  }

  private mutating func grow(by added: Int) {
    let size = max(capacity * 2, count + added)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: size)
    unsafe larger.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = unsafe larger
    capacity = size
  }

  /// Lets go of what came last.
  mutating func shrink(to count: Int) { self.count = min(max(count, 0), self.count) }

  /// Its elements, which it lets go.
  mutating func taken() -> [Element] {
    let elements = unsafe [Element](UnsafeBufferPointer(start: base, count: count))
    count = 0
    return elements
  }
}
