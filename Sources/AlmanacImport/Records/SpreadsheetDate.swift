/// A date as spreadsheets and people write it, in a file of records.
///
/// `3 Nov 2025`, `Nov 3, 2025`, `Mon, 3 November 2025 9:00 AM`, `Nov 2025`, `3-5 Nov 2025`,
/// `2025/11/3`, `2025年11月3日`, `03.11.2025` and `11/03/2025`. Years of two digits are those of
/// spreadsheets: 00 to 29 are of this century.
enum SpreadsheetDate: Equatable {
  /// The same in EDTF.
  case plain(String)
  /// Day and month, or month and day.
  case open(OpenDate)

  /// nil for whatever is no such form, EDTF among it.
  init?(_ text: String) {
    // Numbers with spaces around their hyphens are a slip, not a date.
    guard text.utf8.count <= 64, !SpreadsheetDate.isTornApart(text),
      let tokens = Token.tokens(of: text)
    else { return nil }
    let (date, time) = Token.parted(tokens)
    guard let time = time.isEmpty ? "" : Token.time(time) else { return nil }
    if let open = OpenDate(date, time: time, text: text) {
      guard let day = open.certainDay else {
        self = .open(open)
        return
      }
      self = .plain(day)
    } else if let day = SpreadsheetDate.certain(date) {
      guard time.isEmpty || day.utf8.count == 10 else { return nil }
      self = .plain(day + time)
    } else {
      return nil
    }
  }

  private static func isTornApart(_ text: String) -> Bool {
    if text.first == " " || text.last == " " { return true }
    return (text.contains("- ") || text.contains(" -")) && !text.contains(where: \.isLetter)
  }

  /// A time of the day alone, `9:00 AM` or `14:30:00`, as EDTF has it behind a day: `T09:00`.
  static func time(_ text: String) -> String? {
    Token.tokens(of: text).flatMap { Token.time($0[...]) }
  }
}

/// Which of the two numbers before the year is the day.
enum DateOrder {
  case dayFirst
  case monthFirst
}

/// `11/03/2025`: 11 March or 3 November.
struct OpenDate: Equatable {
  var first: Int
  var second: Int
  var year: Int
  /// `T09:00`, or nothing.
  var time: String
  /// As it is written.
  var text: String

  /// The order that the numbers themselves show, or nil.
  var shownOrder: DateOrder? {
    if first > 12, second <= 12 { return .dayFirst }
    return second > 12 && first <= 12 ? .monthFirst : nil
  }

  /// In EDTF.
  func day(_ order: DateOrder) -> String {
    order == .dayFirst
      ? isoDay(year, second, first) + time : isoDay(year, first, second) + time
  }

  /// In EDTF, where both readings are the same day.
  fileprivate var certainDay: String? { first == second ? day(.dayFirst) : nil }

  /// `11 March or 3 November`.
  var readings: String {
    "\(first) \(monthNames[second - 1]) or \(second) \(monthNames[first - 1])"
  }

  fileprivate init?(_ tokens: ArraySlice<Token>, time: String, text: String) {
    guard tokens.count == 5, tokens.second == .mark("/") || tokens.second == .mark("-"),
      case .number(let first, let width) = tokens.at(0), tokens.at(1) == tokens.at(3), width <= 2,
      case .number(let second, let secondWidth) = tokens.at(2), secondWidth <= 2,
      case .number(let year, let yearWidth) = tokens.at(4),
      yearWidth == 4 || yearWidth == 2 && tokens.second == .mark("/"),
      (1...31).contains(first), (1...31).contains(second), first <= 12 || second <= 12
    else { return nil }
    (self.first, self.second, self.time, self.text) = (first, second, time, text)
    self.year = fullYear(year, yearWidth)
  }
}

extension SpreadsheetDate {
  /// The forms in which day and month can't be taken for each other.
  private static func certain(_ tokens: ArraySlice<Token>) -> String? {
    let parts = Array(tokens)
    switch parts.count {
    case 2: return monthOfYear(parts)
    case 3: return day(parts)
    case 5:
      guard parts[1] == parts[3], case .number(let first, let width) = parts[0],
        case .number(let second, _) = parts[2], case .number(let third, let lastWidth) = parts[4]
      else { return range(parts) }
      if width == 4, lastWidth <= 2, parts[1] != .word("年") { return isoDay(first, second, third) }
      if parts[1] == .mark("."), width <= 2, lastWidth == 4 || lastWidth == 2 {
        return isoDay(fullYear(third, lastWidth), second, first)
      }
      // 3-Nov-2025 has a word in the middle and ends up among the ranges.
      return nil
    case 6:
      guard case .number(let year, 4) = parts[0], parts[1] == .word("年"),
        case .number(let month, _) = parts[2], parts[3] == .word("月"),
        case .number(let day, _) = parts[4], parts[5] == .word("日")
      else { return range(parts) }
      return isoDay(year, month, day)
    case 7: return range(parts)
    default: return nil
    }
  }

  private static func monthOfYear(_ parts: [Token]) -> String? {
    for (month, year) in [(parts[0], parts[1]), (parts[1], parts[0])] {
      if let month = month.month, case .number(let year, 4) = year {
        return String(isoDay(year, month, 1).prefix(7))
      }
    }
    return nil
  }

  /// `3 Nov 2025` and `Nov 3 2025`.
  private static func day(_ parts: [Token]) -> String? {
    guard case .number(let year, let width) = parts[2], width == 4 || width == 2 else { return nil }
    for (day, month) in [(parts[0], parts[1]), (parts[1], parts[0])] {
      if case .number(let day, 1...2) = day, let month = month.month {
        return isoDay(fullYear(year, width), month, day)
      }
    }
    return nil
  }

