import Almanac
import Foundation
import Testing

@Suite("Machine formats, read back")
struct MachineFormatTests {
  @Test("Foundation reads the JSON, and every text comes back as it was", arguments: 0..<96)
  func json(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let answer = random.answer()
    let json = render(answer, format: .json, width: nil, style: .plain)
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(parsed.count == answer.rowCount)
    let lines = render(answer, format: .jsonl, width: nil, style: .plain).split(separator: "\n")
    #expect(lines.count == answer.rowCount)
    for (row, object) in parsed.enumerated() {
      let line = try JSONSerialization.jsonObject(with: Data(lines[row].utf8)) as? NSDictionary
      #expect(line == object as NSDictionary)
      for (index, column) in answer.columns.enumerated() {
        let value = answer.value(row: row, column: index)
        switch value {
        case .text(let text):
          #expect((object[column.name] as? String)?.utf8.elementsEqual(text.utf8) == true)
        case .number(let quantity) where quantity.isExact:
          #expect(object[column.name] as? Double == Double(quantity.lower) / 1e6)
        case .missing: #expect(object[column.name] is NSNull)
        case .none: #expect((object[column.name] as? [Any])?.isEmpty == true)
        case .list(let members, let open):
          let array = try #require(object[column.name] as? [Any])
          #expect(array.count == members.count + (open == nil ? 0 : 1))
        default: #expect(object[column.name] as? String == text(of: value))
        }
      }
    }
  }

  @Test("keys stand in the order of the columns, and those without a value can be left out")
  func keys() {
    let answer = Answer(
      columns: ["z", "a", "m"].map { .init(name: $0, isNumber: false) },
      rows: [[.text("1"), .missing, .none]])
    #expect(
      render(answer, format: .jsonl, width: nil, style: .plain)
        == #"{"z": "1", "a": null, "m": []}"#
        + "\n")
    #expect(
      render(answer, format: .jsonl, width: nil, style: .plain, omitsMissing: true)
        == #"{"z": "1", "m": []}"# + "\n")
  }

  @Test("a CSV reader gives every field back", arguments: 0..<96)
  func csv(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let answer = random.answer()
    let csv = render(answer, format: .csv, width: nil, style: .plain)
    #expect(read(csv: csv) == fields(of: answer))
  }

  @Test("Python's csv module gives every field back", .enabled(if: python != nil))
  func pythonCSV() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<8 {
      let answer = random.answer()
      let csv = render(answer, format: .csv, width: nil, style: .plain)
      let json = try runPython(
        "import csv,io,json,sys; t=sys.stdin.buffer.read().decode();"
          + "print(json.dumps(list(csv.reader(io.StringIO(t,newline=''),strict=True))))",
        input: csv)
      let rows = try JSONSerialization.jsonObject(with: json) as? [[String]]
      #expect(rows?.map { $0.map { Array($0.utf8) } } == fields(of: answer))
    }
  }

  @Test("quotes stand only where they must")
  func quotes() {
    let answer = Answer(
      columns: [.init(name: "a b", isNumber: false)],
      rows: [" x ", "a,b", "say \"so\"", "two\nlines", "two\rlines", "a;b", "", "'"].map {
        [.text($0)]
      })
    #expect(
      render(answer, format: .csv, width: nil, style: .plain)
        == "a b\r\n x \r\n\"a,b\"\r\n\"say \"\"so\"\"\"\r\n\"two\nlines\"\r\n\"two\rlines\"\r\na;b\r\n\"\"\r\n'\r\n"
    )
  }

  @Test("a tab-separated line has as many fields as columns, and they come back", arguments: 0..<64)
  func tsv(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let answer = random.answer()
    let lines = Array(render(answer, format: .tsv, width: nil, style: .plain).utf8)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    let rows = lines.map { line in
      line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(unescaped)
    }
    let expected = fields(of: answer)
    // One empty field alone is written as "" in every delimited form.
    #expect(rows.count == expected.count)
    for (row, fields) in zip(rows, expected) where fields != [[]] { #expect(row == fields) }
  }

  @Test("a Markdown table is one line a row, with as many bars as columns", arguments: 0..<64)
  func markdown(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let answer = random.answer()
    let lines = render(answer, format: .md, width: nil, style: .plain).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == answer.rowCount + 3)
    for line in lines.dropLast() {
      var bars = 0
      var isEscaped = false
      for byte in line.utf8 {
        if byte == UInt8(ascii: "|"), !isEscaped { bars += 1 }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      }
      #expect(bars == answer.columns.count + 1, "\(line)")
    }
  }

  @Test("an answer without rows keeps its header where a reader needs one")
  func empty() {
    let answer = Answer(columns: [.init(name: "name", isNumber: false)], rows: [])
    let texts = Format.allCases.map {
      render(answer, format: $0, width: nil, style: .plain)
    }
    #expect(texts == ["", "", "[]\n", "", "name\r\n", "name\n", "| name |\n| ---- |\n"])
  }

  /// Header and rows as they should be read back, in bytes: Swift takes canonical equals for same.
  private func fields(of answer: Answer) -> [[[UInt8]]] {
    let header = answer.columns.map { Array($0.name.utf8) }
    return [header]
      + (0..<answer.rowCount).map { row in
        answer.columns.indices.map { column in
          switch answer.value(row: row, column: column) {
          case .missing: []
          case .list(let members, let open) where !members.isEmpty || open != nil:
            Array((members.map { joined($0) } + more(open)).joined(separator: "; ").utf8)
          case .doubtful(let value): Array((doubted(joined(value))).utf8)
          case let value: Array(joined(value).utf8)
          }
        }
      }
  }

  private func joined(_ value: Value) -> String {
    switch value {
    case .list(let members, let open) where !members.isEmpty || open != nil:
      (members.map { joined($0) } + more(open)).joined(separator: "; ")
    case .doubtful(let value): doubted(joined(value))
    default: text(of: value)
    }
  }

  private func doubted(_ text: String) -> String { text.hasSuffix("?") ? text : text + "?" }

  private func more(_ open: [ListColumn.More]?) -> [String] {
    guard let open else { return [] }
    return [open.isEmpty ? "+more" : "+\(Int.max) more"]
  }
}

