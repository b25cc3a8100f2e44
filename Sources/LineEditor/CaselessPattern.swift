/// A text to look for in others, as bytes: a letter that is small finds the capital too, in any
/// script that has them.
///
/// A pattern that holds a capital finds only itself: whoever types one means it.
struct CaselessPattern {
  /// What each scalar may be in UTF-8, itself first.
  private let alternatives: [[[UInt8]]]
  /// The bytes that a match can begin with.
  private let begins: [Bool]

  /// A pattern that finds `text`.
  init(_ text: String) {
    let folds = !text.unicodeScalars.contains { $0.properties.isUppercase }
    let alternatives = text.unicodeScalars.map { scalar -> [[UInt8]] in
      let upper = scalar.properties.uppercaseMapping
      let own = Array(String(scalar).utf8)
      // What has two letters for its capital (ß) has none here.
      guard folds, upper.unicodeScalars.count == 1, upper != String(scalar) else { return [own] }
      return [own, Array(upper.utf8)]
    }
    var begins = Array(repeating: false, count: 256)
    for bytes in alternatives.first ?? [] { begins[Int(bytes[0])] = true }
    self.alternatives = alternatives
    self.begins = begins
  }

  /// The first place in `text`, as a range of its bytes from 0.
  func firstRange(in text: ArraySlice<UInt8>) -> Range<Int>? {
    let bytes = text.span
    for start in bytes.indices where begins[Int(bytes[start])] {
      if let end = end(from: start, in: bytes) { return start..<end }
    }
    return nil
  }

  private func end(from start: Int, in text: Span<UInt8>) -> Int? {
    var place = start
    for choices in alternatives {
      guard let found = choices.first(where: { holds($0, at: place, text) }) else { return nil }
      place += found.count
    }
    return place
  }

  private func holds(_ bytes: [UInt8], at place: Int, _ text: Span<UInt8>) -> Bool {
    guard place + bytes.count <= text.count else { return false }
    return bytes.indices.allSatisfy { text[place + $0] == bytes[$0] }
  }
}
