#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The lines that were entered, each once: those entered here first, the newest before; kept in a
/// file if there is one, which several programs may share.
///
/// The file is read when an entry is asked for, from its end and only as far as need be: neither a
/// prompt nor a key waits for a long one. What other programs add is seen whenever a walk or a search
/// begins. A class, because the editor and its user share it.
public final class History {
  /// The last fault of the file; entries are kept in memory all the same.
  public private(set) var fault: HistoryError?

  private let file: HistoryFile?
  private let limit: Int
  private var known = HistoryEntries()
  /// What of the file has not been read; nil when nothing is left.
  private var tail: HistoryTail?
  /// The file as it was when it was looked at last; nil before that.
  private var extent: HistoryFile.Extent?
  /// Below this count of bytes the file cannot hold too many records.
  private var shorteningBytes: Int

  /// A history of at most `limit` entries, in the file at `path` if that is not nil.
  public init(path: String?, limit: Int) {
    self.file = path.map(HistoryFile.init(path:))
    self.limit = max(1, limit)
    shorteningBytes = 2 * self.limit * HistoryRecord.leastBytes
  }

  /// All entries: those of this program first, then those of others, each the newest first.
  public var entries: [String] {
    refresh()
    while readMore() {}
    let all = (0..<known.positionCount).lazy.compactMap { self.known.text(at: $0) }
    return Array(all.prefix(limit))
  }

  /// Adds an entry, in memory and at the end of the file.
  ///
  /// An entry that begins with a space is not kept, nor an empty one; an equal older one goes.
  public func add(_ text: String) {
    guard let first = text.unicodeScalars.first, first != " ",
      !text.allSatisfy(\.isWhitespace)
    else { return }
    known.add(Array(text.utf8)[...], from: .own)
    guard let file else { return }
    do throws(HistoryError) {
      let end = try file.append(HistoryRecord(time: time(nil), text: text))
      if end >= shorteningBytes {
        let count = try file.shorten(to: limit)
        let free = max(limit / 8, 2 * limit - count)
        shorteningBytes = end + free * HistoryRecord.leastBytes
      }
    } catch {
      fault = error
    }
  }

  /// Puts a text on top, for Up to find first, that nobody entered: the file does not get it.
  public func offer(_ text: String) {
    guard !text.allSatisfy(\.isWhitespace) else { return }
    known.add(Array(text.utf8)[...], from: .own)
  }

  /// Finds the first entry at or after `position` (older), or at or before it (newer), that holds
  /// `text`. Positions count from 0, and some may be empty.
  ///
  /// A text without capitals finds capitals too. Cost: a walk over the bytes of the entries.
  public func search(_ text: String, from position: Int, older: Bool = true) -> Match? {
    guard !text.isEmpty else { return nil }
    let pattern = CaselessPattern(text)
    var place: Range<Int>?
    let found = walk(from: position, older: older) { bytes in
      place = pattern.firstRange(in: bytes)
      return place != nil
    }
    guard let found, let place, let entry = known.text(at: found) else { return nil }
    return Match(index: found, entry: entry, bytes: place)
  }

  /// Where a search matched.
  public struct Match: Equatable, Sendable {
    /// The entry's position.
    public var index: Int
    /// The entry.
    public var entry: String
    /// The bytes that matched.
    public var bytes: Range<Int>
  }
}

extension History {
  /// The first entry older (or newer) than the one at `position` that begins with `prefix` and is
  /// not `shown`.
  func neighbor(
    of position: Int, older: Bool, prefix: String, besides shown: String
  ) -> (position: Int, entry: String)? {
    let found = walk(from: position + (older ? 1 : -1), older: older) { bytes in
      bytes.starts(with: prefix.utf8) && !bytes.elementsEqual(shown.utf8)
    }
    guard let found, let entry = known.text(at: found) else { return nil }
    return (found, entry)
  }

  /// Takes in what other programs have added; positions may change. Called where a walk begins.
  func refresh() {
    guard let file else { return }
    do throws(HistoryError) {
      if let extent {
        if let (lines, now) = try file.lines(after: extent) {
          for line in lines {
            if let text = HistoryRecord.text(of: line) { known.add(text, from: .foreign) }
          }
          self.extent = now
          return
        }
        // Another program has put a shorter file in its place.
        known = known.ownOnly
      }
      (tail, extent) = (nil, nil)
      tail = try file.tail()
      extent = tail?.extent
    } catch {
      fault = error
    }
  }

  /// The first position from `position` on whose entry is as `condition` wants it.
  private func walk(
    from position: Int, older: Bool, until condition: (ArraySlice<UInt8>) -> Bool
  ) -> Int? {
    var position = position
    while position >= 0 {
      while position >= known.positionCount { guard readMore() else { return nil } }
      if let bytes = known.bytes(at: position), condition(bytes) { return position }
      position += older ? 1 : -1
    }
    return nil
  }

  /// Reads another block of the file; false when there is no more, or nobody wants it.
  private func readMore() -> Bool {
    guard known.count < limit else { return false }
    if extent == nil { refresh() }
    do throws(HistoryError) {
      guard let lines = try tail?.next() else {
        tail = nil
        return false
      }
      for line in lines where known.count < limit {
        if let text = HistoryRecord.text(of: line) { known.add(text, from: .older) }
      }
      return true
    } catch {
      fault = error
      tail = nil
      return false
    }
  }
}
