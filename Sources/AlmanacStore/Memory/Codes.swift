/// Codes of a dictionary or rows of another table, as narrow as the greatest of them allows.
///
/// Read one by one they are UInt32; a loop over many takes the block of their ``form``. `.max` of
/// each width stands for "none" and reads as `UInt32.max`.
public struct Codes: Sendable {
  /// The codes as they lie in memory.
  public enum Form: Sendable {
    case bytes(Block<UInt8>)
    case shorts(Block<UInt16>)
    case words(Block<UInt32>)
  }

  /// The codes as they lie in memory.
  public let form: Form

  init(_ form: Form) {
    self.form = form
  }

  /// Codes in memory of their own.
  public init(_ values: [UInt32]) {
    var greatest: UInt32 = 0
    for value in values where value != .max && value > greatest { greatest = value }
    if greatest < UInt8.max {
      form = .bytes(Block(values.map { UInt8(truncatingIfNeeded: $0) }))
    } else if greatest < UInt16.max {
      form = .shorts(Block(values.map { UInt16(truncatingIfNeeded: $0) }))
    } else {
      form = .words(Block(values))
    }
  }
}

extension Codes: RandomAccessCollection {
  /// 0.
  @inlinable public var startIndex: Int { 0 }

  /// How many there are.
  @inlinable public var endIndex: Int {
    switch form {
    case .bytes(let block): block.count
    case .shorts(let block): block.count
    case .words(let block): block.count
    }
  }

  /// One code; `UInt32.max` for none.
  @inlinable public subscript(position: Int) -> UInt32 {
    switch form {
    case .bytes(let block):
      let code = block[position]
      return code == .max ? .max : UInt32(code)
    case .shorts(let block):
      let code = block[position]
      return code == .max ? .max : UInt32(code)
    case .words(let block): return block[position]
    }
  }
}
