/// A text `count` times over; empty when `count` is not positive.
///
/// Copies bytes: `String(repeating:count:)` appends piece by piece, which took a twelfth of the
/// instructions of a whole run of the program.
public func repeated(_ text: String, count: Int) -> String {
  guard count > 0 else { return "" }
  let piece = Array(text.utf8)
  if piece.count == 1 {
    return String(decoding: [UInt8](repeating: piece[0], count: count), as: UTF8.self)
  }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(piece.count * count)
  for _ in 0..<count { bytes.append(contentsOf: piece) }
  return String(decoding: bytes, as: UTF8.self)
}
