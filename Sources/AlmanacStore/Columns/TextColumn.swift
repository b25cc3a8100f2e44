/// Free text, one a row; empty and missing are told apart by `stated`.
public struct TextColumn: Sendable {
  public let texts: TextPool
  public let stated: Bitmap

  public subscript(row: UInt32) -> String? { stated[row] ? texts[row] : nil }
}
