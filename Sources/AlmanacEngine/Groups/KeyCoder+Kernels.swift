internal import AlmanacStore

/// What becomes of rows without a value, and of those that are less than certain.
struct CodeRules {
  /// Only the first value counts, or a row of several is left over where values lead on to `ends`.
  let isOne: Bool
  /// The code of rows that state nothing, and of those that state that there is none.
  let missing: UInt32
  let empty: UInt32
  let stated: RowSet
  let hard: Subset
  /// What each value leads on to; empty when it is a code itself.
  let ends: [UInt32]
}

/// Writes the codes of rows, each as it stands beside its row; a code of all ones is left over.
func copyCodes<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
  of rows: Span<UInt32>, _ values: Lookup<Code>, _ codes: inout [UInt32]
) {
  precondition(codes.count >= rows.count, "each row has a code")
  var codes = codes.mutableSpan
  for index in rows.indices {
    let code = values[Int(rows[index])]
    codes[index] = code == .max ? KeyCoder.leftOver : UInt32(truncatingIfNeeded: code)
  }
}

/// How often each byte stands there; two counts of each side by side, as one byte mostly follows
/// itself and a sum waits for the one before.
func histogram(_ bytes: Span<UInt8>) -> [UInt32] {
  var counts = [UInt32](repeating: 0, count: 512)
  var both = counts.mutableSpan
  var index = 0
  while index &+ 1 < bytes.count {
    both[Int(bytes[index])] &+= 1
    both[256 &+ Int(bytes[index &+ 1])] &+= 1
    index &+= 2
  }
  if index < bytes.count { both[Int(bytes[index])] &+= 1 }
  for byte in 0..<256 { both[byte] &+= both[256 &+ byte] }
  return Array(counts.prefix(256))
}

/// Writes the codes of rows from their lists.
func fillCodes<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
  of rows: Span<UInt32>, _ list: ListColumn, _ values: Block<Code>, _ rules: CodeRules,
  _ block: inout CodeBlock
) {
  if list.isSingle {
    block.beginSingles(rows.count)
    fillSingles(rows, values.lookup(reading: rows.count), rules, &block.codes)
  } else {
    block.beginLists(rows.count)
    // Mostly enough; a row that finds no room any more says how many codes it has.
    block.reserve(4 * rows.count)
    var done = 0
    while done < rows.count {
      done = fillLists(
        rows, from: done, list.offsets.lookup(reading: rows.count),
        values.lookup(reading: rows.count), rules, &block.starts, &block.codes)
      if done < rows.count {
        block.grow(for: list.range(of: rows[done]).count, behind: Int(block.starts[done]))
      }
    }
  }
}

private func fillSingles<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
  _ rows: Span<UInt32>, _ values: Lookup<Code>, _ rules: CodeRules, _ codes: inout [UInt32]
) {
  let hasHard = !rules.hard.isNone
  let ends = rules.ends.span
  let stated = rules.stated.lookup(reading: rows.count)
  precondition(codes.count >= rows.count, "each row has a code")
  var codes = codes.mutableSpan
  for index in rows.indices {
    let row = rows[index]
    let value = values[Int(row)]
    if hasHard && rules.hard[row] {
      codes[index] = KeyCoder.leftOver
    } else if value == .max {
      codes[index] = stated[row] ? rules.empty : rules.missing
    } else {
      codes[index] =
        ends.isEmpty ? UInt32(truncatingIfNeeded: value) : ends[Int(truncatingIfNeeded: value)]
    }
  }
}

/// Writes where the codes of each row begin, and the codes: one where there is no value, or where the
/// row is left over.
///
/// - Parameter first: the row to begin with; where its codes begin is known.
/// - Returns: the first row that there was no room for, or how many rows there are.
private func fillLists<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
  _ rows: Span<UInt32>, from first: Int, _ offsets: Lookup<UInt32>, _ values: Lookup<Code>,
  _ rules: CodeRules, _ starts: inout [UInt32], _ codes: inout [UInt32]
) -> Int {
  let hasHard = !rules.hard.isNone
  let ends = rules.ends.span
  let stated = rules.stated.lookup(reading: rows.count)
  let last = values.count &- CodeBlock.slack
  let room = codes.count &- CodeBlock.slack
  let isPlain = ends.isEmpty && !rules.isOne
  precondition(starts.count > rows.count, "each row has a start")
  var starts = starts.mutableSpan
  var codes = codes.mutableSpan
  if first == 0 { starts[0] = 0 }
  var place = Int(starts[first])
  for index in first..<rows.count {
    let row = rows[index]
    let start = Int(offsets[Int(row)])
    let end = Int(offsets[Int(row) &+ 1])
    let count = end &- start
    if count > room &- place { return index }
    if hasHard && rules.hard[row] || !ends.isEmpty && count > 1 {
      codes[place] = KeyCoder.leftOver
      place &+= 1
    } else if count <= 0 {
      codes[place] = stated[row] ? rules.empty : rules.missing
      place &+= 1
    } else if isPlain && count <= CodeBlock.slack && start <= last {
      // Lists are short: some values more are copied than there are, and written over by the next.
      for step in 0..<CodeBlock.slack {
        codes[place &+ step] = UInt32(truncatingIfNeeded: values[start &+ step])
      }
      place &+= count
    } else {
      var position = start
      repeat {
        let value = values[position]
        codes[place] =
          ends.isEmpty ? UInt32(truncatingIfNeeded: value) : ends[Int(truncatingIfNeeded: value)]
        place &+= 1
        position &+= 1
      } while position < end && !rules.isOne
    }
    starts[index &+ 1] = UInt32(truncatingIfNeeded: place)
  }
  return rows.count
}
