import Foundation
import Testing

@testable import LineEditor

@Test("a pasted text keeps its lines and loses what a terminal would obey")
func pastedText() {
  let pasted = Array("a\r\nb\rc\nd\te\u{1B}\u{3}\u{85}é\u{7F}".utf8)
  #expect(PastedText.clean(pasted[...]) == "a\nb\nc\nd  eé")
}

@Test("Up and Down inside of a text keep the distance from the line's start")
func verticalMotion() {
  let line = Line(text: "中国科协\nab\nlast", cursor: 9)
  let down = line.vertical(up: false)
  #expect(down == 15)
  #expect(Line(text: line.text, cursor: 19).vertical(up: true) == 15)
  #expect(Line(text: line.text, cursor: 14).vertical(up: true) == 3)
  #expect(line.vertical(up: true) == nil)
  #expect(Line(text: line.text, cursor: 18).vertical(up: false) == nil)
}

@Test("clusters begin and end where a reader would say")
func clusters() {
  let clusters = Clusters("ae\u{301}👩‍👩‍👧z", measure: testWidth)
  #expect(clusters.boundary(atOrAfter: 1) == 1)
  #expect(clusters.boundary(atOrAfter: 2) == 4)
  #expect(clusters.start(before: 4) == 1)
  #expect(clusters.boundary(atOrAfter: 5) == clusters.bytes.count - 1)
  #expect(clusters.start(before: clusters.bytes.count - 1) == 4)
  #expect(clusters.boundary(atOrAfter: 99) == clusters.bytes.count)
}

@Test("lines of a pipe: any length, the last without its end, repaired where they are no UTF-8")
func plainLines() throws {
  let pipe = Pipe()
  let long = String(repeating: "中", count: 100_000)
  let bytes = Data("one\r\n\n\(long)\n".utf8) + Data([0x61, 0xFF, 0x62])
  Thread.detachNewThread {
    pipe.fileHandleForWriting.write(bytes)
    try? pipe.fileHandleForWriting.close()
  }
  var reader = PlainReader(fileDescriptor: pipe.fileHandleForReading.fileDescriptor)
  var lines: [PlainReader.Line] = []
  while let line = reader.readLine() { lines.append(line) }
  #expect(lines.map(\.text) == ["one", "", long, "a\u{FFFD}b"])
  #expect(lines.map(\.isRepaired) == [false, false, false, true])
  #expect(lines.map(\.number) == [1, 2, 3, 4])
}
