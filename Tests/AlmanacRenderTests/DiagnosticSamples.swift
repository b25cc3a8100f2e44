import Almanac

/// A statement and the fault found in it.
struct DiagnosticSample: Sendable {
  var statement: String
  var diagnostic: Diagnostic
}

/// The bytes of the first place where a part stands in a text.
func range(of part: String, in text: String) -> TextRange {
  let start = Array(text.utf8).firstRange(of: Array(part.utf8))?.lowerBound ?? 0
  return TextRange(start, start + part.utf8.count)
}

private func sample(
  _ id: String, _ message: String, _ statement: String, at cause: String, _ label: String = "",
  second: (part: String, label: String)? = nil, notes: [String] = [],
  fixes: [Diagnostic.Fix] = []
) -> DiagnosticSample {
  DiagnosticSample(
    statement: statement,
    diagnostic: Diagnostic(
      id: id, message: message,
      primary: Diagnostic.Label(range: range(of: cause, in: statement), text: label),
      secondary: second.map {
        Diagnostic.Label(range: range(of: $0.part, in: statement), text: $0.label)
      },
      notes: notes, fixes: fixes))
}

/// The errors that the design of the language draws, in its order.
let designedErrors: [DiagnosticSample] = [
  sample(
    "N02", #"no organization is called "CSAT""#, "events where organizer = CSAT", at: "CSAT",
    "not a name, acronym or alias of any of the 20 organizations",
    notes: ["close: CAST (China Association for Science and Technology)"],
    fixes: [.init("events where organizer = CAST")]),
  sample(
    "N03", #""Open Cooperation" names 2 themes"#, #"events about "Open Cooperation""#,
    at: #""Open Cooperation""#,
    notes: [
      "@theme:open-cooperation-initiative   an aspect of the Cooperation Initiative",
      "@theme:open-cooperation-day          a focus of the 2023 popularization day",
    ],
    fixes: [.init("events about @theme:open-cooperation-initiative")]),
  sample(
    "N01", #"events have no field "organiser""#, "events where organiser = CAST", at: "organiser",
    "close: organizer", fixes: [.init("events where organizer = CAST")]),
  sample(
    "N04", #""Beijing" is a place, not an organization"#, "events by Beijing", at: "Beijing",
    "`by` takes an organization",
    fixes: [
      .init(
        "events in Beijing",
        remark: #"(or: by "Beijing Municipal Association for Science and Technology")"#)
    ]),
  sample(
    "N05", "$yaer is not defined", "events in $yaer", at: "$yaer", "defined here: $year, $cast",
    fixes: [.init("events in $year")]),
  sample(
    "S01", "there is no last query to refine yet", "where organizer = CAST", at: "where",
    "a query starts with what you look for", fixes: [.init("events where organizer = CAST")]),
  sample(
    "S02", "this looks like SQL",
    "SELECT name FROM events WHERE place = 'China' ORDER BY starts LIMIT 5", at: "SELECT",
    notes: ["here the source comes first and the columns come with `show`"],
    fixes: [.init("events where place = China sort starts limit 5 show name")]),
  sample(
    "S03", "`group by` is spelled `count by` or `summarize … by`", "events group by theme",
    at: "group by", fixes: [.init("events count by theme")]),
  sample(
    "S04", "`or` needs a full test on each side", "events where organizer = CAST or WFEO",
    at: "WFEO", "this alone is not a question with a yes or no",
    fixes: [.init("events where organizer = any (CAST, WFEO)")]),
  sample(
    "S05", "names with spaces need quotes", "events where theme = science literacy",
    at: "science literacy", "two words; `science literacy` is a theme",
    fixes: [.init(#"events where theme = "science literacy""#)]),
  sample(
    "S06", "the bracket opened here is never closed",
    "events where organizer = any (CAST, WFEO sort when", at: "(",
    second: ("sort", "a stage begins here"),
    fixes: [.init("events where organizer = any (CAST, WFEO) sort when")]),
  DiagnosticSample(
    statement: "events where 50 < countries < 90",
    diagnostic: Diagnostic(
      id: "S07", message: "comparisons cannot be chained",
      primary: .init(range: TextRange(28, 29), text: "a second comparison"),
      secondary: .init(range: TextRange(13, 27)),
      fixes: [.init("events where countries = 51..89")])),
  sample(
    "S08", "a test as a column or sort key needs brackets", "events show name, attendance > 1M",
    at: "attendance > 1M", fixes: [.init("events show name, (attendance > 1M) as big")]),
  sample(
    "L03", "text goes in double quotes", "events where name contains 'Conférence'",
    at: "'Conférence'", fixes: [.init(#"events where name contains "Conférence""#)]),
  sample(
    "L04", "numbers are written without commas", "figures where value > 7,4", at: "7,4",
    "7.4 or 74?",
    fixes: [.init("figures where value > 7.4", remark: "(7.4 thousand: 7.4K; 7.4万: 74K)")]),
  sample(
    "V01", "November has 30 days", "events during 2023-11-31", at: "31",
    fixes: [.init("events during 2023-11-30", remark: "(the whole month: 2023-11)")]),
  sample(
    "V02", "this range runs backwards", "events in 2023..2021", at: "2023..2021",
    fixes: [.init("events in 2021..2023")]),
  sample(
    "T01", "place and 2023 cannot be compared", "events where place = 2023", at: "=",
    second: ("place = 2023", ""),
    notes: ["place holds places; dates are in: when, starts, ends"],
    fixes: [.init("events in 2023")]),
  sample(
    "T02", "after `count by kind` only these columns exist: kind, count",
    "events count by kind where organizer = CAST", at: "organizer", "used up by the count",
    fixes: [.init("events where organizer = CAST count by kind")]),
  sample(
    "A02", "assertion is maybe, not yes",
    #"assert count(events where attendance > 1M) >= 1, "a big one""#,
    at: "count(events where attendance > 1M) >= 1", "0 surely, 50 possibly",
    notes: [
      "maybe: National Science Popularization Day 2022 (3M..300M?, source 004), and 49 more "
        + "where attendance is not stated",
      #"why:   why not "National Science Popularization Day 2022" in events where attendance > 1M"#,
    ]),
  sample(
    "N02", #"no organization is called "中国科携""#, "events where organizer = 中国科携",
    at: "中国科携", "close: 中国科协 (CAST)", fixes: [.init("events where organizer = 中国科协")]),
]
