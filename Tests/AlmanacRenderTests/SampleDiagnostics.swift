import Almanac

/// A text with its marks taken out: what stands between ⟦ and ⟧ is the cause, between ⦅ and ⦆ the
/// second span; escape and carriage return are there as their pictures.
struct MarkedText {
  var text = ""
  var primary = TextRange(0, 0)
  var secondary: TextRange?

  init(_ marked: String) {
    var second = 0
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦": primary.start = text.utf8.count
      case "⟧": primary.end = text.utf8.count
      case "⦅": second = text.utf8.count
      case "⦆": secondary = TextRange(second, text.utf8.count)
      case "␛": text += "\u{1B}"
      case "␍": text += "\r"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

/// What a fault says, without its places.
struct Wording {
  var message: String
  var label = ""
  var secondLabel = ""
  var notes: [String] = []
  var fixes: [Diagnostic.Fix] = []

  func diagnostic(_ id: String, at text: MarkedText) -> Diagnostic {
    Diagnostic(
      id: String(id.prefix { $0 != "-" }), message: message,
      primary: Diagnostic.Label(range: text.primary, text: label),
      secondary: text.secondary.map { Diagnostic.Label(range: $0, text: secondLabel) },
      notes: notes, fixes: fixes)
  }
}

/// The samples of the language's page of errors, made by hand.
let wordings: [String: Wording] = [
  "N02": Wording(
    message: #"no organization is called "CSAT""#,
    label: "not a name, acronym or alias of any of the 20 organizations",
    notes: ["close: CAST (China Association for Science and Technology)"],
    fixes: [Diagnostic.Fix("events where organizer = CAST")]),
  "N02-cjk": Wording(
    message: #"no organization is called "中国科携""#, label: "close: 中国科协 (CAST)",
    fixes: [Diagnostic.Fix("events where organizer = 中国科协")]),
  "N03": Wording(
    message: #""Open Cooperation" names 2 themes"#,
    notes: [
      "@theme:open-cooperation-initiative   an aspect of the Cooperation Initiative",
      "@theme:open-cooperation-day          a focus of the 2023 popularization day",
    ],
    fixes: [Diagnostic.Fix("events about @theme:open-cooperation-initiative")]),
  "N01": Wording(
    message: #"events have no field "organiser""#, label: "close: organizer",
    fixes: [Diagnostic.Fix("events where organizer = CAST")]),
  "N04": Wording(
    message: #""Beijing" is a place, not an organization"#, label: "`by` takes an organization",
    fixes: [
      Diagnostic.Fix(
        "events in Beijing",
        remark: #"(or: by "Beijing Municipal Association for Science and Technology")"#)
    ]),
  "N05": Wording(
    message: "$yaer is not defined", label: "defined here: $year, $cast",
    fixes: [Diagnostic.Fix("events in $year")]),
  "S01": Wording(
    message: "there is no last query to refine yet",
    label: "a query starts with what you look for",
    fixes: [Diagnostic.Fix("events where organizer = CAST")]),
  "S02": Wording(
    message: "this looks like SQL",
    notes: ["here the source comes first and the columns come with `show`"],
    fixes: [Diagnostic.Fix("events where place = China sort starts limit 5 show name")]),
  "S03": Wording(
    message: "`group by` is spelled `count by` or `summarize … by`",
    fixes: [Diagnostic.Fix("events count by theme")]),
  "S04": Wording(
    message: "`or` needs a full test on each side",
    label: "this alone is not a question with a yes or no",
    fixes: [Diagnostic.Fix("events where organizer = any (CAST, WFEO)")]),
  "S05": Wording(
    message: "names with spaces need quotes", label: "two words; `science literacy` is a theme",
    fixes: [Diagnostic.Fix(#"events where theme = "science literacy""#)]),
  "S06": Wording(
    message: "the bracket opened here is never closed", secondLabel: "a stage begins here",
    fixes: [Diagnostic.Fix("events where organizer = any (CAST, WFEO) sort when")]),
  "S07": Wording(
    message: "comparisons cannot be chained", label: "a second comparison",
    fixes: [Diagnostic.Fix("events where countries = 51..89")]),
  "S08": Wording(
    message: "a test as a column or sort key needs brackets",
    fixes: [Diagnostic.Fix("events show name, (attendance > 1M) as big")]),
  "L03": Wording(
    message: "text goes in double quotes",
    fixes: [Diagnostic.Fix(#"events where name contains "Conférence""#)]),
  "L04": Wording(
    message: "numbers are written without commas", label: "7.4 or 74?",
    fixes: [
      Diagnostic.Fix("figures where value > 7.4", remark: "(7.4 thousand: 7.4K; 7.4万: 74K)")
    ]),
  "V01": Wording(
    message: "November has 30 days",
    fixes: [Diagnostic.Fix("events during 2023-11-30", remark: "(the whole month: 2023-11)")]),
  "V02": Wording(
    message: "this range runs backwards", fixes: [Diagnostic.Fix("events in 2021..2023")]),
  "T01": Wording(
    message: "place and 2023 cannot be compared",
    notes: ["place holds places; dates are in: when, starts, ends"],
    fixes: [Diagnostic.Fix("events in 2023")]),
  "T02": Wording(
    message: "after `count by kind` only these columns exist: kind, count",
    label: "used up by the count",
    fixes: [Diagnostic.Fix("events where organizer = CAST count by kind")]),
  "A02": Wording(
    message: "assertion is maybe, not yes", label: "0 surely, 50 possibly",
    notes: [
      "maybe: National Science Popularization Day 2022 (3M..300M?, source 004), "
        + "and 49 more where attendance is not stated",
      #"why:   why not "National Science Popularization Day 2022" in events where attendance > 1M"#,
    ]),
  "X01-both": Wording(
    message: "two things are said here", label: "this is the cause of what follows",
    secondLabel: "and this goes with it",
    notes: ["close: one, two", "a line of its own that is long enough to be broken when narrow"],
    fixes: [
      Diagnostic.Fix("events in 2023"), Diagnostic.Fix("events in 2024", remark: "(a year later)"),
    ]),
  "X02-hostile": Wording(
    message: "no theme is called \"\u{1B}[31m\nx\"", label: "\u{9B}2J",
    notes: ["close:\tone\u{202E}"],
    fixes: [Diagnostic.Fix("events about \"\u{7}\"", remark: "(or\nnot)")]),
]
