/// A file to be read: its bytes and how they are to be taken.
public struct InputFile: Sendable {
  /// As it was given, or found in a folder: `talks/2024.json`.
  public var name: String
  /// All of it.
  public var bytes: [UInt8]
  /// A list that is not written is empty, not unknown.
  public var isClosed = false
  /// Nothing of it is merged with what other files say.
  public var isSeparate = false

  /// What keeps a gzip file from being unpacked, a sentence without a full stop; nil where nothing
  /// does, and for any other file. Cost: that of unpacking it.
  public var unzippingFault: String? {
    do throws(ReadingFault) {
      _ = try unzipped(bytes)
      return nil
    } catch {
      return error.message
    }
  }

  /// A file that is open and may be merged.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
