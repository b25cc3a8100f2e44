import Almanac
import Testing

@testable import AlmanacShell

private func environment(_ values: [String: String]) -> Environment {
  Environment { values[$0] }
}

@Suite("The surroundings")
struct EnvironmentTests {
  @Test(
    "a POSIX locale is a BCP 47 tag",
    arguments: [
      ("zh_CN.UTF-8", "zh-CN"), ("de_DE@euro", "de-DE"), ("fr", "fr"), ("C", nil),
      ("C.UTF-8", nil), ("POSIX", nil), ("", nil),
    ] as [(String, String?)])
  func locale(posix: String, tag: String?) {
    #expect(Environment.languageTag(posix: posix) == tag)
  }

  @Test("the option wins over the locale, and English is always the last resort")
  func languages() {
    let chinese = environment(["LC_MESSAGES": "zh_CN.UTF-8", "LANG": "de_DE"])
    #expect(chinese.languages(wanted: nil) == ["zh-CN", "en"])
    #expect(chinese.languages(wanted: "ru") == ["ru", "en"])
    #expect(environment(["LANG": "de_DE"]).languages(wanted: nil) == ["de-DE", "en"])
    #expect(environment(["LC_ALL": "C", "LANG": "de_DE"]).languages(wanted: nil) == ["en"])
    #expect(environment([:]).languages(wanted: nil) == ["en"])
  }

  @Test("the history lies under XDG_STATE_HOME, unless that is relative")
  func historyPath() {
    #expect(
      environment(["XDG_STATE_HOME": "/state", "HOME": "/home/x"]).historyPath
        == "/state/almanac/history")
    #expect(
      environment(["XDG_STATE_HOME": "state", "HOME": "/home/x"]).historyPath
        == "/home/x/.local/state/almanac/history")
    #expect(environment([:]).historyPath == nil)
  }

  @Test(
    "colour: the option, then NO_COLOR, then CLICOLOR_FORCE, then the stream",
    arguments: [
      (ColorChoice.auto, [:], true, true), (.auto, [:], false, false),
      (.auto, ["NO_COLOR": "1"], true, false), (.auto, ["NO_COLOR": ""], true, true),
      (.auto, ["CLICOLOR_FORCE": "1"], false, true), (.auto, ["CLICOLOR_FORCE": "0"], false, false),
      (.auto, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false, false),
      (.auto, ["TERM": "dumb"], true, false), (.always, ["NO_COLOR": "1"], false, true),
      (.never, ["CLICOLOR_FORCE": "1"], true, false),
    ] as [(ColorChoice, [String: String], Bool, Bool)])
  func color(choice: ColorChoice, values: [String: String], isTerminal: Bool, expected: Bool) {
    #expect(
      choice.isColored(isTerminal: isTerminal, environment: environment(values)) == expected)
  }

  @Test("the pager is less unless PAGER says otherwise or nothing")
  func pager() {
    #expect(environment([:]).pager == "less -FRX '-Psspace\\: on, q\\: back'")
    #expect(environment(["PAGER": "more"]).pager == "more")
    #expect(environment(["PAGER": ""]).pager == nil)
    #expect(environment(["PAGER": "cat"]).pager == nil)
  }

  @Test("a text fits when it leaves room for the prompt; wide and long lines count as they wrap")
  func fits() {
    let size = TerminalSize(columns: 10, rows: 4)
    #expect(Pager.fits("a\nb\nc\n", in: size))
    #expect(!Pager.fits("a\nb\nc\nd\n", in: size))
    #expect(!Pager.fits("0123456789012345678901234567890\n", in: size))
    #expect(Pager.fits("\u{1B}[1m0123456789\u{1B}[0m\nb\n", in: size))
    #expect(!Pager.fits("中国科协中国科协\n中国科协中国科协\n", in: size))
  }

  @Test("COLUMNS says how wide the terminal is, if it is a number")
  func columns() {
    #expect(TerminalSize.current(of: -1, environment: environment(["COLUMNS": "44"])).columns == 44)
    #expect(TerminalSize.current(of: -1, environment: environment(["COLUMNS": "x"])).columns == 80)
    #expect(TerminalSize.current(of: -1, environment: environment([:])).rows == 24)
  }

  @Test(
    "bytes that are no UTF-8 are told with their line and column",
    arguments: [
      ([0x61, 0x0A, 0x62, 0xFF], 2, 2), ([0xC3], 1, 1), ([0x61, 0xE4, 0xB8, 0x0A], 1, 2),
    ] as [([UInt8], Int, Int)])
  func invalidText(bytes: [UInt8], line: Int, column: Int) {
    #expect(throws: ShellError.invalidText(path: "f", line: line, column: column)) {
      try Files.text(bytes, name: "f")
    }
  }

  @Test("a byte order mark is no text")
  func byteOrderMark() throws {
    #expect(try Files.text([0xEF, 0xBB, 0xBF, 0x61], name: "f") == "a")
    #expect(try Files.text([], name: "f").isEmpty)
  }

  @Test(
    "a day of the command line is a day", arguments: ["2023-02-29", "2023-1-1", "20230101", ""])
  func notADay(text: String) {
    #expect(Day(iso: text) == nil)
    #expect(Day(iso: "2024-02-29") != nil)
  }

  @Test("what the user typed never reaches the terminal raw")
  func shownText() {
    #expect(shown("a\u{1B}[31mb") == "a\\u{1b}[31mb")
    #expect(shown("中国 é") == "中国 é")
  }

  @Test("seconds are written with six digits, in JSON with nine")
  func timing() {
    let timing = Reply.Timing(
      parseNanoseconds: 4_321, answerNanoseconds: 1_234_567_890, renderNanoseconds: 7)
    #expect(
      timing.text(after: [("load", 812_500)], asJSON: false)
        == "load 0.000813 s · parse 0.000004 s · answer 1.234568 s · render 0.000000 s\n")
    #expect(
      timing.text(of: Script.Place(file: "a\u{1B}.alm", line: 3), asJSON: false)
        == "a\\u{1b}.alm:3:1: parse 0.000004 s · answer 1.234568 s · render 0.000000 s\n")
    #expect(
      timing.text(of: Script.Place(file: "a.alm", line: 3), asJSON: true)
        == "{\"line\": 3, \"parse\": 0.000004321, \"answer\": 1.234567890, \"render\": 0.000000007}\n"
    )
  }
}
