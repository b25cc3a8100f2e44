import Almanac

/// The columns that events are shown with.
private let eventColumns = [
  Answer.Column(name: "name", isNumber: false), Answer.Column(name: "when", isNumber: false),
  Answer.Column(name: "place", isNumber: false), Answer.Column(name: "organizer", isNumber: false),
  Answer.Column(name: "attendance", isNumber: true),
]

/// The same columns in four scripts, with everything that can make a value less than certain.
let answersByScript: [(script: String, answer: Answer)] = [
  (
    "latin",
    Answer(
      shape: .records(.event), columns: eventColumns,
      rows: [
        [
          .text("World Conference on Science Literacy"), date("2018-09-17/2018-09-19"),
          .entity(Entity(.place, 3), name: "Beijing"), list(["CAST"]), number("1000"),
        ],
        [
          .text("International Month of Science"), date("2025-10"),
          list(["Beijing", "Shanghai", "Zhejiang"], open: [.init(unit: "province", count: 11)]),
          list(["CAST", "UNESCO"]), number("~60"),
        ],
        [
          .text("Open Day"), date("2021-12-03", isGuess: true), .missing,
          .doubtful(.text("Museum of Letters")), number(">80"),
        ],
        [
          .text("A"), .missing,
          list(
            ["France"], open: [.init(unit: "country", count: 3), .init(unit: "city", count: 1)]),
          .none, .number(Quantity(lower: 3_500_000, upper: 86_000_000)),
        ],
      ], truths: [.yes, .maybe, .yes, .yes])
  ),
  (
    "cjk",
    Answer(
      shape: .records(.event), columns: eventColumns,
      rows: [
        [
          .text("世界公众科学素质促进大会"), date("2018-09-17/2018-09-19"), list(["北京"]),
          list(["中国科协"]), number("1000"),
        ],
        [
          .text("“一带一路”青少年创客营与教师研讨活动"), date("2025-10"),
          list(["北京", "上海", "浙江"], open: [.init(unit: "province", count: 11)]),
          list(["中国科学技术协会", "聯合國教科文組織"]), number("~60"),
        ],
        [.text("サイエンスの日"), .missing, list(["서울"]), .missing, .missing],
      ])
  ),
  (
    "cyrillic",
    Answer(
      shape: .records(.event), columns: eventColumns,
      rows: [
        [
          .text("Всемирная конференция по научной грамотности"), date("2018-09-17/2018-09-19"),
          list(["Пекин"]), list(["Академия наук"]), number("1000"),
        ],
        [
          .text("Неделя книги"), date("2025-10"), list(["Санкт-Петербург", "Казань"], open: []),
          .missing, number("<~100"),
        ],
      ], truths: [.maybe, .maybe])
  ),
  (
    "accents",
    Answer(
      shape: .records(.event), columns: eventColumns,
      rows: [
        [
          .text("Fe\u{302}te de la litte\u{301}rature et des sciences"), date("2018-09-17"),
          list(["Que\u{301}bec", "Orléans"]), list(["Académie"]), number("7.4"),
        ],
        [
          .text("हिन्दी दिवस"), date("2025-10"), list(["Việt Nam"]), list(["L’Oréal"]),
          number("20..99"),
        ],
        [
          .text("👩‍🚀 Spațiu 🇷🇴"), date("2025"), list(["Iași\nRomânia"]), list(["a\u{1B}[31mb"]),
          number("12"),
        ],
      ])
  ),
]

/// Rows that a count made.
let countedAnswer = Answer(
  shape: .groups,
  columns: [.init(name: "theme", isNumber: false), .init(name: "count", isNumber: true)],
  rows: [
    [.text("science literacy"), number("12")], [.text("open cooperation"), number("7")],
    [.text("books"), .number(Quantity(lower: 2_000_000, upper: 5_000_000))],
    [.text("stars"), number("0")], [.notStated, number("3")], [.notNamed(11), number("1")],
  ])
