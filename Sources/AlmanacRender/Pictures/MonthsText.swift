internal import AlmanacText
internal import AlmanacTime

/// A calendar in a terminal: the months of all years as a heat map, then the days of those in which
/// something is, side by side as far as there is room.
///
/// ```
///         01  02  03  04  05  06  07  08  09  10  11  12  year
/// 2023     ·   ·   ·   ·   ·   ·   ·   · ▒ 2   · █ 3   ·     5
///
/// 2023-11: 3
/// Mo Tu We Th Fr Sa Su
///        1  2  3  4  5
///  6█ 7▓ 8  9 10 11 12
/// ```
struct MonthsText {
  private let calendar: Calendar
  private let width: Int
  private let style: Style
  private let glyphs: Glyphs
  private let peaks: (month: Int, day: Int)

  init(_ calendar: Calendar, width: Int, style: Style) {
    self.calendar = calendar
    self.width = width
    self.style = style
    glyphs = Glyphs(style)
    peaks = calendar.peaks
  }

  var text: String {
    var text = ""
    if calendar.years.count > 1 || calendar.months.isEmpty { text += yearsText }
    if !calendar.months.isEmpty {
      if !text.isEmpty { text += "\n" }
      text += monthsText
    }
    return text + legendText(legend, width: width, style: style)
  }

  // MARK: - Months of years

  private var yearsText: String {
    let label = calendar.years.map { yearText($0.year).utf8.count }.max() ?? 4
    let digits = String(peaks.month).utf8.count
    let cell = digits + 3
    let total = max(5, String(calendar.years.map(\.count.certain).max() ?? 0).utf8.count) + 1
    let isWide = label + 12 * cell + total <= width
    var text = ""
    let names = (1...12).map {
      isWide ? ($0 < 10 ? "0" : "") + "\($0)" : String("JFMAMJJASOND".utf8Character(at: $0 - 1))
    }
    let head =
      repeated(" ", count: label + (isWide ? 0 : 1))
      + names.map { isWide ? $0.padded(to: cell, isRight: true) : $0 }.joined()
      + (isWide ? "year".padded(to: total, isRight: true) : "")
    text += style.paint(head, .faint) + "\n"
    var previous: Int?
    for year in calendar.years {
      if let previous, year.year > previous + 1 {
        text += style.paint(style.ellipsis, .faint) + "\n"
      }
      previous = year.year
      let cells = year.months.map { isWide ? wideCell($0, cell) : narrowCell($0) }.joined()
      let count = String(year.count.certain)
      let line = yearText(year.year).padded(to: label) + (isWide ? "" : " ") + cells
      text +=
        (isWide ? line + count.padded(to: total, isRight: true) : narrowLine(line, count)) + "\n"
    }
    return text
  }

  private func narrowLine(_ line: String, _ count: String) -> String {
    let room = width - 12 - 1 - 4
    return room > count.utf8.count ? line + " " + count : line
  }

  /// `▒ 2`: how dark it is and how many; `·` for none, `?` where only perhaps something is.
  private func wideCell(_ count: Calendar.Count, _ width: Int) -> String {
    if count.certain == 0 {
      let sign = count.possible > 0 ? "?" : glyphs.shades[0]
      return style.paint(sign.padded(to: width, isRight: true), .faint)
    }
    let text = shade(count, of: peaks.month) + " " + String(count.certain)
    return repeated(" ", count: width - displayWidth(text)) + style.paint(text, .accent)
  }

  private func narrowCell(_ count: Calendar.Count) -> String {
    if count.certain == 0 {
      return style.paint(count.possible > 0 ? "?" : glyphs.shades[0], .faint)
    }
    return style.paint(shade(count, of: peaks.month), .accent)
  }

  private func shade(_ count: Calendar.Count, of most: Int) -> String {
    glyphs.shades[Calendar.shade(count.certain, of: most)]
  }

  private func yearText(_ year: Int) -> String { DateRange(year: year)?.text ?? String(year) }

  // MARK: - Days of months

  private static let monthWidth = 21

  private var monthsText: String {
    let gap = 3
    let perLine = max(1, (width + gap) / (MonthsText.monthWidth + gap))
    var blocks: [String] = []
    var start = 0
    while start < calendar.months.count {
      let months = calendar.months[start..<min(start + perLine, calendar.months.count)]
      let columns = months.map { lines(of: $0) }
      var text = ""
      for line in 0..<(columns.map(\.count).max() ?? 0) {
        var whole = ""
        for (index, column) in columns.enumerated() {
          let (shown, cells) = line < column.count ? column[line] : ("", 0)
          whole += shown
          if index < columns.count - 1 {
            whole += repeated(" ", count: MonthsText.monthWidth + gap - cells)
          }
        }
        text += whole.trimmed + "\n"
      }
      blocks.append(text)
      start += perLine
    }
    return blocks.joined(separator: "\n")
  }

  /// The lines of a month, each with its cells: at 20 cells the room after Sunday falls away.
  private func lines(of month: Calendar.Month) -> [(text: String, cells: Int)] {
    let width = min(MonthsText.monthWidth, width)
    var head = "\(month.text): \(grouped(month.count.certain))"
    if month.count.possible > 0 { head += ", \(grouped(month.count.possible)) maybe" }
    head = head.fitted(to: width, style: style).trimmed
    let names = "Mo Tu We Th Fr Sa Su"
    var lines = [
      (style.paint(head, .strong), displayWidth(head)),
      (style.paint(names, .faint), names.utf8.count),
    ]
    var line = repeated(" ", count: 3 * (month.firstWeekday - 1))
    var cells = line.utf8.count
    for (index, count) in month.days.enumerated() {
      let number = String(index + 1)
      let sign =
        count.certain > 0 ? shade(count, of: peaks.day) : count.possible > 0 ? "?" : " "
      let text = number.padded(to: 2, isRight: true)
      let isLast = cells == 18
      // The sign of a Sunday needs a cell of its own.
      let shown =
        isLast && cells + 3 > width ? (count.certain > 0 ? sign + number : text) : text + sign
      let fits = isLast && cells + 3 > width ? String(shown.suffix(2)) : shown
      line +=
        count.certain > 0
        ? style.paint(fits, .accent) : count.possible > 0 ? style.paint(fits, .faint) : fits
      cells += displayWidth(fits)
      if isLast || index == month.days.count - 1 {
        let whole = line.trimmed
        lines.append((whole, cells - (line.utf8.count - whole.utf8.count)))
        line = ""
        cells = 0
      }
    }
    return lines
  }

  /// What the signs mean that are used.
  private var legend: [String] {
    let most = calendar.months.isEmpty ? peaks.month : max(peaks.day, peaks.month)
    guard most > 0 else { return [] }
    var parts = [glyphs.shades.dropFirst().joined() + " few to many, surely"]
    let counts = calendar.years.flatMap(\.months) + calendar.months.flatMap(\.days)
    if counts.contains(where: { $0.certain == 0 && $0.possible > 0 }) { parts.append("? perhaps") }
    return parts
  }
}

extension String {
  /// The letter at a place of an ASCII text.
  fileprivate func utf8Character(at place: Int) -> Character {
    Character(Unicode.Scalar(utf8[utf8.index(utf8.startIndex, offsetBy: place)]))
  }
}
