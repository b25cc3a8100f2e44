internal import AlmanacText
internal import CCountries

/// A country or a continent, with all that it is called.
public struct Country: Sendable {
  /// ISO 3166-1 alpha-2, `CN`; for a continent a number of UN M49.
  public let code: String
  /// ISO 3166-1 alpha-3, `CHN`; empty where there is none.
  public let alpha3: String
  /// The code of what it lies in; empty for a continent.
  public let above: String
  /// What it is called in each of the six languages of the United Nations, English first.
  public let names: [(language: String, text: String)]
  /// Other spellings, official names, names in its own languages.
  public let others: [String]

  /// It has countries in it.
  public var isContinent: Bool { code.first?.isNumber == true }

  /// All that it is called, codes left out.
  public var allNames: [String] { names.map(\.text) + others }
}

/// The countries and continents of the world, found by any of their names: a table that lies in the
/// program and is read when the first place is looked for.
///
/// Cost: 0.4 ms to read, then one look-up of a hashed name each.
public struct Countries: Sendable {
  /// The one table.
  public static let table = Countries()

  private var lines: [String] = []
  /// Beside the lines.
  private var codes: [String] = []
  private var keys = KeyTable()
  private var rowOfKey: [UInt32] = []
  private var rowOfCode: [String: UInt32] = [:]

  private init() {
    var count = 0
    let start = unsafe country_table(&count)
    let text = unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      if line.first != UInt8(ascii: "#") { note(String(Substring(line))) }
    }
  }

  private mutating func note(_ line: String) {
    let row = UInt32(truncatingIfNeeded: lines.count)
    lines.append(line)
    for (position, column) in line.utf8.split(
      separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false
    ).enumerated() where !column.isEmpty && position != 2 {
      if position < 2 {
        if position == 0 { codes.append(String(Substring(column))) }
        rowOfCode[String(Substring(column))] = row
        continue
      }
      for name in column.split(separator: UInt8(ascii: ";")) {
        var key: [UInt8] = []
        appendFoldedKey(of: Array(name).span, to: &key)
        if keys.insert(key.span).isNew { rowOfKey.append(row) }
      }
    }
  }

  /// The one of that name, or nil.
  ///
  /// - Parameter allowsCodes: `CN` and `CHN` too, which may well mean something else.
  public func country(named name: String, allowsCodes: Bool = false) -> Country? {
    row(named: name, allowsCodes: allowsCodes).map(country(at:))
  }

  /// The code of the one of that name, or nil: for who asks of every place that there is.
  func code(named name: String, allowsCodes: Bool = false) -> String? {
    row(named: name, allowsCodes: allowsCodes).map { codes[Int($0)] }
  }

  private func row(named name: String, allowsCodes: Bool) -> UInt32? {
    var key: [UInt8] = []
    var name = name
    name.withUTF8 { unsafe appendFoldedKey(of: Span(_unsafeElements: $0), to: &key) }
    if key.starts(with: "the ".utf8) { key.removeFirst(4) }
    if let code = keys.find(key.span) { return rowOfKey[Int(code)] }
    guard allowsCodes, (2...3).contains(name.utf8.count) else { return nil }
    return rowOfCode[name.uppercased()]
  }

  /// The one of that code, or nil.
  public func country(code: String) -> Country? { rowOfCode[code].map(country(at:)) }

  private func country(at row: UInt32) -> Country {
    let columns = lines[Int(row)].split(separator: "\t", omittingEmptySubsequences: false)
    let languages = ["en", "zh", "ru", "fr", "es", "ar"]
    return Country(
      code: String(columns[0]), alpha3: String(columns[1]), above: String(columns[2]),
      names: zip(languages, columns[3...]).map { ($0, String($1)) },
      others: columns[9].split(separator: ";").map(String.init))
  }
}
