public import AlmanacStore

/// Snapshots: a catalog as it lies in memory, opened without reading it.
extension Catalog {
  /// Opens a snapshot; its columns come in as they are asked for.
  ///
  /// - Throws: why the file is none, or none that can be relied on.
  public init(snapshot file: SnapshotFile) throws(SnapshotRefusal) {
    self.init(store: try Store(snapshot: file))
  }
}

extension SnapshotRefusal {
  /// One sentence without a full stop, about a file of that name.
  public func message(about file: String) -> String {
    let again = "; convert the data that it was made of again"
    switch self {
    case .foreign: return "\(file) is no snapshot of almanac: it begins otherwise"
    case .asText:
      return "\(file) was changed on its way as if it were text: its line ends are others; "
        + "copy it as binary"
    case .newer(let version):
      return "\(file) is a snapshot of format \(version), which a later almanac writes; this one "
        + "reads format \(Store.snapshotVersion)"
    case .older(let version):
      return "\(file) is a snapshot of format \(version), of an earlier almanac; this one reads "
        + "format \(Store.snapshotVersion)" + again
    case .byteOrder:
      return "\(file) was written on a machine with another order of bytes" + again + " here"
    case .short(let byteCount, let wanted):
      return "\(file) is cut short: \(byteCount) of \(max(wanted, byteCount + 1)) bytes are there; "
        + "copy it again"
    case .long(let byteCount, let wanted):
      return "\(file) has \(byteCount - wanted) bytes behind its end; copy it again"
    case .damaged(let part):
      let name =
        switch part {
        case .head: "head"
        case .directory: "directory"
        case .checksums: "table of checksums"
        }
      return "\(file) is damaged: its \(name) is not what was written; copy it again"
    case .noMemory(let byteCount):
      return "\(file) needs \(byteCount) bytes of address space, and there are not so many"
    }
  }
}

extension Arena.Damage {
  /// One sentence without a full stop.
  public var message: String {
    let place = "block \(block + 1) of \(blockCount)"
    return isUnreadable
      ? "\(file) can't be read at \(place) any more: it was cut short, or its disk fails"
      : "\(file) is damaged: \(place) is not what was written"
  }
}
