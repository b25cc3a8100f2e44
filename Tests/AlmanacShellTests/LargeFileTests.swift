import Foundation
import Testing

@testable import AlmanacShell

@Test("a large file is read whole on two threads, and as far as it goes when it is shorter")
func largeFile() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "large").path
  let bytes = (0..<(20 << 20) + 3).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 13) }
  #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
  #expect(try Files.bytes(of: path) == bytes)
  #expect(try Files.bytes(of: path, atMost: 70_000) == Array(bytes[..<70_000]))
  let descriptor = open(path, O_RDONLY)
  defer { close(descriptor) }
  let more = bytes.count + (9 << 20)
  let found = [UInt8](unsafeUninitializedCapacity: more) { memory, filled in
    guard let base = memory.baseAddress else { return }
    let (count, failure) = FileChunks(descriptor, into: base, count: more).read()
    #expect(count == bytes.count && failure == nil)
    filled = count
  }
  #expect(found == bytes)
}
