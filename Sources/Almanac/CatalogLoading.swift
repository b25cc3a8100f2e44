public import AlmanacImport
internal import CCorpus

extension Catalog {
  /// The built-in corpus, which lies in the program itself.
  ///
  /// - Parameter corrections: with what is known from outside the corpus's own documents.
  /// - Returns: the catalog, and what the import had to say; a sound program has no faults in it.
  public static func builtIn(
    corrections: Bool = true
  ) -> (catalog: Catalog, report: ImportReport) {
    var importer = Importer()
    readCorpus(into: &importer, corrections: corrections)
    let (store, report) = importer.finish()
    return (Catalog(store: store), report)
  }

  /// A catalog of the user's files, after the built-in corpus or without it.
  ///
  /// ```swift
  /// let (catalog, report) = try Catalog.load([(name: "talks.jsonl", bytes: bytes)])
  /// ```
  ///
  /// The format is told by the content, then by the name.
  ///
  /// - Parameters:
  ///   - closed: a list that these files do not write is empty, not unknown.
  ///   - separate: what two files say of one thing stays two records.
  ///   - watch: is told how far large files are, and may stop the reading.
  /// - Throws: ``ImportError`` for the first file of no known format, and when reading was stopped.
  public static func load(
    _ files: [(name: String, bytes: [UInt8])], includingCorpus: Bool = true,
    corrections: Bool = true, closed: Bool = false, separate: Bool = false,
    watch: LoadWatch? = nil
  ) throws(ImportError) -> (catalog: Catalog, report: ImportReport) {
    try load(
      files.map { file in
        var input = InputFile(name: file.name, bytes: file.bytes)
        input.isClosed = closed
        input.isSeparate = separate
        return input
      }, includingCorpus: includingCorpus, corrections: corrections, watch: watch)
  }

  /// A catalog of files each of which says how it is to be taken.
  ///
  /// The report is of these files only. They are read in the order of their names, so that it makes no difference in which order they
  /// are given.
  ///
  /// - Parameter watch: is told how far large files are, and may stop the reading.
  /// - Throws: ``ImportError`` for the first file of no known format, and when reading was stopped.
  public static func load(
    _ files: [InputFile], includingCorpus: Bool = true, corrections: Bool = true,
    watch: LoadWatch? = nil
  ) throws(ImportError) -> (catalog: Catalog, report: ImportReport) {
    var importer = Importer(watch: watch)
    if includingCorpus { readCorpus(into: &importer, corrections: corrections) }
    importer.startReport()
    for file in files.sorted(by: { $0.name < $1.name }) {
      try importer.read(file)
      if importer.isStopped {
        throw ImportError(file: file.name, message: importer.stopReason)
      }
    }
    let (reason, last) = (importer.stopReason, files.last?.name ?? "")
    guard let (store, report) = importer.finishUnlessStopped() else {
      throw ImportError(file: last, message: reason)
    }
    return (Catalog(store: store), report)
  }

  /// Holds files against all that their format asks for, and corpora also against what loading does
  /// without: a source for every record, claims about something, one name for one thing.
  ///
  /// - Parameter includingCorpus: the built-in corpus is read before them, so that they may refer to
  ///   it; of it nothing is told.
  /// - Throws: ``ImportError`` for the first file of no known format.
  public static func check(
    _ files: [(name: String, bytes: [UInt8])], includingCorpus: Bool = false,
    corrections: Bool = true
  ) throws(ImportError) -> ImportReport {
    var importer = Importer(isChecking: true)
    if includingCorpus { readCorpus(into: &importer, corrections: corrections) }
    importer.startReport()
    for file in files { try importer.read(file.bytes, name: file.name) }
    var (_, report) = importer.finish()
    let names = Set(files.map(\.name))
    report.faults.removeAll { !names.contains($0.file) }
    report.notices.removeAll { !names.contains($0.file) }
    return report
  }

  private static func readCorpus(into importer: inout Importer, corrections: Bool) {
    var count = 0
    let first = unsafe corpus_files(&count)
    for index in 0..<count {
      let file = unsafe first[index]
      let name = unsafe String(cString: file.name)
      if !corrections && name == correctionsName { continue }
      let bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
      importer.read(bytes, name: name, format: .toml, isBuiltIn: true)
    }
  }
}

/// The overlay of what is known from outside the documents.
private let correctionsName = "corrections.toml"
