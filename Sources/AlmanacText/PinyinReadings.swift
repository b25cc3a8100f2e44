internal import CPinyin

/// How Han characters are read in Mandarin, without tones; made when a name is first typed.
///
/// Cost: 71 KB are read once in 0.2 ms, and 50 KB stay.
struct PinyinReadings: Sendable {
  /// The one table there is.
  static let table = PinyinReadings()

  /// Each list of readings once, the commonest reading first; list 0 is empty.
  private var lists: [[[UInt8]]] = [[]]
  /// The list of each character from U+4E00 to U+9FFF.
  private var common = [UInt16](repeating: 0, count: 0x5200)
  /// The lists of the few others.
  private var rare: [UInt32: UInt16] = [:]

  private init() {
    var count = 0
    let text = unsafe Array(UnsafeBufferPointer(start: pinyin_readings(&count), count: count))
    for line in text.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      var words = line.split(separator: UInt8(ascii: " ")).map { Array($0) }
      guard let characters = words.popLast() else { continue }
      let list = UInt16(truncatingIfNeeded: lists.count)
      lists.append(words)
      for scalar in String(decoding: characters, as: UTF8.self).unicodeScalars {
        if 0x4E00..<0xA000 ~= scalar.value {
          common[Int(scalar.value) - 0x4E00] = list
        } else {
          rare[scalar.value] = list
        }
      }
    }
  }

  /// The readings of a character, the commonest first; none when it is no Han character.
  subscript(scalar: Unicode.Scalar) -> [[UInt8]] {
    let value = scalar.value
    if 0x4E00..<0xA000 ~= value { return lists[Int(common[Int(value) - 0x4E00])] }
    return value < 0x3007 ? [] : lists[Int(rare[value, default: 0])]
  }
}

/// Whether a character is written in Chinese, as far as names go.
public func isHan(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
  default: false
  }
}
