import AlmanacImport
import AlmanacStore
import Testing

private func imported(_ text: String, _ name: String = "t.csv") throws -> (Store, ImportReport) {
  var importer = Importer()
  try importer.read(Array(text.utf8), name: name)
  return importer.finish()
}

/// The store of rows, which must be without fault.
private func loaded(_ text: String, _ name: String = "t.csv") throws -> Store {
  let (store, report) = try imported(text, name)
  #expect(report.faults.map(\.text) == [])
  return store
}

/// Rows, and the lines of JSON that say the same.
private let equals: [(rows: String, lines: String)] = [
  (
    "id,title,start,end,city,country,organizers,tags,participants\n"
      + "1,\"Open \"\"Day\"\"\",2025-11-03,2025-11-04,Lyon,France,Open Lyon; Paris,\"a, b\",~60\n",
    #"{"id":"1","title":"Open \"Day\"","start":"2025-11-03","end":"2025-11-04","city":"Lyon","#
      + #""country":"France","organizers":["Open Lyon","Paris"],"tags":"a, b","participants":"~60"}"#
  ),
  ("ID;Event Name;Start Date\n7;Ü;2025-11\n", #"{"id":"7","name":"Ü","when":"2025-11"}"#),
  ("uid\tSUBJECT\tBegin\n7\tÜ\t2025\n", #"{"id":"7","name":"Ü","when":"2025"}"#),
  (
    "id,name,parent\n1,A,\n2,B,1\n",
    "{\"id\":1,\"name\":\"A\"}\n{\"id\":2,\"name\":\"B\",\"part_of\":1}"
  ),
  ("noun,id,name\ntheme,x,X\n", #"{"noun":"theme","id":"x","name":"X"}"#),
  ("name,venue\n A , Hall 1 \n,\n", #"{"name":"A","venue":"Hall 1"}"#),
  ("name,start,level\nA,,3\n", #"{"name":"A","level":"3"}"#),
  ("name,attendance\nA,\"1,200\"\n", #"{"name":"A","attendance":1200}"#),
  ("name,lat,long\nA,45.7,4.8\n", #"{"name":"A","latitude":45.7,"longitude":4.8}"#),
  ("name,Contact Phone\nA,x\n", #"{"name":"A","Contact_Phone":"x"}"#),
  ("name,alias,tag\nA,B;C,x|y\n", #"{"name":"A","alias":["B","C"],"tag":["x","y"]}"#),
  ("name,start,\nA,2025,\n", #"{"name":"A","start":"2025"}"#),
  (
    "Subject,Start Date,Start Time,End Date,End Time\nA,11/03/2025,9:00 AM,11/13/2025,5:30 PM\n",
    #"{"name":"A","when":"2025-11-03T09:00/2025-11-13T17:30"}"#
  ),
]

@Test("rows and lines of JSON that say the same give equal stores", arguments: equals)
func rowsAndLines(rows: String, lines: String) throws {
  #expect(storeText(try loaded(rows)) == storeText(try loaded(lines, "t.jsonl")))
}

/// A date as spreadsheets write it, and in EDTF.
private let dates: [(String, String)] = [
  ("2025-11-03 09:00:00", "2025-11-03T09:00:00"), ("2025-11-03 00:00:00", "2025-11-03"),
  ("2025-11-03T09:00", "2025-11-03T09:00"), ("3 Nov 2025", "2025-11-03"),
  ("3-Nov-25", "2025-11-03"), ("3-Nov-2025", "2025-11-03"), ("Nov 3, 2025", "2025-11-03"),
  ("November 3rd, 2025", "2025-11-03"), ("Mon, 3 Nov. 2025 9:05 pm", "2025-11-03T21:05"),
  ("Sept 2025", "2025-09"), ("03.11.2025", "2025-11-03"), ("3.11.25 09:00", "2025-11-03T09:00"),
  ("2025/11/3", "2025-11-03"), ("2025年11月3日", "2025-11-03"), ("13/11/2025", "2025-11-13"),
  ("11/13/2025 12:00 AM", "2025-11-13T00:00"), ("05/05/2025", "2025-05-05"),
  ("3-5 Nov 2025", "2025-11-03/2025-11-05"), ("Nov 3–5, 2025", "2025-11-03/2025-11-05"),
  ("30 Nov - 2 Dec 2025", "2025-11-30/2025-12-02"),
  ("Nov 30 to Dec 2, 2025", "2025-11-30/2025-12-02"),
  ("2021/2023", "2021/2023"), ("2025-11~", "2025-11~"), ("201X", "201X"),
  ("2025-1-5", "2025-01-05"),
]

@Test("dates are read as spreadsheets and people write them", arguments: dates)
func spreadsheetDate(written: String, edtf: String) throws {
  let store = try loaded("name,start\nA,\"\(written)\"\n")
  #expect(storeText(store) == storeText(try loaded("name,start\nA,\(edtf)\n")))
}

@Test("one date with a day above 12 settles a column, whichever row has it")
func settledColumn() throws {
  for (rows, first, second) in [
    ("11/03/2025\nB,25/12/2025", "2025-03-11", "2025-12-25"),
    ("12/25/2025\nB,11/03/2025", "2025-12-25", "2025-11-03"),
  ] {
    let store = try loaded("name,start\nA,\(rows)\n")
    let plain = "name,start\nA,\(first)\nB,\(second)\n"
    #expect(storeText(store) == storeText(try loaded(plain)))
  }
  let (_, report) = try imported("name,from,to\nA,11/03/2025,12/03/2025\nB,25/12/2025,\n")
  #expect(
    report.notices.map(\.text).sorted() == [
      "t.csv:3:3: `from`: the day comes first, as in \"25/12/2025\"",
      "t.csv:3:3: `to`: the day comes first, as in \"25/12/2025\" of `from`",
    ])
}

/// A file, and what is told of it.
private let faults: [(rows: String, faults: [String])] = [
  (
    "name,start\nA,11/03/2025\n",
    [
      "t.csv:2:3: \"11/03/2025\" is 11 March or 3 November, and no date of `start` has a day above "
        + "12 to tell; write 2025-03-11 or 2025-11-03"
    ]
  ),
  (
    "name,start\nA,11/03/2025\nB,25/12/2025\nC,12/25/2025\n",
    [
      "t.csv:2:3: \"11/03/2025\" is 11 March or 3 November: the day comes first in \"25/12/2025\" "
        + "and the month in \"12/25/2025\"; write 2025-03-11 or 2025-11-03"
    ]
  ),
  (
    "name,start\nA,2025-11-31\n",
    ["t.csv:2:11: \"2025-11-31\" is no date: November has 30 days"]
  ),
  (
    "name,city\nA\nB,C,\nD,E,F\n",
    [
      "t.csv:2:1: a row has 2 cells, as the header has; this one has 1",
      "t.csv:4:1: a row has 2 cells, as the header has; this one has 3; a cell with a comma in it "
        + "stands in quotation marks",
    ]
  ),
  (
    "A,2025-11-03\nB,2025-11-04\n",
    ["t.csv:1:3: the first row names the columns (name, start, city …); \"2025-11-03\" is a value"]
  ),
  ("id,name,parent\n1,A,9\n", ["t.csv:2:5: no event has the id \"9\""]),
  (
    "name,start\nA,45538\n",
    [
      "t.csv:2:3: \"45538\" is no date; as a spreadsheet counts days it is 2024-09-03: format the "
        + "column as a date and save again"
    ]
  ),
]

@Test("what is wrong with a row is told with its line, and the rest is read", arguments: faults)
func rowFaults(rows: String, faults: [String]) throws {
  #expect(try imported(rows).1.faults.map(\.text) == faults)
}

@Test("files that are no UTF-8 are refused with what to do")
func otherEncodings() throws {
  var importer = Importer()
  #expect(throws: ImportError(file: "t.csv", message: "text in UTF-32; save it as UTF-8")) {
    var importer = Importer()
    try importer.read([0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00], name: "t.csv")
  }
  try importer.read(Array("name,city\nA,".utf8) + [0xE9, 0x0A], name: "u.csv")
  #expect(
    importer.finish().report.faults.map(\.text) == [
      "u.csv:2:3: this is no UTF-8; save the file as UTF-8 (spreadsheets say \"CSV UTF-8\")"
    ])
}

@Test("a file with the names of fields in its first row needs no telling name")
func toldByHeader() {
  for (text, isRows) in [
    ("id,name\n1,A\n", true), ("Title;Start\nA;2025\n", true), ("name\nA\n", false),
    ("Dear name, hello\n", false), ("a,b\n1,2\n", false),
  ] {
    #expect((ImportFormat(name: "x.dat", bytes: Array(text.utf8)) == .csv) == isRows, "\(text)")
  }
}

@Test(
  "no rows, only a header, only blanks: nothing and no fault", arguments: ["", "a,b", "\n\r\n"])
func emptyFile(text: String) throws {
  #expect(try loaded(text)[.event].rowCount == 0)
}
