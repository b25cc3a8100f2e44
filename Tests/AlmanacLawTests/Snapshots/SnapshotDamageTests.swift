import Almanac
import TestSupport
import Testing

@testable import AlmanacStore

/// The built-in corpus as a snapshot, and what it answers.
private let whole: (file: [UInt8], answers: [String: String]) = {
  let catalog = Catalog.builtIn().catalog
  let questions = Questions.everything(of: catalog)
  let answers = questions.map { ($0, Questions.answer($0, catalog)) }
  return (MemoryFile(catalog.store).bytes, Dictionary(uniqueKeysWithValues: answers))
}()

private let questions = whole.answers.keys.sorted()

@Suite("a damaged snapshot is refused, told of, or harmless")
struct SnapshotDamageTests {
  /// Opens a file and asks some questions: what comes out is the answer, or the damage.
  private func ask(_ bytes: [UInt8], _ some: [String]) -> (isRefused: Bool, isTold: Bool) {
    guard let catalog = try? Catalog(snapshot: MemoryFile(bytes).file) else { return (true, false) }
    var isTold = false
    for question in some {
      let before = catalog.store.damageCount
      let answer = Questions.answer(question, catalog)
      if catalog.store.damage(since: before) != nil {
        isTold = true
      } else {
        #expect(answer == whole.answers[question], "a wrong answer: \(question)")
      }
    }
    return (false, isTold)
  }

  @Test("bytes that flipped, all over the file", arguments: 0..<40)
  func flips(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<8 {
      var bytes = whole.file
      // One of eight stretches of the file each, so that its head and its tail get their share.
      let stretch = bytes.count / 8
      let place =
        round == 0
        ? Int.random(in: 0..<128, using: &random)
        : round == 1
          ? Int.random(in: bytes.count - 96..<bytes.count, using: &random)
          : round * stretch + Int.random(in: 0..<stretch, using: &random)
      bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      let some = (0..<2).compactMap { _ in questions.randomElement(using: &random) }
      let (isRefused, isTold) = ask(bytes, some)
      let padding = try SnapshotHead(of: MemoryFile(whole.file).file)
      let isData = place >= padding.dataOffset
      if !isRefused, !isTold, isData, place < padding.rootOffset {
        // Nothing that was asked lies there: reading all of it finds it.
        let catalog = try Catalog(snapshot: MemoryFile(bytes).file)
        #expect(!catalog.store.damages().isEmpty, "not found: byte \(place)")
      }
      if !isData, place < SnapshotHead.byteCount + padding.directoryByteCount {
        #expect(isRefused, "byte \(place) of the head")
      }
    }
  }

  @Test("files that were cut short, anywhere", arguments: 0..<64)
  func truncations(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = seed < 32 ? Int(seed) * 5 : Int.random(in: 0..<whole.file.count, using: &random)
    #expect(throws: SnapshotRefusal.self) {
      try Catalog(snapshot: MemoryFile(Array(whole.file.prefix(count))).file)
    }
  }

  @Test("a file that is cut while it is open is told of")
  func cutWhileOpen() throws {
    let file = MemoryFile(whole.file)
    let catalog = try Catalog(snapshot: file.file)
    file.bytes.removeLast(file.bytes.count / 2 + 70_000)
    for question in questions {
      let before = catalog.store.damageCount
      let answer = Questions.answer(question, catalog)
      guard let damage = catalog.store.damage(since: before) else {
        #expect(answer == whole.answers[question])
        continue
      }
      #expect(damage.isUnreadable)
      #expect(damage.message.hasPrefix("big.almanac can't be read at block "))
    }
    #expect(!catalog.store.damages().isEmpty)
  }

  @Test("wrong values under right checksums trap nobody", arguments: 0..<40)
  func forgeries(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let head = try SnapshotHead(of: MemoryFile(whole.file).file)
    for _ in 0..<4 {
      var bytes = whole.file
      for _ in 0..<4 {
        let place = head.dataOffset + Int.random(in: 0..<head.dataByteCount, using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      sign(&bytes, head)
      guard let catalog = try? Catalog(snapshot: MemoryFile(bytes).file) else { continue }
      for _ in 0..<2 {
        guard let question = questions.randomElement(using: &random) else { continue }
        _ = Questions.answer(question, catalog)
      }
    }
  }

  /// Writes the checksums that the data has now.
  private func sign(_ bytes: inout [UInt8], _ head: SnapshotHead) {
    var sums: [UInt8] = []
    for block in 0..<head.blockCount {
      let start = head.dataOffset + block * SnapshotHead.blockByteCount
      let end = min(start + SnapshotHead.blockByteCount, head.checksumOffset)
      appendLittleEndian(hashed(Array(bytes[start..<end])), to: &sums)
    }
    var roots: [UInt8] = []
    appendLittleEndian(hashed(sums), to: &roots)
    var tail: [UInt8] = []
    appendLittleEndian(hashed(roots, seed: head.hash), to: &tail)
    bytes.replaceSubrange(head.checksumOffset..., with: sums + roots + tail)
  }
}

@Test(
  "what is no snapshot of this program is refused with the reason",
  arguments: [
    ("text", "is no snapshot"), ("carriage", "as if it were text"), ("newer", "a later almanac"),
    ("older", "an earlier almanac"), ("order", "another order of bytes"), ("short", "is cut short"),
    ("long", "behind its end"), ("head", "its head is not"), ("directory", "its directory is not"),
    ("tail", "its table of checksums is not"),
  ])
func refusals(change: String, words: String) throws {
  var bytes = whole.file
  func sign() {
    var hash: [UInt8] = []
    appendLittleEndian(hashed(Array(bytes[..<120])), to: &hash)
    bytes.replaceSubrange(120..<128, with: hash)
  }
  switch change {
  case "text": bytes = Array("{\"name\": \"Fair\"}".utf8)
  case "carriage": bytes.remove(at: 8)
  case "newer":
    bytes[16] = 9
    sign()
  case "older":
    bytes[16] = 0
    sign()
  case "order": bytes.replaceSubrange(12..<16, with: bytes[12..<16].reversed())
  case "short": bytes.removeLast()
  case "long": bytes.append(0)
  case "head": bytes[50] ^= 1
  case "directory": bytes[200] ^= 1
  default: bytes[bytes.count - 1] ^= 1
  }
  let refusal = #expect(throws: SnapshotRefusal.self) {
    try Catalog(snapshot: MemoryFile(bytes).file)
  }
  let message = refusal?.message(about: "big.almanac") ?? ""
  #expect(message.hasPrefix("big.almanac "))
  #expect(message.contains(words), "\(message)")
}
