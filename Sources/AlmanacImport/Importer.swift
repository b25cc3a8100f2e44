public import AlmanacStore

/// Takes files of any known format, one after the other, and makes one store of them.
///
/// ```swift
/// var importer = Importer()
/// try importer.read(bytes, name: "talks.jsonl")
/// let (store, report) = importer.finish()
/// ```
public struct Importer: ~Copyable, Sendable {
  var builder = StoreBuilder()
  var report = ImportReport()
  var faults = FaultList()
  /// The files so far; the one that is read is the last.
  var files: [(name: String, bytes: [UInt8])] = []
  /// Files that hold the same bytes as an earlier one.
  var twins: Set<Int> = []
  /// Files that are a store written whole: their records name all their documents themselves.
  var wholeStores: Set<Int> = []
  /// Records whose ids another file has used.
  var renamedRecords: [RenamedRecord] = []
  /// Who is told how far a large file is, and says whether to go on.
  let watch: LoadWatch?
  /// Files of more bytes are read in stretches of so many.
  var stretchBytes = 1 << 18
  /// Reading was stopped, by whoever watches or because there is more than a store holds.
  public internal(set) var isStopped = false
  /// Why, as the rest of a sentence.
  public private(set) var stopReason = "reading was stopped; nothing was loaded"
  /// The documents and lines that tell of the record that is read.
  var sources: [PendingSource] = []
  /// A list that is not written is an empty one.
  var isClosed = false
  /// Numbers of the file that is read are `1.200,5`, as its cells are parted by semicolons.
  var hasDecimalComma = false
  /// Dates such as `11/03/2025` of the file that is read.
  var openDates = OpenDates()
  var keys: KeyRules
  /// What events of the calendar that is read say of each other.
  var relatedEvents: [RelatedEvent] = []
  /// What organizations of the registry that is read say of each other.
  var registryRelations: [RegistryRelation] = []
  /// Corpora are held against all that ``CorpusCheck`` asks for, not only what loading needs.
  let isChecking: Bool
  /// The records of corpora so far, when they are to be checked.
  var checked: [CheckedRecord] = []

  /// An importer that has read nothing.
  ///
  /// - Parameter isChecking: corpora must also have what loading does without: a source for every
  ///   record, claims about something.
  public init(isChecking: Bool = false, watch: LoadWatch? = nil) {
    self.watch = watch
    keys = KeyRules(style: .corpus)
    self.isChecking = isChecking
  }

  /// Reads a file; whatever of it is wrong becomes faults, and the rest is kept.
  ///
  /// - Parameter isClosed: a list that is not written is empty instead of unknown.
  /// - Throws: ``ImportError`` when the file is of no known format.
  public mutating func read(
    _ bytes: [UInt8], name: String, isClosed: Bool = false
  ) throws(ImportError) {
    var file = InputFile(name: name, bytes: bytes)
    file.isClosed = isClosed
    try read(file)
  }

  /// Reads a file as it says that it is to be taken.
  ///
  /// - Throws: ``ImportError`` when the file is of no known format.
  public mutating func read(_ file: InputFile) throws(ImportError) {
    var bytes = file.bytes
    do throws(ReadingFault) {
      if let inner = try unzipped(bytes) { bytes = inner }
    } catch {
      throw ImportError(file: file.name, message: error.message)
    }
    if let text = utf8(fromUTF16: bytes) { bytes = text }
    guard let format = ImportFormat(name: file.name, bytes: bytes) else {
      throw ImportError(file: file.name, message: ImportFormat.refusal(of: bytes, name: file.name))
    }
    guard files.count < Importer.mostFiles else {
      throw ImportError(
        file: file.name, message: "more than \(Importer.mostFiles) files can't be read together")
    }
    read(
      bytes, name: file.name, format: format, isClosed: file.isClosed,
      isSeparate: file.isSeparate)
  }

  private static let mostFiles = 60_000

  /// Reads a file of a format that is known beforehand.
  ///
  /// - Parameters:
  ///   - isSeparate: nothing of it is merged with what other files say.
  ///   - isBuiltIn: it is of the corpus in the program, which alone needs no countries of the world.
  public mutating func read(
    _ bytes: [UInt8], name: String, format: ImportFormat, isClosed: Bool = false,
    isSeparate: Bool = false, isBuiltIn: Bool = false
  ) {
    self.isClosed = isClosed
    builder.placesCountries = builder.placesCountries || !isBuiltIn
    builder.file = UInt16(truncatingIfNeeded: files.count)
    builder.origins.append(isSeparate ? .separate : format == .toml ? .corpus : .file)
    files.append((name, bytes))
    report.files.append(name)
    report.formats[format, default: 0] += 1
    report.bytes += bytes.count
    hasDecimalComma = false
    if format != .toml, !isSeparate, isCopy(of: bytes) { return }
    switch format {
    case .toml:
      keys.style = .corpus
      readCorpus(bytes)
    case .jsonLines:
      keys.style = .tabular
      readJSONLines(bytes)
    case .json:
      keys.style = .tabular
      readJSONDocument(bytes)
    case .csv:
      keys.style = .tabular
      readCSV(bytes)
    case .calendar: readCalendar(bytes)
    case .html:
      keys.style = .tabular
      readPage(bytes)
    }
    settleDates()
  }

