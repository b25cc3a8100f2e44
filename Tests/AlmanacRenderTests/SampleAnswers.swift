import Almanac
import Testing

/// Answers made by hand: each script with what is missing, none, vague, open and doubtful in it.
func sampleAnswers() throws -> [String: Answer] {
  let columns = [
    Answer.Column(name: "name", isNumber: false), Answer.Column(name: "when", isNumber: false),
    Answer.Column(name: "place", isNumber: false),
    Answer.Column(name: "organizer", isNumber: false),
    Answer.Column(name: "attendance", isNumber: true),
  ]
  return [
    "latin": Answer(
      shape: .records(.event), columns: columns,
      rows: try rows(
        names: [
          "World Conference on Science Literacy 2021",
          "The International Month 2025: Openness, Cooperation, Trust", "Forums on six themes",
          "National Science Popularization Day 2022",
        ],
        places: ["Beijing", "Shanghai", "Hainan"],
        organizers: ["China Association for Science and Technology", "WFEO"])),
    "cjk": Answer(
      shape: .records(.event), columns: columns,
      rows: try rows(
        names: [
          "2021世界公众科学素质促进大会", "中国科协2025“开放合作月”", "世界青年科学家峰会",
          "第十六届亚太物理学术会议、民间科技外交主场会议与科技引领未来发展",
        ],
        places: ["北京", "上海", "海南"], organizers: ["中国科学技术协会", "世界工程组织联合会"])),
    "cyrillic": Answer(
      shape: .records(.event), columns: columns,
      rows: try rows(
        names: [
          "Всемирная конференция по научной грамотности", "Международный месяц 2025",
          "Форумы по шести темам", "День популяризации науки",
        ],
        places: ["Пекин", "Шанхай", "Хайнань"],
        organizers: ["Китайская ассоциация по науке и технике", "ООН"])),
    "accents": Answer(
      shape: .records(.event), columns: columns,
      rows: try rows(
        names: [
          "Conférence mondiale sur la culture scientifique",
          "Confe\u{301}rence de l'Organisation, en lettres de\u{301}compose\u{301}es",
          "Fête de la science 👩‍🔬🇨🇳🇫🇷", "ＡＩ ❤️ 👍🏽 Tuần lễ khoa học và công nghệ",
        ],
        places: ["Pékin", "São Paulo", "Đà Nẵng"],
        organizers: ["Société des ingénieurs", "Übersee-Verein"])),
    "maybes": Answer(
      shape: .records(.event), columns: Array(columns.prefix(2)),
      rows: [
        [.text("World Young Scientists Summit"), try date("2025-10-17")],
        [.text("世界青年科学家峰会"), try date("2025-10")], [.text("Forums"), .missing],
      ], truths: [.yes, .maybe, .maybe]),
    "groups": Answer(
      columns: [
        Answer.Column(name: "place", isNumber: false), Answer.Column(name: "count", isNumber: true),
      ],
      rows: [
        [.entity(Entity(.place, 1), name: "Beijing"), number(12)],
        [.entity(Entity(.place, 2), name: "上海"), number(7)],
        [.entity(Entity(.place, 3), name: "Hainan"), try number("3..5")],
        [.entity(Entity(.place, 4), name: "Zhejiang"), number(0)],
        [.notStated, number(4)], [.notNamed(11), number(1)], [.notNamed(nil), number(2)],
      ]),
    "hostile": Answer(
      columns: [
        Answer.Column(name: "na\u{1B}[31mme", isNumber: false),
        Answer.Column(name: "a|b,c", isNumber: false), Answer.Column(name: "n", isNumber: true),
      ],
      rows: [
        [.text("\u{1B}]0;title\u{7}red\u{9B}31m"), .text("say \"hi\", then\r\nleave"), number(-1)],
        [.text("tab\there\\ \u{202E}back"), .text("lone\rreturn | *pipe* <b> [a](b)"), .missing],
        [.text(""), .text(" spaces "), try number("7.4")],
      ]),
    "numbers": Answer(
      columns: [
        Answer.Column(name: "value", isNumber: true), Answer.Column(name: "sure", isNumber: false),
      ],
      rows: [
        [number(60), .truth(.yes)], [try number("0.000001"), .truth(.no)],
        [try number("-7.4"), .truth(.maybe)], [try number("~60"), .truth(.yes)],
        [try number(">80"), .none], [try number("<5"), .missing],
        [.number(Quantity(lower: 74_000_000, upper: 86_000_000)), .list([], open: [])],
        [.number(Quantity(lower: 81_000_000, upper: Quantity.highest)), .list([], open: nil)],
        [.number(Quantity(lower: Quantity.lowest, upper: 5_000_000)), .notStated],
        [.number(Quantity(lower: 3_000_000, upper: 3_000_000, isGuess: true)), .text("x")],
        [.number(.unknown), .doubtful(.text("y"))],
        [try number("9223372036854.775806"), .doubtful(try number("1..2"))],
        [.number(Quantity(lower: Quantity.lowest + 1, upper: Quantity.lowest + 1)), .text("z")],
      ]),
    "empty": Answer(shape: .records(.event), columns: Array(columns.prefix(2)), rows: []),
    "nothing": Answer(columns: [], rows: []),
  ]
}

