/// A component of a calendar: an event, a zone, the calendar itself.
struct CalendarComponent {
  /// In capitals: `VEVENT`.
  var name: String
  /// Where it begins in the file, and where it ends.
  var range: Range<Int>
  /// Its own lines, without those of the components within it.
  var lines: [ContentLine] = []
  /// The components within it.
  var children: [CalendarComponent] = []

  /// The first line of that name, or nil.
  func line(_ name: String) -> ContentLine? { lines.first { $0.name == name } }
}

/// What a calendar file holds, and what is wrong with it.
struct CalendarFile {
  /// The outermost components: calendars, and events that stand in none.
  var components: [CalendarComponent] = []
  /// What is wrong, and how many components were left out for it.
  var faults: [ReadingFault] = []
  var brokenCount = 0
  /// How many lines within components were no content lines.
  private var open: [CalendarComponent] = []

  /// Reads a whole file.
  init(_ bytes: [UInt8]) {
    var lines = ContentLines(bytes)
    while let next = lines.next() {
      let offset = lines.start
      guard let unfolded = next else {
        fault(offset, "a line has 1 MiB at most; this one is longer and is left out")
        continue
      }
      guard let line = ContentLine(unfolded: unfolded, offset: offset) else {
        fault(offset, "a line of a calendar is NAME:value; this one is left out")
        continue
      }
      switch line.name {
      case "BEGIN": begin(line)
      case "END": end(line, at: lines.end)
      default:
        if open.isEmpty {
          fault(offset, "`\(line.name)` stands in no component; it belongs behind BEGIN:VEVENT")
        } else {
          open[open.count - 1].lines.append(line)
        }
      }
    }
    while let component = open.popLast() { dropUnfinished(component) }
  }

  private mutating func fault(_ offset: Int, _ message: String) {
    faults.append(ReadingFault(at: offset, message))
  }

  private mutating func begin(_ line: ContentLine) {
    let name = trimmed(line.value).uppercased()
    guard open.count < depthLimit else {
      return fault(line.offset, "components go \(depthLimit) levels deep at most")
    }
    open.append(CalendarComponent(name: name, range: line.offset..<line.offset))
  }

  private mutating func end(_ line: ContentLine, at end: Int) {
    let name = trimmed(line.value).uppercased()
    guard let place = open.lastIndex(where: { $0.name == name }) else {
      return fault(line.offset, "END:\(name) ends nothing; there is no BEGIN:\(name) before it")
    }
    // What was begun within it and never ended is broken.
    while open.count - 1 > place { dropUnfinished(open.removeLast()) }
    var component = open.removeLast()
    component.range = component.range.lowerBound..<end
    keep(component)
  }

  private mutating func keep(_ component: CalendarComponent) {
    if open.isEmpty {
      components.append(component)
    } else {
      open[open.count - 1].children.append(component)
    }
  }

  /// An unfinished event is broken; of an unfinished calendar the events within it are whole.
  private mutating func dropUnfinished(_ component: CalendarComponent) {
    fault(
      component.range.lowerBound,
      "BEGIN:\(component.name) has no END:\(component.name)"
        + (component.name == "VCALENDAR" ? "; what is whole in it is read" : "; it is left out"))
    if component.name == "VCALENDAR" {
      components.append(component)
    } else {
      brokenCount += 1
      for child in component.children where child.name == "VEVENT" { keep(child) }
    }
  }
}

private func trimmed(_ text: String) -> Substring {
  var text = text[...]
  while text.last == " " || text.last == "\t" { text.removeLast() }
  return text
}

/// Components within each other; a calendar has three.
private let depthLimit = 16
