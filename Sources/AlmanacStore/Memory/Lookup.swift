/// Reads elements of a block here and there, each only when it is asked for: what a loop over some
/// rows holds. In a snapshot no block of the file comes in that no element lies in.
///
/// ```swift
/// let days = column.earliest.lookup(reading: rows.count)
/// for row in rows { sum += days[Int(row)] }
/// ```
///
/// Cost: an array's look-up, and in a snapshot a look at whether its block was checked. It does not
/// count who holds the block, as a copy of it would.
@safe public struct Lookup<Element: BitwiseCopyable & Sendable>: ~Escapable {
  @usableFromInline let elements: Span<Element>
  @usableFromInline let arena: Unmanaged<Arena>?
  @usableFromInline let byteOffset: Int

  @inlinable @_lifetime(copy elements)
  init(_ elements: Span<Element>, arena: Unmanaged<Arena>?, byteOffset: Int) {
    self.elements = elements
    unsafe self.arena = arena
    self.byteOffset = byteOffset
  }

  /// None at all.
  @inlinable @_lifetime(immortal)
  init() {
    elements = Span()
    unsafe arena = nil
    byteOffset = 0
  }

  /// How many there are.
  @inlinable public var count: Int { elements.count }

  /// All of them where nothing has to be seen to; else none.
  @inlinable public var ready: Span<Element> {
    @_lifetime(copy self)
    get { unsafe arena == nil ? elements : elements.extracting(first: 0) }
  }

  /// Whether there are none.
  @inlinable public var isEmpty: Bool { elements.isEmpty }

  /// One element.
  @inlinable public subscript(position: Int) -> Element {
    if let arena = unsafe arena {
      precondition(elements.indices.contains(position), "position out of bounds")
      let byte = byteOffset &+ position &* MemoryLayout<Element>.stride
      unsafe arena._withUnsafeGuaranteedRef { $0.touch(byte) }
    }
    return elements[position]
  }
}

extension Block {
  /// For a loop that reads some elements here and there; whoever reads all of them takes ``span``.
  ///
  /// - Parameter count: how many it reads. When there are as many as blocks of the file, all of these
  ///   come in at once: the loop would need most of them, and is spared the looks.
  @inlinable @_lifetime(borrow self)
  public borrowing func lookup(reading count: Int) -> Lookup<Element> {
    guard let stretch else { return unsafe Lookup(owned.span, arena: nil, byteOffset: 0) }
    let byteCount = stretch.count &* MemoryLayout<Element>.stride
    let readsAll = count > byteCount &>> Arena.blockShift
    // Else nothing is read here: each element's block is seen to when it is.
    let start =
      unsafe readsAll
      ? stretch.elements(0..<stretch.count, as: Element.self)
      : stretch.base.assumingMemoryBound(to: Element.self)
    let elements = unsafe Span(_unsafeStart: start, count: stretch.count)
    let lookup = unsafe Lookup(
      elements, arena: readsAll ? nil : Unmanaged.passUnretained(stretch.arena),
      byteOffset: stretch.byteOffset)
    return unsafe _overrideLifetime(lookup, borrowing: self)
  }
}

/// Asks for rows of a set here and there, as ``Lookup`` reads elements.
public struct RowLookup: ~Escapable {
  @usableFromInline let isAll: Bool
  @usableFromInline let words: Lookup<UInt64>

  @inlinable @_lifetime(copy words)
  init(isAll: Bool, words: Lookup<UInt64>) {
    self.isAll = isAll
    self.words = words
  }

  /// Whether the row is in the set.
  @inlinable public subscript(row: UInt32) -> Bool {
    isAll || words[Int(row &>> 6)] &>> UInt64(row & 63) & 1 != 0
  }
}

extension RowSet {
  /// For a loop that asks for so many rows.
  @inlinable @_lifetime(borrow self)
  public borrowing func lookup(reading count: Int) -> RowLookup {
    RowLookup(isAll: isAll, words: words.lookup(reading: count))
  }
}

/// Reads ``Codes`` here and there, whatever their width.
public enum CodeLookup: ~Escapable {
  case bytes(Lookup<UInt8>)
  case shorts(Lookup<UInt16>)
  case words(Lookup<UInt32>)

  /// One code; `UInt32.max` for none.
  @inlinable public subscript(position: Int) -> UInt32 {
    switch self {
    case .bytes(let codes):
      let code = codes[position]
      return code == .max ? .max : UInt32(code)
    case .shorts(let codes):
      let code = codes[position]
      return code == .max ? .max : UInt32(code)
    case .words(let codes): return codes[position]
    }
  }
}

/// Reads a ``ListColumn`` here and there.
public struct ListLookup: ~Escapable {
  @usableFromInline let offsets: Lookup<UInt32>
  @usableFromInline let values: CodeLookup

  @inlinable @_lifetime(copy offsets, copy values)
  init(offsets: Lookup<UInt32>, values: CodeLookup) {
    self.offsets = offsets
    self.values = values
  }

  /// The positions of a row's values.
  @inlinable public func range(of row: UInt32) -> Range<Int> {
    let row = Int(row)
    if offsets.isEmpty { return row..<(values[row] == .max ? row : row &+ 1) }
    let start = Int(offsets[row])
    return start..<max(start, Int(offsets[row &+ 1]))
  }

  /// The value at a position.
  @inlinable public subscript(position: Int) -> UInt32 { values[position] }
}

extension Codes {
  /// For a loop that reads so many codes.
  @inlinable @_lifetime(borrow self)
  public borrowing func lookup(reading count: Int) -> CodeLookup {
    switch form {
    case .bytes(let block):
      let codes = CodeLookup.bytes(block.lookup(reading: count))
      return unsafe _overrideLifetime(codes, borrowing: self)
    case .shorts(let block):
      let codes = CodeLookup.shorts(block.lookup(reading: count))
      return unsafe _overrideLifetime(codes, borrowing: self)
    case .words(let block):
      let codes = CodeLookup.words(block.lookup(reading: count))
      return unsafe _overrideLifetime(codes, borrowing: self)
    }
  }
}

extension ListColumn {
  /// For a loop that reads the lists of so many rows.
  @inlinable @_lifetime(borrow self)
  public borrowing func lookup(reading count: Int) -> ListLookup {
    ListLookup(offsets: offsets.lookup(reading: count), values: values.lookup(reading: count))
  }
}
