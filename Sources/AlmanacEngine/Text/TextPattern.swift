internal import AlmanacStore
internal import CTextScan

/// A folded text that is looked for in many texts at once.
struct TextPattern {
  private let wanted: [UInt8]
  /// The places of two of its bytes that are seldom met.
  private let seldom: (one: Int, other: Int)

  /// - Parameters:
  ///   - wanted: not empty.
  ///   - frequencies: how often each byte is met.
  init(_ wanted: [UInt8], _ frequencies: [UInt32]) {
    self.wanted = wanted
    let order = wanted.indices.sorted {
      (frequencies[Int(wanted[$0])], $0) < (frequencies[Int(wanted[$1])], $1)
    }
    let one = order.first ?? 0
    seldom = (one, order.first { wanted[$0] != wanted[one] } ?? order.last ?? 0)
  }

  /// Whether it may stand in texts that are ASCII.
  var isASCII: Bool { wanted.allSatisfy { $0 < 0x80 } }

  /// The positions of the texts that contain it, capitals read as small letters.
  ///
  /// - Parameter least: how many texts are worth a second thread.
  func matches(in texts: TextPool, least: Int) -> [UInt32] {
    let parts = inTwoThreads(texts.count, least: least) { [self] range in
      matches(texts.bytes.span, texts.offsets.span, range)
    }
    return parts.count == 1 ? parts[0] : Array(parts.joined())
  }

  /// The places where it stands are found some thousand at a time, and then the texts of these.
  private func matches(
    _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, _ range: Range<Int>
  ) -> [UInt32] {
    var found: [UInt32] = []
    guard !range.isEmpty else { return found }
    let end = min(Int(offsets[range.upperBound]), bytes.count) - wanted.count + 1
    var position = Int(offsets[range.lowerBound])
    var text = range.lowerBound
    var places = [UInt32](repeating: 0, count: 4_096)
    while position < end {
      let count = find(bytes, &position, end, &places)
      for index in 0..<count {
        let place = places[index]
        text = offsets.holder(of: place, from: text, before: range.upperBound)
        // It may run over into the next text.
        if Int(place) &+ wanted.count <= Int(offsets[text &+ 1]),
          found.last != UInt32(truncatingIfNeeded: text)
        {
          found.append(UInt32(truncatingIfNeeded: text))
        }
      }
    }
    return found
  }

  private func find(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ places: inout [UInt32]
  ) -> Int {
    let room = places.count
    let wanted = wanted.span
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe wanted.withUnsafeBufferPointer { wanted in
        unsafe places.withUnsafeMutableBufferPointer { places in
          guard let base = bytes.baseAddress, let pattern = wanted.baseAddress,
            let output = places.baseAddress
          else {
            position = end
            return 0
          }
          return unsafe text_find(
            base, position, end, pattern, wanted.count, seldom.one, seldom.other, output, room,
            &position)
        }
      }
    }
  }
}

extension Span<UInt32> {
  /// In rising offsets the number of the stretch that holds a position, no earlier than `start`: what
  /// is looked for is mostly near, so a few are passed one by one, and then more at a time.
  ///
  /// Offsets that begin nothing, as of a record without a name, are passed over.
  @inline(__always)
  func holder(of position: UInt32, from start: Int, before end: Int) -> Int {
    var low = start
    let near = Swift.min(start &+ 24, end)
    while low &+ 1 < near, self[low &+ 1] <= position { low &+= 1 }
    if low &+ 1 < near || low &+ 1 >= end { return low }
    var step = 1
    while low &+ step < end, self[low &+ step] <= position {
      low &+= step
      step &*= 2
    }
    var high = Swift.min(low &+ step, end)
    while low &+ 1 < high {
      let middle = (low &+ high) / 2
      if self[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }
}
