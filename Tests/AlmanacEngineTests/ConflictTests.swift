import Testing

/// A place where a document quarrels with itself or with another, and the claim that settles it.
struct Conflict: Sendable, CustomTestStringConvertible {
  var name: String
  var subject: String
  var field: String
  var verdict: String

  init(_ name: String, _ subject: String, _ field: String, _ verdict: String) {
    (self.name, self.subject, self.field, self.verdict) = (name, subject, field, verdict)
  }

  var testDescription: String { "\(name): \(field) of \(subject) is \(verdict)" }
}

/// C: within a document, in the order of the documents' list; X: between two of them.
private let conflicts = [
  Conflict("C1 dateline", "@source:\"004\"", "published", "rejected"),
  Conflict("C2 press conference", "@event:nspd-2023-press", "when", "rejected"),
  Conflict("C3 numeral before the Day", "@event:nspd-2023", "edition", "rejected"),
  Conflict("C4 days as printed", "@event:nspd-2023-main", "when", "rejected"),
  Conflict("C4 days as meant", "@event:nspd-2023-main", "when", "refined"),
  Conflict("C5 items as printed", "@event:nspd-2023-main", "exhibits", "rejected"),
  Conflict("C5 items as meant", "@event:nspd-2023-main", "exhibits", "refined"),
  Conflict("C6 special areas", "@event:nspd-2023-main", "special-areas", "rejected"),
  Conflict("C7 five parts", "@event:nspd-2023-main", "sections", "accepted"),
  Conflict("C8 2004 sessions", "@event:nspd", "sessions", "rejected"),
  Conflict("C8 19 sessions", "@event:nspd", "sessions", "refined"),
  Conflict("C8 since 2004", "@event:nspd", "when", "refined"),
  Conflict("C9 7,4 activities", "@event:nspd-2022", "activities", "disputed"),
  Conflict("C10 3 million", "@event:nspd-2022", "attendance", "disputed"),
  Conflict("C11 fire exploration", "@theme:mars-exploration", "name", "rejected"),
  Conflict("C12 middle dot", "@event:exchange-week-2023", "motto", "refined"),
  Conflict("C13 name in brackets", "@org:cast", "name", "refined"),
  Conflict("C14 main activities", "@event:nspd-2023-main", "alias", "accepted"),
  Conflict("C15 carnival", "@event:nspd-2023-main", "part_of", "disputed"),
  Conflict("C16 were held", "@event:exchange-week-2023", "status", "rejected"),
  Conflict("C16 was launched", "@event:literacy-competition", "status", "rejected"),
  Conflict("C17 summit forum", "@event:beijing-science-summit-forum", "name", "refined"),
  Conflict("C18 thirteenth", "@event:bsc-13", "edition", "accepted"),
  Conflict("C19 museums", "@event:museum-directors-dialogue", "name", "refined"),
  Conflict("C20 Scientific Quality", "@theme:science-literacy", "alias", "refined"),
  Conflict("C21 order of a slogan", "@theme:openness-cooperation-trust", "alias", "refined"),
  Conflict("C22 provinces", "@event:im-2025", "provinces", "refined"),
  Conflict("C23 tens of outcomes", "@event:im-2025", "outcomes", "accepted"),
  Conflict("C24 Hangzhou", "@outcome:hangzhou-declaration", "name", "accepted"),
  Conflict("C25 in China and abroad", "@event:im-2025-civilizations", "place", "accepted"),
  Conflict("C26 non-governmental", "@event:im-2025", "tag", "accepted"),
  Conflict("C27 dialogue", "@event:im-2025-future", "name", "accepted"),
  Conflict("C29 stale footer", "@source:\"001\"", "published", "rejected"),
  Conflict("C31 New News Agency", "@org:xinhua", "name", "rejected"),
  Conflict("C33 ASEAN", "@place:asean", "kind", "rejected"),
  Conflict("C33 Africa", "@place:africa", "kind", "rejected"),
  Conflict("C33 Latin America", "@place:latin-america", "kind", "rejected"),
  Conflict("C34 order of words", "@outcome:cooperation-initiative", "name", "accepted"),
  Conflict("C36 six aspects", "@outcome:cooperation-initiative", "aspects", "accepted"),
  Conflict("C37 videos", "@outcome:wcsl-2021-videos", "released", "accepted"),
  Conflict("C38 six themes", "@event:wcsl-2021-forums", "themes", "accepted"),
  Conflict("C39 committee", "@org:wosl-committee", "parent", "accepted"),
  Conflict("C41 four words", "@outcome:cooperation-initiative", "tag", "accepted"),
  Conflict("C42 days without a year", "@event:brst-2023", "when", "refined"),
  Conflict("X1 last day", "@event:brst-2023", "ends", "accepted"),
  Conflict("X2 two days", "@outcome:cooperation-initiative", "released", "refined"),
  Conflict("X2 one day", "@outcome:cooperation-initiative", "released", "accepted"),
  Conflict("X3 laboratories", "@place:china", "laboratories", "accepted"),
  Conflict("X4 materials", "@theme:materials", "alias", "accepted"),
  Conflict("X5 partner countries", "@place:china", "countries", "accepted"),
  Conflict("X6 framework", "@outcome:cooperation-initiative", "theme", "rejected"),
  Conflict("X7 one speech", "@person:yin-hejun", "role", "accepted"),
  Conflict("X10 first", "@event:brst-2023", "edition", "accepted"),
]

@Suite("where documents disagree")
struct ConflictTests {
  @Test("each reading is kept with verdict, reason, basis and line", arguments: conflicts)
  func isKept(conflict: Conflict) throws {
    let asking = Asking.documents
    let claims =
      "claims where subject = \(conflict.subject) and field = \(conflict.field) "
      + "and verdict = \(conflict.verdict)"
    #expect(try asking.count(claims) != "0")
    for field in ["reason", "basis", "printed", "source"] {
      #expect(try asking.count(claims + " and \(field) is missing") == "0", "\(field)")
    }
    #expect(try asking.texts(claims + " show basis distinct") == ["inside"])
  }

  @Test(
    "what concerns no field is said in a note",
    arguments: [
      ("C28", "events", "im-2025", "about ten"), ("C30", "organizations", "fanpu", "March 2019"),
      ("C32", "sources", "003", "unprecedented"),
      ("C35", "organizations", "lwxsd", "020-817896455"),
      ("X8", "sources", "002", "author"), ("X9", "outcomes", "cooperation-achievements", "002"),
    ])
  func isNoted(name: String, noun: String, id: String, words: String) throws {
    let note = try Asking.documents.texts("\(noun) where id = \"\(id)\" show note").joined()
    #expect(note.contains(words), "\(name): \(note)")
  }

  @Test("rejected and disputed readings never become a value that a test is sure of")
  func neverCount() throws {
    let asking = Asking.documents
    #expect(try asking.count("events where exhibits = 24") == "0")
    #expect(try asking.count("events where edition = 9") == "0")
    #expect(try asking.ids("events where overlaps 2023-09-10..2023-09-14") == ["nspd"])
    #expect(
      try asking.texts("events where id = \"literacy-competition\" show status") == ["announced"])
  }

  @Test("the two readings of the conference's opening are outside, and both count")
  func opening() throws {
    let claims = "claims where subject = @event:wcsl-2021 and field = starts"
    #expect(try Asking.documents.count("claims where subject = @event:wcsl-2021") == "0")
    #expect(try Asking.corrected.texts(claims + " show basis") == ["outside", "outside"])
  }
}
