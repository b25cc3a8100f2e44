internal import Almanac

/// The one place that makes catalogs.
extension Loading {
  /// Reads the files of a choice and builds a catalog from them.
  init(_ choice: DataChoice) throws(ShellError) {
    var files: [(name: String, bytes: [UInt8])] = []
    for path in choice.files {
      files.append((path == "-" ? "standard input" : path, try Files.bytes(of: path)))
    }
    self.init(catalog: Catalog(store: StoreBuilder().finish().store), choice: choice)
  }
}
