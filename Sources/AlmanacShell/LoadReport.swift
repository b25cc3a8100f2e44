internal import Almanac

/// What became of the files that were loaded, in short sentences.
struct LoadReport {
  var report = ImportReport()
  /// Files that were found and hold nothing that can be read.
  var passedOver: [(name: String, reason: String)] = []
  /// Files that were found and are broken.
  var broken: [(name: String, reason: String)] = []
  var nanoseconds: UInt64 = 0
  /// Also a time that nobody notices.
  var tellsTime = false

  /// Faults, and what was done otherwise than written: told wherever data is loaded.
  ///
  /// - Parameter limit: so many of each; then how many more there are.
  func remarks(limit: Int = LoadReport.usualLimit) -> [String] {
    var lines = broken.map { "warning: " + shown("\($0.name): \($0.reason)") }
    lines += report.faults.prefix(limit).map { "warning: " + shown($0.text) }
    let hiddenCount = report.faults.dropFirst(limit).count + report.faultsLeftOut
    if hiddenCount > 0 { lines.append("… \(separated(hiddenCount)) more like these") }
    if report.refusedCount > 0 {
      let refused = separated(report.refusedCount)
      let read = separated(report.readCount)
      lines.append("read \(read) record\(read == "1" ? "" : "s"), left out \(refused)")
    }
    lines += report.notices.prefix(limit).map { "note: " + shown($0.text) }
    let moreNotices = report.notices.dropFirst(limit).count + report.noticesLeftOut
    if moreNotices > 0 { lines.append("note: … \(separated(moreNotices)) more") }
    return lines
  }

  /// What was read, merged and passed over: told to people, and by `almanac check`.
  func summary(limit: Int = LoadReport.usualLimit) -> [String] {
    [readLine] + mergedLines + [keyLine, keptLine, passedOverLine(limit: limit)].compactMap { $0 }
  }

  static let usualLimit = 10
}

extension LoadReport {
  /// `read 643 events of 19 JSON files, 155 KB`, and the time where it is one that is noticed.
  private var readLine: String {
    let counts = Noun.allCases.compactMap { noun -> String? in
      let count = report.read[noun] ?? 0
      return count == 0 ? nil : "\(separated(count)) \(count == 1 ? noun.word : noun.plural)"
    }
    let records = counts.isEmpty ? "no records" : counts.joined(separator: " · ")
    let isNoticed = tellsTime || nanoseconds >= 1_000_000_000
    let time = isNoticed ? " in \(LoadReport.seconds(nanoseconds)) s" : ""
    return "read \(records) of \(files), " + LoadReport.size(report.bytes) + time
  }

  /// `1 CSV file`, `3 files (2 iCalendar, 1 CSV)`.
  private var files: String {
    let formats = ImportFormat.allCases.compactMap { format in
      report.formats[format].map { (title: format.title, count: $0) }
    }
    let count = report.files.count
    let noun = count == 1 ? "file" : "files"
    if formats.count == 1 { return "\(separated(count)) \(formats[0].title) \(noun)" }
    let parts = formats.sorted { $0.count > $1.count }.map { "\(separated($0.count)) \($0.title)" }
    return "\(separated(count)) \(noun) (\(parts.joined(separator: ", ")))"
  }

  private var mergedLines: [String] {
    report.merged.map { merged in
      let noun = merged.count == 1 ? merged.noun.word : merged.noun.plural
      return "merged \(separated(merged.count)) \(noun): \(merged.reason.text)"
    }
  }

  /// `keys: startDate is starts, city is place`
  private var keyLine: String? {
    let told = report.keys.filter { !$0.isKept && $0.key != $0.field }
    return told.isEmpty
      ? nil : "keys: " + told.map { "\(cut($0.key)) is \(cut($0.field))" }.joined(separator: ", ")
  }

  private var keptLine: String? {
    let kept = report.keys.filter(\.isKept)
    return kept.isEmpty
      ? nil : "kept as they are: " + kept.map { cut($0.field) }.joined(separator: ", ")
  }

  /// A key, and no more of it than is needed to know it.
  private func cut(_ key: String) -> String {
    shown(key.count > 60 ? key.prefix(59) + "…" : key)
  }

  private func passedOverLine(limit: Int) -> String? {
    guard !passedOver.isEmpty else { return nil }
    let count = passedOver.count
    let told = passedOver.prefix(limit).map { "\(shown($0.name)) (\(shown($0.reason)))" }
    let more = count > told.count ? ", … \(separated(count - told.count)) more" : ""
    return "passed over \(separated(count)) file\(count == 1 ? "" : "s"): "
      + told.joined(separator: ", ") + more
  }

  /// `155 KB`, `1.8 MB`
  static func size(_ bytes: Int) -> String {
    if bytes < 1000 { return "\(bytes) bytes" }
    if bytes < 999_500 { return "\((bytes + 500) / 1000) KB" }
    let tenths = (bytes + 50_000) / 100_000
    return "\(separated(tenths / 10)).\(tenths % 10) MB"
  }

  /// Tenths: `2.1`; thousandths of what is less than one: `0.004`.
  static func seconds(_ nanoseconds: UInt64) -> String {
    if nanoseconds < 999_500_000 {
      let digits = String((nanoseconds + 500_000) / 1_000_000)
      return "0." + String(("00" + digits).suffix(3))
    }
    let tenths = (nanoseconds + 50_000_000) / 100_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
