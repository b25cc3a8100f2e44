import Almanac

let catalog = Catalog.builtIn().catalog
let today = try readDate("2026-11-21").starts.earliest
let context = QueryContext(today: today, languages: ["en"])

let answer = try catalog.answer("events by CAST show name, when", context: context)
print(answer.rowCount, "rows,", answer.footer.maybeCount, "maybe")

for row in 0..<answer.rowCount {
  guard case .date(let date) = answer.value(row: row, column: 1) else { continue }
  let isExact = date.starts.isExact && date.ends.isExact
  print(date.text, isExact ? "exactly" : "from \(date.starts.earliest.text) or later")
}

let events = try catalog.answer("events in Chongqing", context: context)
for row in 0..<events.rowCount {
  guard let event = events.entity(row: row) else { continue }
  print(catalog.store[.event].ids[event.row])
}

print(render(answer, format: .table, width: 60, style: .plain), terminator: "")
print(render(answer, format: .csv, width: nil, style: .plain), terminator: "")

let years = try catalog.answer("events count by year(starts)", context: context)
let bars = try Picture(years, as: .bars, today: context.today)
print(renderSVG(bars).prefix(4))

do throws(QueryError) {
  _ = try catalog.answer("events by CSAT", context: context)
} catch {
  for fault in error.diagnostics {
    print(fault.id, fault.message)
    print("try:", fault.fixes.first?.statement ?? "something else")
  }
}

var names = context
for text in [
  "let $here = events in Beijing",
  "print count($here)",
  "assert count($here) > 3",
  "why @event:nspd-2023-press.when",
] {
  switch try catalog.run(parseStatement(text), text: text, context: names) {
  case .rows(let rows, of: _, draw: _, export: _): print(rows.rowCount)
  case .binding(let name, let query): names.bindings[name] = query
  case .values(let values): print(renderValues(values, format: .table), terminator: "")
  case .held: print("it is so")
  case .reason(let reason, of: _):
    print(render(reason, format: .table, width: 72, style: .plain), terminator: "")
  case .include, .explanation, .description: print("not in this program")
  }
}

let talks = """
  {"title": "Open Data Day", "start": "2024-03-02", "city": "Lyon", "country": "France"}
  {"title": "Map Day", "start": "2024-13-02"}
  """
let file = (name: "talks.jsonl", bytes: Array(talks.utf8))
let (own, report) = try Catalog.load([file], includingCorpus: false)
print(report.readCount, "records read")
for fault in report.faults { print(fault.text) }
print(try own.answer("events in Europe", context: context).rowCount, "in Europe")

func mapDay() throws -> Catalog {
  var builder = StoreBuilder()
  let lyon = try builder.add(.place, id: "lyon")
  builder.addName("Lyon", language: "fr", kind: .name, to: lyon)
  let day = try builder.add(.event, id: "map-day")
  builder.addName("Map Day", language: "en", kind: .name, to: day)
  builder.setWhen(try readDate("2024-05"), of: day)
  builder.addReference("place", to: .record(lyon), noun: .place, of: day)
  builder.setNumber("attendance", Quantity("~120") ?? .unknown, of: day)
  return Catalog(store: builder.finish().store)
}
print(try mapDay().answer("events in Lyon during 2024", context: context).rowCount)

let typed = "events by C"
let completion = catalog.complete(typed, at: typed.utf8.count, context: context)
for candidate in completion.candidates.prefix(2) {
  print(candidate.insert, candidate.detail)
}