private func rows(names: [String], places: [String], organizers: [String]) throws -> [[Value]] {
  let places = places.enumerated().map { index, name in
    Value.entity(Entity(.place, UInt32(index)), name: name)
  }
  let organizers = organizers.enumerated().map { index, name in
    Value.entity(Entity(.organization, UInt32(index)), name: name)
  }
  let more = [
    ListColumn.More(unit: "province", count: 11), ListColumn.More(unit: "country", count: 1),
  ]
  return [
    [
      .text(names[0]), try date("2021-12-07/2021-12-09"), .list([places[0]], open: nil),
      .list([organizers[0]], open: nil), try number("~60"),
    ],
    [
      .text(names[1]), try date("2025-10"), .list(places, open: more),
      .list(organizers, open: []), try number(">80"),
    ],
    [.text(names[2]), .missing, .none, .list([], open: []), .missing],
    [
      .text(names[3]), try date("2022-09-15?"),
      .list([.doubtful(places[1]), places[2]], open: nil),
      .list([.doubtful(organizers[1])], open: [ListColumn.More(unit: "", count: 2)]),
      .doubtful(
        .number(
          Quantity(lower: 3_000_000_000_000, upper: 300_000_000_000_000, text: "3M..300M"))),
    ],
  ]
}

func date(_ text: String) throws -> Value { .date(try readDate(text)) }

func number(_ text: String) throws -> Value { .number(try #require(Quantity(text))) }

func number(_ value: Int) -> Value { .number(Quantity(exactly: value)) }

/// An answer as a line of words asks for it: `table 40 color ascii`, `csv`; no number is no terminal.
func rendered(_ answer: Answer, _ request: String) -> String {
  var format = Format.table
  var width: Int?
  var style = Style()
  var omitsMissing = false
  for word in request.split(separator: " ") {
    switch word {
    case "color": style.color = true
    case "ascii": style.isASCII = true
    case "barless": style.hasBars = false
    case "omitting": omitsMissing = true
    default:
      if let number = Int(word) {
        width = number
      } else if let named = Format(rawValue: String(word)) {
        format = named
      } else {
        Issue.record("no such request: \(word)")
      }
    }
  }
  return render(
    answer, format: format, width: width, style: style,
    options: RenderOptions(omitsMissing: omitsMissing))
}

/// The text as a golden file can hold it: what a terminal would obey in it is told from what is
/// shown to begin with (escape is ⎋, carriage return ⏎), the line end at its end taken off.
func pictured(_ text: String) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\u{1B}": shown.append("⎋")
    case "\r": shown.append("⏎")
    case "\n", "\t": shown.append(scalar)
    case _ where drivesTerminal(scalar):
      shown.append(contentsOf: "⟨\(String(scalar.value, radix: 16))⟩".unicodeScalars)
    default: shown.append(scalar)
    }
  }
  if shown.last == "\n" { shown.removeLast() }
  return String(shown)
}
