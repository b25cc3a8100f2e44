internal import Almanac

/// The one place that makes catalogs.
extension Loading {
  /// Reads the files of a choice and builds a catalog from them; a file with some bad records loads
  /// the rest, and the remarks say what was left out.
  init(_ choice: DataChoice) throws(ShellError) {
    if choice.files.isEmpty {
      let built = Catalog.builtIn(corrections: choice.appliesCorrections)
      // What the corpus itself has to say is for its own tests.
      self.init(catalog: built.catalog, choice: choice)
      return
    }
    let start = Clock.nanoseconds()
    let input = try InputFiles(choice)
    var choice = choice
    choice.standardInput = input.standardInput
    let files = input.files
    let loaded: (catalog: Catalog, report: ImportReport)
    do throws(ImportError) {
      loaded = try Catalog.load(
        files, includingCorpus: choice.includesCorpus, corrections: choice.appliesCorrections)
    } catch {
      throw .badData(shown(error.text))
    }
    var report = loaded.report
    let names = Set(files.map(\.name))
    report.faults.removeAll { !names.contains($0.file) }
    if report.readCount == 0, let fault = report.faults.first {
      let moreCount = report.faults.count + report.faultsLeftOut - 1
      throw .badData(
        shown(fault.text) + (moreCount > 0 ? " (and \(separated(moreCount)) more faults)" : ""))
    }
    let told = LoadReport(
      report: report, passedOver: input.passedOver, nanoseconds: Clock.nanoseconds() &- start)
    self.init(
      catalog: loaded.catalog, choice: choice, remarks: told.remarks(), summary: told.summary())
  }
}
