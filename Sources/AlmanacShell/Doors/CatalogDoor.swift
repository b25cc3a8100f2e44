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
    if let catalog = try Loading.snapshot(choice) {
      self.init(catalog: catalog, choice: choice)
      return
    }
    let start = Clock.nanoseconds()
    let input = try InputFiles(choice)
    var choice = choice
    choice.standardInput = input.standardInput
    let files = input.files
    let loaded: (catalog: Catalog, report: ImportReport)
    let progress = LoadProgress()
    defer { progress.erase() }
    do throws(ImportError) {
      loaded = try Catalog.load(
        files, includingCorpus: choice.includesCorpus, corrections: choice.appliesCorrections,
        watch: progress.watch)
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
      report: report, passedOver: input.passedOver, broken: input.broken,
      nanoseconds: Clock.nanoseconds() &- start)
    self.init(
      catalog: loaded.catalog, choice: choice, remarks: told.remarks(), summary: told.summary())
  }

  /// The catalog of a snapshot, which is whole and asked alone; nil when no file is one.
  private static func snapshot(_ choice: DataChoice) throws(ShellError) -> Catalog? {
    for path in choice.files {
      guard let file = Files.snapshot(path) else { continue }
      guard choice.files.count == 1, !choice.includesCorpus else {
        throw .badData(
          "\(shown(path)) is a snapshot, which is asked alone: almanac --data \(shown(path)); to add "
            + "to it, convert all the files that it is to hold")
      }
      do throws(SnapshotRefusal) {
        return try Catalog(snapshot: file)
      } catch {
        throw .badData(shown(error.message(about: path)))
      }
    }
    return nil
  }
}