  /// What was read so far is not told of: it is known already.
  public mutating func startReport() { report = ImportReport() }

  /// Whether the file that is read holds the same as an earlier one: then there is nothing to read.
  private mutating func isCopy(of bytes: [UInt8]) -> Bool {
    let earlier = files.dropLast().firstIndex {
      $0.bytes.count == bytes.count && $0.bytes == bytes
    }
    guard let earlier, bytes.count >= 32, builder.origins[earlier] == .file else { return false }
    twins.insert(file)
    faults.appendNotice(
      file: file, offset: 0, "the same as \(files[earlier].name), byte by byte; it is read once")
    return true
  }

  /// The store of all that was read, and the report.
  public consuming func finish() -> (store: Store, report: ImportReport) {
    finish(.never) ?? (.empty, ImportReport())
  }

  /// nil when the interruption is raised, which is asked between the pieces of work.
  consuming func finish(
    _ interruption: Interruption
  ) -> (store: Store, report: ImportReport)? {
    builder.addInlineFigures()
    addFileSources()
    if interruption.isRaised { return nil }
    mergeFiles()
    if interruption.isRaised { return nil }
    let (store, buildFaults) = builder.finish(interruption)
    if interruption.isRaised { return nil }
    for fault in buildFaults {
      faults.append(
        file: Int(fault.place >> 48), offset: Int(fault.place & 0xFFFF_FFFF_FFFF),
        wording(of: fault, in: store))
    }
    Importer.check(checked, in: store, files, &faults)
    report.keys = keys.written
    (report.faults, report.faultsLeftOut) = faults.listed(files)
    (report.notices, report.noticesLeftOut) = faults.listedNotices(files)
    return (store, report)
  }
}

extension Importer {
  /// Holds what was read against ``CorpusCheck``; a place that has a fault already gets no second.
  private static func check(
    _ records: [CheckedRecord], in store: Store, _ files: [(name: String, bytes: [UInt8])],
    _ faults: inout FaultList
  ) {
    guard !records.isEmpty else { return }
    let records = records.map { record in
      var record = record
      record.entity = store.record(record.entity)
      return record
    }
    let check = CorpusCheck(store: store, records: records) { record in
      let (name, bytes) = files[record.file]
      return "\(name):\(FilePlace(of: record.offset, in: bytes).line)"
    }
    var found = faults
    check.run(
      fault: { file, offset, message in
        if !found.has(file: file, offset: offset) {
          found.append(file: file, offset: offset, message)
        }
      },
      notice: { found.appendNotice(file: $0, offset: $1, $2) })
    faults = found
  }
}

extension Importer {
  /// The number of the file that is read.
  var file: Int { files.count - 1 }

  /// Tells of something wrong at a byte of the file that is read.
  mutating func fault(_ offset: Int, _ message: String) {
    faults.append(file: file, offset: offset, message)
  }

  /// What the builder is to remember of a byte of the file that is read.
  func place(_ offset: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: file) << 48 | UInt64(truncatingIfNeeded: offset)
  }

  /// `shared.toml:12`, for a fault that points to an earlier record.
  func placeText(_ place: UInt64) -> String {
    let (name, bytes) = files[Int(place >> 48)]
    return "\(name):\(FilePlace(of: Int(place & 0xFFFF_FFFF_FFFF), in: bytes).line)"
  }

  mutating func countRead(_ noun: Noun) { report.read[noun, default: 0] += 1 }

  mutating func countRefused(_ noun: Noun) { report.refused[noun, default: 0] += 1 }
}

/// Looks on while files are read.
public struct LoadWatch: Sendable {
  /// How far the file is that is read.
  public struct Progress: Sendable {
    /// Records that the store has taken so far, of all files.
    public var records: Int
    /// Bytes of this file that were read, and all of them.
    public var bytes: Int
    /// All bytes of this file.
    public var byteCount: Int
  }

  let isToGoOn: @Sendable (Progress) -> Bool

  /// - Parameter isToGoOn: asked many times a second; false stops the reading.
  public init(isToGoOn: @escaping @Sendable (Progress) -> Bool) {
    self.isToGoOn = isToGoOn
  }
}

extension Importer {
  /// Tells how far the file is that is read.
  ///
  /// - Returns: false when reading is to stop.
  mutating func goesOn(_ position: Int) -> Bool {
    if let reason = builder.overflow {
      stopReason = reason
      isStopped = true
      return false
    }
    guard let watch else { return true }
    let progress = LoadWatch.Progress(
      records: report.readCount, bytes: position, byteCount: files[file].bytes.count)
    if !watch.isToGoOn(progress) { isStopped = true }
    return !isStopped
  }
}
