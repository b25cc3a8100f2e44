internal import Almanac

/// The one place that makes catalogs.
extension Loading {
  /// Reads the files of a choice and builds a catalog from them.
  ///
  /// - Throws: ``ShellError`` for a file that can't be read or is of no known format. Records that
  ///   can't be taken are told of in ``remarks``; all others are loaded.
  init(_ choice: DataChoice) throws(ShellError) {
    guard !choice.files.isEmpty else {
      let (catalog, report) = Catalog.builtIn(corrections: choice.appliesCorrections)
      self.init(catalog: catalog, choice: choice, remarks: Loading.remarks(report))
      return
    }
    var files: [(name: String, bytes: [UInt8])] = []
    for path in choice.files {
      files.append((path == "-" ? "standard input" : path, try Files.bytes(of: path)))
    }
    do throws(ImportError) {
      let (catalog, report) = try Catalog.load(
        files, includingCorpus: choice.includesCorpus, corrections: choice.appliesCorrections)
      self.init(catalog: catalog, choice: choice, remarks: Loading.remarks(report))
      if report.readCount == 0, let first = report.faults.first {
        let more = report.faults.count + report.faultsLeftOut - 1
        throw ImportError(
          file: first.file,
          message: "no record could be read; line \(first.line), column \(first.column): "
            + first.message + (more > 0 ? " (and \(separated(more)) more faults)" : ""))
      }
    } catch {
      throw ShellError.badData(error.text)
    }
  }

  /// The first ten faults in full, then how many more there are, then what became of the rest.
  private static func remarks(_ report: ImportReport) -> [String] {
    var remarks = report.notices.prefix(10).map(\.text)
    let faultCount = report.faults.count + report.faultsLeftOut
    guard faultCount > 0 else { return remarks }
    remarks += report.faults.prefix(10).map(\.text)
    if faultCount > 10 { remarks.append("… \(separated(faultCount - 10)) more faults") }
    remarks.append(
      "\(separated(report.readCount)) records read, \(separated(report.refusedCount)) refused")
    return remarks
  }
}
