internal import Almanac

/// What `almanac convert` can write: one row for each ending of a file.
struct ConversionTarget: Sendable {
  /// What the name of the file ends with.
  let ending: String
  /// What `--format` calls it.
  let name: String
  /// The data as such a file, and what of it could not be kept.
  let convert: @Sendable (Catalog, QueryContext) throws(QueryError) -> Converted
}

/// A file in the making.
struct Converted {
  /// What is written.
  enum Content {
    case bytes([UInt8])
    /// A snapshot, which goes from memory to the file without being put together first.
    case snapshot(Catalog)
  }

  let content: Content
  /// Sentences about what the format has no place for, or about the file.
  var remarks: [String] = []

  /// Writes it; an error number, or 0.
  func write(to descriptor: Int32) -> Int32 {
    switch content {
    case .bytes(let bytes): unsafe bytes.withUnsafeBytes { unsafe Output.write($0, to: descriptor) }
    case .snapshot(let catalog): Files.writeSnapshot(of: catalog, to: descriptor)
    }
  }
}

extension ConversionTarget {
  static let all: [ConversionTarget] =
    [whole("jsonl", isArray: false), whole("json", isArray: true), snapshot, linkedData]
    + [Format.csv, .tsv, .md, .html, .ics, .geojson].map { rows($0, of: .event) }
    + [Format.csl, .bib].map { rows($0, of: .source) }

  /// Everything, so that it can be read again without loss.
  private static func whole(_ name: String, isArray: Bool) -> ConversionTarget {
    ConversionTarget(ending: ".\(name)", name: name) { (catalog, _) throws(QueryError) in
      Converted(content: .bytes(Array(storeText(catalog.store, isArray: isArray).utf8)))
    }
  }

  /// Everything as it lies in memory, with all indexes.
  private static var snapshot: ConversionTarget {
    ConversionTarget(ending: ".almanac", name: "almanac") { (catalog, _) throws(QueryError) in
      Converted(content: .snapshot(catalog), remarks: [catalog.size])
    }
  }

  /// Everything that schema.org has words for.
  private static var linkedData: ConversionTarget {
    ConversionTarget(ending: ".jsonld", name: "jsonld") { (catalog, context) throws(QueryError) in
      let text = schemaOrgText(catalog.store, languages: context.languages)
      return Converted(
        content: .bytes(Array(text.utf8)),
        remarks: remarks(on: catalog, keeping: Set(Noun.allCases).subtracting([.figure, .claim])))
    }
  }

  /// The records of one noun, with all their fields.
  private static func rows(_ format: Format, of noun: Noun) -> ConversionTarget {
    ConversionTarget(
      ending: format.ending ?? "", name: format.rawValue
    ) { (catalog, context) throws(QueryError) in
      let answer = try catalog.answer(noun.plural, context: context)
      let text = render(
        format.holdsThings ? answer.withAllFields : answer.withWrittenFields(of: noun),
        format: format, width: nil, style: .plain,
        options: RenderOptions(omitsMissing: true, zones: .system))
      return Converted(
        content: .bytes(Array(text.utf8)),
        remarks: format.losses(answer) + remarks(on: catalog, keeping: [noun]))
    }
  }

  /// What is left out: `left out: 20 organizations, 21 places; .jsonl keeps everything`.
  private static func remarks(on catalog: Catalog, keeping nouns: Set<Noun>) -> [String] {
    let left = Noun.allCases.compactMap { noun -> String? in
      let count = catalog.store[noun].rowCount
      guard count > 0, !nouns.contains(noun) else { return nil }
      return "\(separated(count)) \(count == 1 ? noun.word : noun.plural)"
    }
    if left.isEmpty { return [] }
    return ["left out: \(left.joined(separator: ", ")); .jsonl keeps everything"]
  }
}

extension Answer {
  /// The rows with the fields that somebody writes: what follows from others would come back as
  /// keys of its own.
  fileprivate func withWrittenFields(of noun: Noun) -> Answer {
    let all = withAllFields
    let columns = all.columns.indices.filter { index in
      guard let field = Schema.field(all.columns[index].name, of: noun) else { return true }
      switch field.origin {
      case .stored: return field.name != "link"
      case .identifier, .displayName, .acronym, .period: return true
      default: return false
      }
    }
    let rows = (0..<all.rowCount).map { row in
      columns.map { column in
        written(all.value(row: row, column: column), row, all.columns[column].name)
      }
    }
    let stated = columns.indices.filter { index in rows.contains { $0[index] != .missing } }
    return Answer(
      columns: stated.map { all.columns[columns[$0]] },
      rows: rows.map { row in stated.map { row[$0] } })
  }

