import Almanac
import Testing

/// An event of ``pictureCatalog()``: its id, names by language, date, what it is part of, attendance.
private struct Sample {
  var id: String
  var names: [(language: String, text: String)]
  var when: String?
  var partOf: String?
  var attendance: String?
}

private let samples = [
  Sample(
    id: "day",
    names: [
      ("en", "National Science Popularization Day"), ("zh", "全国科普日"),
      ("ru", "Национальный день популяризации науки"), ("fr", "Journée nationale de la science"),
    ], when: "2004/.."),
  Sample(
    id: "day-2023",
    names: [
      ("en", "National Science Popularization Day 2023"), ("zh", "2023年全国科普日"),
      ("ru", "День популяризации науки 2023 года"), ("fr", "Journée nationale de la science 2023"),
    ], when: "2023-09", partOf: "day", attendance: ">80"),
  Sample(
    id: "main",
    names: [
      ("en", "Main event"), ("zh", "主场活动"), ("ru", "Главное мероприятие"),
      ("fr", "Fête e\u{301}galite\u{301}"),
    ], when: "2023-09-16/2023-09-24", partOf: "day-2023", attendance: "60"),
  Sample(
    id: "press",
    names: [
      ("en", "Press conference"), ("zh", "新闻发布会"), ("ru", "Пресс-конференция"),
      ("fr", "Conférence de presse"),
    ], when: "2023-09-07T09:30", partOf: "day-2023", attendance: "~40"),
  Sample(
    id: "guess",
    names: [
      ("en", "A forum that somebody guesses"), ("zh", "论坛"), ("ru", "Форум"), ("fr", "Forum 👩‍🔬"),
    ], when: "2023-10-01?", attendance: "0"),
  Sample(
    id: "open",
    names: [
      ("en", "An exhibition whose end nobody knows"), ("zh", "展览"), ("ru", "Выставка"),
      ("fr", "Exposition"),
    ], when: "2023-11-06/", attendance: "20..99"),
  Sample(
    id: "vague",
    names: [
      ("en", "A congress from early November on"), ("zh", "大会"), ("ru", "Конгресс"),
      ("fr", "Congrès"),
    ], when: "2023-11/2023-11-30", attendance: "<5"),
  Sample(
    id: "undated",
    names: [
      ("en", "Undated <b>&amp;</b>"), ("zh", "无日期"), ("ru", "Без даты"), ("fr", "Sans date"),
    ]),
]

/// Events of all kinds of dates in four scripts, one below the other.
func pictureCatalog() throws -> Catalog {
  var builder = StoreBuilder()
  for sample in samples {
    let event = try builder.add(.event, id: sample.id)
    for name in sample.names { builder.addName(name.text, language: name.language, to: event) }
    if let when = sample.when { builder.setWhen(try readDate(when), of: event) }
    if let above = sample.partOf {
      builder.addReference("part_of", to: .id(above), noun: .event, of: event)
    }
    builder.addCode("kind", sample.partOf == nil ? "forum" : "session", of: event)
    if let attendance = sample.attendance {
      _ = try builder.addFigure(
        id: "\(sample.id)-attendance", subject: .id(sample.id), measure: "attendance",
        value: try #require(Quantity(attendance)))
    }
  }
  let (store, faults) = builder.finish()
  #expect(faults.isEmpty)
  return Catalog(store: store)
}

/// What a statement is answered over ``pictureCatalog()``, and the view that it says.
func pictureAnswer(
  _ statement: String, language: String = "en"
) throws -> (answer: Answer, view: View) {
  let context = QueryContext(today: today, languages: [language])
  let parsed = parseStatement(statement)
  let outcome = try pictureCatalog().run(parsed, text: statement, context: context)
  guard case .rows(let answer, _, let view, _) = outcome else { throw NoRows() }
  return (answer, try #require(view))
}

private struct NoRows: Error {}

/// Within the line of the samples.
let today = Day(year: 2023, month: 10, day: 20) ?? Day(number: 0)
