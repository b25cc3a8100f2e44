internal import CZlib

/// The bytes within a gzip file, or nil when it is none.
///
/// - Throws: ``ReadingFault`` for a file that is cut off or damaged, or that holds more than
///   ``ReadingLimits/unzippedBytes``.
///
/// Source: RFC 1952; several members one after the other are one file.
func unzipped(_ bytes: [UInt8]) throws(ReadingFault) -> [UInt8]? {
  guard isZipped(bytes) else { return nil }
  var stream = unsafe z_stream()
  // 15 bits of window, and 16 for a gzip header.
  guard
    unsafe inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  else { throw ReadingFault(at: 0, "zlib could not begin; memory may be short") }
  defer { unsafe inflateEnd(&stream) }
  var result: [UInt8] = []
  var position = 0
  var block = [UInt8](repeating: 0, count: 1 << 18)
  while true {
    let step = unsafe inflateStep(&stream, bytes, &position, &block)
    result += block[..<step.count]
    if result.count > ReadingLimits.unzippedBytes {
      throw ReadingFault(
        at: 0,
        "unpacked it has more than \(ReadingLimits.unzippedBytes >> 20) MiB; unpack it first "
          + "and load the file within")
    }
    switch step.code {
    case Z_STREAM_END:
      // What follows the last member, if it is none, is padding.
      guard position < bytes.count, isZipped(bytes[position...]) else { return result }
      unsafe inflateReset(&stream)
    case Z_OK where step.count > 0 || position < bytes.count: continue
    case Z_OK, Z_BUF_ERROR:
      throw ReadingFault(at: 0, "the gzip file is cut off; what is there ends within its data")
    default: throw ReadingFault(at: 0, "the gzip file is damaged; its check sum does not agree")
    }
  }
}

/// The first bytes within a gzip file, of which the end may be missing; nil when it is none.
func unzippedHead(of bytes: [UInt8]) -> [UInt8]? {
  guard isZipped(bytes) else { return nil }
  var stream = unsafe z_stream()
  guard
    unsafe inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  else { return nil }
  defer { unsafe inflateEnd(&stream) }
  var position = 0
  var block = [UInt8](repeating: 0, count: 1 << 18)
  let step = unsafe inflateStep(&stream, bytes, &position, &block)
  return Array(block[..<step.count])
}

private func isZipped(_ bytes: some Collection<UInt8>) -> Bool {
  bytes.prefix(3).elementsEqual([0x1F, 0x8B, 0x08])
}

/// Unpacks as much as a block holds.
private func inflateStep(
  _ stream: inout z_stream, _ bytes: [UInt8], _ position: inout Int, _ block: inout [UInt8]
) -> (code: Int32, count: Int) {
  let capacity = block.count
  let given = min(bytes.count - position, 1 << 30)
  let code = unsafe bytes.withUnsafeBufferPointer { input in
    unsafe block.withUnsafeMutableBufferPointer { output in
      unsafe stream.next_in = input.baseAddress.map {
        unsafe UnsafeMutablePointer(mutating: $0 + position)
      }
      unsafe stream.avail_in = UInt32(given)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(capacity)
      return unsafe inflate(&stream, Z_NO_FLUSH)
    }
  }
  position += unsafe given - Int(stream.avail_in)
  return unsafe (code, capacity - Int(stream.avail_out))
}