  /// A place with those around it, where they end in a country: that is how an address is read.
  private func address(_ place: Value, _ known: [Record]) -> Value {
    guard case .entity(let entity, _) = place,
      let chain = known.first(where: { $0.entity == entity })?.chain("parent")
        .filter({ $0.firstText("kind") != "continent" }), chain.count > 1,
      chain.last?.firstText("kind") == "country",
      !chain.contains(where: { $0.name.contains(",") || $0.name.contains(";") })
    else { return place }
    return .text(chain.map(\.name).joined(separator: ", "))
  }

  /// A value without what nobody wrote: the file that the row was read from, a name made of its id.
  private func written(_ value: Value, _ row: Int, _ field: String) -> Value {
    switch (field, value) {
    // "none" would come back as a name.
    case (_, .none): return .missing
    case ("name", _) where record(row: row)?.names.isEmpty == true: return .missing
    case ("source", .list(let documents, let open)):
      let published = documents.filter { document in
        guard case .entity(let source, _) = document else { return true }
        return Record(source, in: store, languages: []).firstText("kind") != "file"
      }
      return published.isEmpty && open == nil ? .missing : .list(published, open: open)
    case ("place", .list(let places, let open)):
      let known = record(row: row)?.things("place") ?? []
      return .list(places.map { address($0, known) }, open: open)
    default: return value
    }
  }
}

/// `almanac convert`: data of any format that can be read, in a format that can be written.
struct Conversion {
  let target: ConversionTarget
  /// A path, or `-`.
  let output: String
  let mayReplace: Bool

  /// - Throws: ``ShellError/usage(_:)`` when neither the name of the file nor `--format` is that of
  ///   a format.
  init(
    to output: String, format: String?, mayReplace: Bool
  ) throws(ShellError) {
    self.output = output
    self.mayReplace = mayReplace
    let names = ConversionTarget.all.map(\.name).joined(separator: ", ")
    if let format {
      guard let target = ConversionTarget.all.first(where: { $0.name == format }) else {
        throw .usage("--format can't be \"\(shown(format))\"\n  it takes: \(names)")
      }
      self.target = target
      return
    }
    let plain = output.lowercased()
    let fitting = ConversionTarget.all.filter {
      plain.hasSuffix($0.ending) && plain.utf8.count > $0.ending.utf8.count
    }
    // The longest ending that fits: `.csl.json` is no `.json`.
    guard let target = fitting.max(by: { $0.ending.count < $1.ending.count }) else {
      let endings = ConversionTarget.all.map(\.ending).joined(separator: ", ")
      throw .usage(
        output == "-"
          ? "standard output has no name that says a format: --format jsonl\n  formats: \(names)"
          : "the name of a file says its format, and \(shown(output)) does not\n  endings: \(endings)"
      )
    }
    self.target = target
  }

  /// Refuses early what would be refused once everything was loaded.
  func checkOutput() throws(ShellError) {
    if output != "-", !mayReplace, Files.isThere(output) { throw isThere }
  }

  /// Writes the file whole or not at all, and tells on standard error what was done.
  func run(_ catalog: Catalog, context: QueryContext) throws(ShellError) {
    let damageCount = catalog.store.damageCount
    let converted: Converted
    do throws(QueryError) {
      converted = try target.convert(catalog, context)
    } catch {
      throw .badData(error.diagnostics.map(\.message).joined(separator: "; "))
    }
    // A snapshot that is read may be damaged: what it gave is nothing to write.
    if let damage = catalog.store.damage(since: damageCount) {
      throw .badData(shown(damage.message))
    }
    try write(converted)
    if let damage = catalog.store.damage(since: damageCount) {
      throw .badData(shown(damage.message))
    }
    if output != "-" {
      try Output.error.write("wrote \(catalog.summary) to \(shown(output))\n")
    }
    for remark in converted.remarks { try Output.error.write(remark + "\n") }
  }

  private func write(_ converted: Converted) throws(ShellError) {
    if output == "-" {
      return try Output.standard.write { converted.write(to: $0) }
    }
    do throws(ShellError) {
      try Files.write(to: output, mayReplace: mayReplace) { converted.write(to: $0) }
    } catch .alreadyThere {
      throw isThere
    }
  }

  private var isThere: ShellError {
    .told("\(shown(output)) is there already; --replace lets it be replaced", .cannotCreate)
  }
}