/// A reader of RFC 4180 in bytes.
private func read(csv: String) -> [[[UInt8]]] {
  var rows: [[[UInt8]]] = []
  var row: [[UInt8]] = []
  var field: [UInt8] = []
  var isQuoted = false
  var bytes = Array(csv.utf8)[...]
  while let byte = bytes.popFirst() {
    switch byte {
    case UInt8(ascii: "\"") where !isQuoted: isQuoted = true
    case UInt8(ascii: "\""):
      if bytes.first == byte {
        field.append(byte)
        bytes.removeFirst()
      } else {
        isQuoted = false
      }
    case UInt8(ascii: ",") where !isQuoted:
      row.append(field)
      field = []
    case 0x0D where !isQuoted && bytes.first == 0x0A:
      bytes.removeFirst()
      rows.append(row + [field])
      row = []
      field = []
    default: field.append(byte)
    }
  }
  return rows
}

private func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
  var plain: [UInt8] = []
  var rest = field
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
      plain.append(byte)
      continue
    }
    switch next {
    case UInt8(ascii: "t"): plain.append(0x09)
    case UInt8(ascii: "n"): plain.append(0x0A)
    case UInt8(ascii: "r"): plain.append(0x0D)
    default: plain.append(next)
    }
  }
  return plain
}

/// Where Python is, if it is.
private let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

private func runPython(_ program: String, input: String) throws -> Data {
  let process = Process()
  process.executableURL = URL(filePath: try #require(python))
  process.arguments = ["-c", program]
  let (sent, received) = (Pipe(), Pipe())
  process.standardInput = sent
  process.standardOutput = received
  try process.run()
  try sent.fileHandleForWriting.write(contentsOf: Data(input.utf8))
  try sent.fileHandleForWriting.close()
  let output = try received.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return output
}