  /// `3-Nov-2025`, `3-5 Nov 2025`, `Nov 3-5 2025`, `30 Nov - 2 Dec 2025`, `Nov 30 - Dec 2 2025`.
  private static func range(_ parts: [Token]) -> String? {
    if parts.count == 5, parts[1] == .mark("-"), parts[3] == .mark("-") {
      return day([parts[0], parts[2], parts[4]])
    }
    guard let dash = parts.firstIndex(of: .mark("-")), let year = parts.last else { return nil }
    let (left, right) = (Array(parts[..<dash]), Array(parts[(dash + 1)..<(parts.count - 1)]))
    let month = (left + right).filter { $0.month != nil }
    guard let common = month.first, month.count <= 2 else { return nil }
    func side(_ tokens: [Token]) -> String? {
      tokens.count == 1
        ? day([tokens[0], common, year]) : tokens.count == 2 ? day(tokens + [year]) : nil
    }
    guard month.count == 2 || left.count + right.count == 3, let first = side(left),
      let last = side(right)
    else { return nil }
    return "\(first)/\(last)"
  }
}

// MARK: - Tokens

private enum Token: Equatable {
  case number(Int, width: Int)
  case word(String)
  case mark(Character)

  /// 1 for January, where it is the name of a month or begins one with three letters.
  var month: Int? {
    guard case .word(let word) = self, word.utf8.count >= 3 else { return nil }
    return monthNames.firstIndex { $0.lowercased().hasPrefix(word) }.map { $0 + 1 }
  }

  /// nil where something stands that no date has. Spaces, commas, weekdays and the `th` of `5th` are
  /// left out.
  static func tokens(of text: String) -> [Token]? {
    var tokens: [Token] = []
    var rest = text.lowercased()[...]
    while let first = rest.first {
      if first.isASCII, first.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), digits.count <= 4 else { return nil }
        tokens.append(.number(number, width: digits.count))
        rest = rest.dropFirst(digits.count)
        for suffix in ["st", "nd", "rd", "th"] where rest.hasPrefix(suffix) {
          let next = rest.dropFirst(2).first
          if next == nil || next?.isLetter == false { rest = rest.dropFirst(2) }
        }
      } else if "年月日".contains(first) {
        tokens.append(.word(String(first)))
        rest = rest.dropFirst()
      } else if first.isLetter {
        let word = String(rest.prefix { $0.isLetter })
        rest = rest.dropFirst(word.count)
        if word == "to" {
          tokens.append(.mark("-"))
        } else if !isWeekday(word), word != "of", word != "at", !(word == "t" && tokens.count > 2) {
          tokens.append(.word(word))
        }
      } else if first == "–" || first == "—" || "-/.:".contains(first) {
        tokens.append(.mark(first == "–" || first == "—" ? "-" : first))
        rest = rest.dropFirst()
      } else if first.isWhitespace || first == "," {
        rest = rest.dropFirst()
      } else {
        return nil
      }
    }
    // `Nov. 3`: a point behind a word only shortens it.
    var plain: [Token] = []
    for token in tokens {
      if token == .mark("."), case .word? = plain.last { continue }
      plain.append(token)
    }
    return plain
  }

  /// The date, and the time that stands behind it.
  static func parted(
    _ tokens: [Token]
  ) -> (date: ArraySlice<Token>, time: ArraySlice<Token>) {
    guard let colon = tokens.firstIndex(of: .mark(":")), colon > 0 else { return (tokens[...], []) }
    return (tokens[..<(colon - 1)], tokens[(colon - 1)...])
  }

  /// `9:00`, `09:00:30`, `9:00 am`.
  static func time(_ tokens: ArraySlice<Token>) -> String? {
    var rest = tokens
    var half: String?
    if case .word(let word)? = rest.last {
      guard word == "am" || word == "pm" else { return nil }
      half = word
      rest = rest.dropLast()
    }
    if rest.count == 1, half != nil, case .number(let hour, 1...2) = rest.at(0), 1...12 ~= hour {
      // `9 am`
      return "T\(twoDigits(hour % 12 + (half == "pm" ? 12 : 0))):00"
    }
    guard rest.count == 3 || rest.count == 5, case .number(var hour, 1...2) = rest.at(0),
      rest.second == .mark(":"), case .number(let minute, 2) = rest.at(2), minute < 60
    else { return nil }
    if rest.count == 5 {
      guard rest.at(3) == .mark(":"), case .number(0...60, 2) = rest.at(4) else { return nil }
    }
    if let half {
      guard 1...12 ~= hour else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
    }
    return hour < 24 ? "T\(twoDigits(hour)):\(twoDigits(minute))" : nil
  }

  private static func isWeekday(_ word: String) -> Bool {
    word.utf8.count >= 3
      && ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .contains { $0.hasPrefix(word) }
  }
}

extension ArraySlice<Token> {
  fileprivate func at(_ index: Int) -> Token { self[startIndex + index] }

  fileprivate var second: Token? { count > 1 ? at(1) : nil }
}

private let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December",
]

/// Source: the year 2029 rule of spreadsheets.
private func fullYear(_ year: Int, _ width: Int) -> Int {
  width == 4 ? year : year < 30 ? 2000 + year : 1900 + year
}

private func isoDay(_ year: Int, _ month: Int, _ day: Int) -> String {
  let digits = String(year)
  let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
  return "\(zeros)\(digits)-\(twoDigits(month))-\(twoDigits(day))"
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
