import AlmanacStore
import TestSupport
import Testing

@Test("sets of rows do what sets do", arguments: 0..<16)
func sets(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  let count = Int.random(in: 0...200, using: &random)
  func some() -> Set<UInt32> {
    Set((0..<UInt32(count)).filter { _ in Bool.random(using: &random) })
  }
  let (one, other) = (some(), some())
  let (left, right) = (
    Bitmap(rowCount: count, rows: one), Bitmap(rowCount: count, rows: other)
  )
  #expect(left.rows == one.sorted())
  #expect(left.count == one.count && left.isEmpty == one.isEmpty)
  #expect(left.union(right).rows == one.union(other).sorted())
  #expect(left.intersection(right).rows == one.intersection(other).sorted())
  #expect(left.subtracting(right).rows == one.subtracting(other).sorted())
  #expect(left.complement.rows == Set(0..<UInt32(count)).subtracting(one).sorted())
  #expect(left.complement.complement == left)
  #expect(Bitmap(allOf: count).count == count)
  for row in 0..<UInt32(count) { #expect(left[row] == one.contains(row)) }
}
