#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The lines that were entered, newest first, each once; kept in a file if there is one.
///
/// The file is read when the first entry is asked for, not before: a prompt does not wait for it.
/// A class, because the editor and its user share it.
public final class History {
  /// The last fault of the file; entries are kept in memory all the same.
  public private(set) var fault: HistoryError?

  private let file: HistoryFile?
  private let limit: Int
  private var newestFirst: [String] = []
  private var folded: [String] = []
  private var isLoaded: Bool

  /// A history of at most `limit` entries, in the file at `path` if that is not nil.
  public init(path: String?, limit: Int) {
    self.file = path.map(HistoryFile.init(path:))
    self.limit = max(1, limit)
    self.isLoaded = path == nil
  }

  /// The entries, newest first.
  public var entries: [String] {
    load()
    return newestFirst
  }

  /// Adds an entry, in memory and at the end of the file.
  ///
  /// An entry that begins with a space is not kept, nor an empty one; an equal older one goes.
  public func add(_ text: String) {
    guard let first = text.unicodeScalars.first, first != " ",
      !text.allSatisfy(\.isWhitespace)
    else { return }
    if isLoaded { insert(text) }
    guard let file else { return }
    do {
      try file.append(HistoryRecord(time: time(nil), text: text))
    } catch {
      fault = error
      // What the file could not take stays in memory, after what the file holds.
      load()
      insert(text)
    }
  }

  /// Puts a text on top, for Up to find first, that nobody entered: the file does not get it.
  public func offer(_ text: String) {
    guard !text.allSatisfy(\.isWhitespace) else { return }
    load()
    insert(text)
  }

  /// Finds the first entry at or after `index` (older), or at or before it (newer), that holds
  /// `text`.
  ///
  /// A text without capitals finds capitals too. Cost: a walk over the bytes of the entries.
  public func search(_ text: String, from index: Int, older: Bool = true) -> Match? {
    load()
    guard !text.isEmpty else { return nil }
    let folds = text == text.lowercased()
    if folds && folded.count != newestFirst.count { folded = newestFirst.map { $0.lowercased() } }
    let pattern = Array(text.utf8)
    var position = index
    while newestFirst.indices.contains(position) {
      let candidate = folds ? folded[position] : newestFirst[position]
      if let bytes = firstRange(of: pattern, in: candidate) {
        // Folding may change the count of bytes (İ): then the place is not known.
        let isSame = candidate.utf8.count == newestFirst[position].utf8.count
        return Match(
          index: position, entry: newestFirst[position], bytes: isSame ? bytes : 0..<0)
      }
      position += older ? 1 : -1
    }
    return nil
  }

  /// Where a search matched.
  public struct Match: Equatable, Sendable {
    /// The entry's place among the entries.
    public var index: Int
    /// The entry.
    public var entry: String
    /// The bytes that matched.
    public var bytes: Range<Int>
  }
}

extension History {
  /// The first entry older (or newer) than `index` that begins with `prefix` and is not `shown`.
  func neighbor(of index: Int, older: Bool, prefix: String, besides shown: String) -> Int? {
    load()
    var position = index + (older ? 1 : -1)
    while newestFirst.indices.contains(position) {
      let entry = newestFirst[position]
      if entry != shown && entry.utf8.starts(with: prefix.utf8) { return position }
      position += older ? 1 : -1
    }
    return nil
  }

  private func insert(_ text: String) {
    let isFolded = folded.count == newestFirst.count
    if let old = newestFirst.firstIndex(of: text) {
      newestFirst.remove(at: old)
      if isFolded { folded.remove(at: old) }
    }
    newestFirst.insert(text, at: 0)
    if isFolded { folded.insert(text.lowercased(), at: 0) }
    if newestFirst.count > limit {
      newestFirst.removeLast()
      if isFolded { folded.removeLast() }
    }
  }

  private func load() {
    guard !isLoaded, let file else { return }
    isLoaded = true
    do {
      let records = try file.records()
      newestFirst = latest(of: records).reversed().map(\.text)
      if records.count > 2 * limit { try file.rewrite(latest) }
    } catch {
      fault = error
    }
  }

  /// The records that are kept, oldest first: the latest of equal ones, `limit` of them.
  private func latest(of records: [HistoryRecord]) -> [HistoryRecord] {
    var seen: Set<String> = []
    var kept: [HistoryRecord] = []
    for record in records.reversed() where seen.insert(record.text).inserted {
      kept.append(record)
      if kept.count == limit { break }
    }
    return kept.reversed()
  }
}

/// The first place where `pattern` occurs in the UTF-8 of `text`.
private func firstRange(of pattern: [UInt8], in text: String) -> Range<Int>? {
  guard let first = pattern.first else { return nil }
  var text = text
  return text.withUTF8 { bytes in
    guard bytes.count >= pattern.count else { return nil }
    for start in 0...(bytes.count - pattern.count) where unsafe bytes[start] == first {
      var length = 1
      while length < pattern.count, unsafe bytes[start + length] == pattern[length] { length += 1 }
      if length == pattern.count { return start..<(start + length) }
    }
    return nil
  }
}
