import Almanac
import Testing

/// What the documents lead a careless reader into, one test a trap.
@Suite("the traps of the documents")
struct TrapTests {
  let documents = Asking.documents
  let corrected = Asking.corrected

  @Test("CAST organizes two events, hosts three and announces one; each role stays apart")
  func rolesOfCAST() throws {
    #expect(try documents.ids("events where organizer = CAST") == ["nspd-2023-press", "im-2025"])
    #expect(
      try documents.ids("events where host = CAST") == [
        "development-forum-2025", "wfeo-2025", "young-scientists-summit-2025",
      ])
    #expect(try documents.ids("events where announcer = CAST") == ["nspd-2023"])
    #expect(try documents.count("events where org = CAST") == "6")
  }

  @Test("document 000 never names CAST, so the conference of 2021 is no event of CAST")
  func conferenceWithoutOrganizer() throws {
    for asking in [documents, corrected] {
      #expect(try asking.texts("events where id = \"wcsl-2021\" show org") == ["—"])
      #expect(try !asking.ids("events where org = CAST").contains("wcsl-2021"))
      #expect(try asking.ids("organizations where id = cast and source = @source:\"000\"") == [])
    }
  }

  @Test("that CAST is the China Association for Science and Technology is inferred, and says so")
  func inferredName() throws {
    let claims = "claims where subject = @org:cast and field = name and verdict = refined"
    #expect(try documents.texts(claims + " show reason").contains { $0.hasPrefix("inferred") })
    #expect(
      try documents.ids("events by CAST")
        == documents.ids("events by \"China Association for Science and Technology\""))
  }

  @Test("document 002 has neither year nor date; the days are its own, the year is from 003")
  func yearOfChongqing() throws {
    #expect(try documents.texts("sources where id = \"002\" show published") == ["—"])
    #expect(
      try documents.texts("events where id = \"brst-2023\" show when")
        == ["2023-11-06/2023-11-07"])
    let claims = "claims where field = when and source = @source:\"002\""
    #expect(try documents.texts(claims + " show verdict distinct") == ["refined"])
    #expect(try documents.texts(claims + " show printed").allSatisfy { !$0.contains("2023") })
  }

  @Test("two numbers of 2022 stay disputed: shown with a question mark, maybe in every test")
  func disputedNumbers() throws {
    for field in ["attendance", "activities"] {
      let values = try documents.texts("events where id = \"nspd-2022\" show \(field)")
      #expect(values.allSatisfy { $0.hasSuffix("?") })
      for test in ["\(field) > 1", "\(field) < 1", "\(field) = 3M", "\(field) = 74K"] {
        #expect(try documents.count("events where id = \"nspd-2022\" and \(test)") == "0")
      }
      #expect(
        try documents.count("events where id = \"nspd-2022\" and maybe \(field) > 80K") == "1")
      #expect(try documents.count("events where id = \"nspd-2022\" and \(field) is vague") == "1")
    }
    #expect(try corrected.count("claims where verdict = disputed") == "5")
  }

  @Test("Shenhu is Shehu, spelt back; Yin Hejun and Инь Хэцзюнь are both right")
  func spellings() throws {
    #expect(try documents.ids("people where name = \"Mustafa Shenhu\"") == ["mustafa-shehu"])
    #expect(
      try documents.texts("people where id = \"mustafa-shehu\" show name") == ["Mustafa Shehu"])
    #expect(
      try documents.texts("people where id = \"mustafa-shehu\" show alias") == ["Mustafa Shenhu"])
    #expect(try documents.ids("people where name = \"Yin Hejun\"") == ["yin-hejun"])
    #expect(try documents.ids("people where name = \"Инь Хэцзюнь\"") == ["yin-hejun"])
    #expect(
      try documents.count("claims where subject = @person:yin-hejun and verdict != accepted") == "0"
    )
  }

  @Test("the numeral before the Day's name is no edition; the thirteenth carnival is one")
  func editions() throws {
    #expect(try documents.count("events where kind = edition and edition = 9") == "0")
    #expect(try documents.count("events where kind = edition and edition = 7") == "0")
    #expect(try documents.texts("events where id = \"nspd-2023\" show edition") == ["20"])
    #expect(try documents.texts("events where id = \"nspd-2022\" show edition") == ["19"])
    #expect(try documents.texts("events where id = \"bsc-13\" show edition") == ["13"])
  }

  @Test("a stale footer and an article's number are no dates")
  func falseDates() throws {
    #expect(
      try documents.texts("sources where id = \"001\" show published") == ["2025-10-05T12:05"])
    #expect(try documents.count("sources before 2021") == "0")
  }

  @Test("what is told of as done is held, what is to come is announced, whatever its tense")
  func status() throws {
    #expect(
      try documents.texts("events where source = @source:\"001\" show status distinct")
        == ["announced"])
    #expect(
      try documents.texts("events where source = @source:\"003\" show status distinct") == ["held"])
    #expect(
      try documents.texts("events under \"13th Beijing Science Carnival\" show status distinct")
        == ["announced"])
  }

  @Test("six aspects and no others; the measures told of after them are none")
  func aspects() throws {
    #expect(
      try documents.count("outcomes where id = \"cooperation-initiative\" and theme is vague")
        == "0")
    #expect(
      try documents.ids("outcomes where theme = \"Intellectual property protection\"") == [])
  }

  @Test("seven figures belong to China and none to the conference at which they were told")
  func figuresOfChina() throws {
    #expect(try documents.count("figures where subject = China") == "7")
    #expect(try documents.count("figures where subject = @event:brst-2023") == "0")
  }
}

@Suite("false friends stay apart")
struct FalseFriendTests {
  let documents = Asking.documents

  @Test(
    "two names that look alike are two things",
    arguments: [
      ("events where name = \"Conférence mondiale 2021 sur la culture scientifique\"", "wcsl-2021"),
      ("organizations where name = \"Organisation mondiale pour la culture scientifique\"", "wosl"),
      (
        "organizations where name = \"Comité préparatoire de l'Organisation mondiale pour la "
          + "culture scientifique\"", "wosl-committee"
      ),
      ("organizations where name = \"China Association for Science and Technology\"", "cast"),
      (
        "organizations where name = \"Beijing Municipal Association for Science and Technology\"",
        "bast"
      ),
      ("organizations where name = \"New News Agency\"", "xinhua"),
      ("organizations where name = XinhuaNet", "xinhuanet"),
      ("events where name = \"2022 National Science Popularization Day\"", "nspd-2022"),
      ("events where name = \"2023 National Science Popularization Day\"", "nspd-2023"),
      ("events where name = \"National Science Popularization Day\"", "nspd"),
      ("themes where name = \"Пояс и путь\"", "belt-and-road"),
      (
        "outcomes where name = \"инициативу по международному научно-техническому сотрудничеству\"",
        "cooperation-initiative"
      ),
      ("events where name = \"13th Beijing Science Carnival\"", "bsc-13"),
      ("events where name = \"Beijing Cloud Science Carnival\"", "bsc-13-cloud"),
    ])
  func apart(query: String, id: String) throws {
    #expect(try documents.ids(query) == [id])
  }

  @Test("an open cooperation of 003, one of 004 and the month of that name are three things")
  func openCooperation() throws {
    #expect(documents.faults("events about \"Open cooperation\"") == ["N03"])
    #expect(
      try documents.ids("outcomes where theme = @theme:open-cooperation-initiative")
        == ["cooperation-initiative"])
    #expect(try documents.ids("events where theme = @theme:open-cooperation-day") == ["nspd-2023"])
    #expect(try documents.ids("events where name = 开放合作月") == ["im-2025"])
  }
}

@Suite("what is known from outside is an overlay")
struct CorrectionTests {
  @Test("without the corrections the corpus says what the documents say")
  func withoutCorrections() throws {
    let documents = Asking.documents
    #expect(try documents.texts("events where id = \"wcsl-2021\" show when") == ["/2021-12-03"])
    #expect(try documents.texts("events where id = \"wcsl-2021\" show starts") == ["—"])
    #expect(documents.faults("events where special-areas is known") == ["N01"])
    #expect(
      try documents.texts("outcomes where id = \"hangzhou-declaration\" show released") == ["—"])
    #expect(try documents.count("claims where dated is known") == "0")
  }

  @Test("with them they add and correct, dated, and delete nothing")
  func withCorrections() throws {
    let (documents, corrected) = (Asking.documents, Asking.corrected)
    #expect(
      try corrected.texts("events where id = \"wcsl-2021\" show starts")
        == ["[2021-11-29..2021-11-30]"])
    #expect(
      try corrected.texts("events where id = \"nspd-2023-main\" show special-areas") == [">20"])
    #expect(
      try corrected.texts("outcomes where id = \"hangzhou-declaration\" show released")
        == ["2025-09-19"])
    #expect(try corrected.count("claims where basis = outside and dated is missing") == "0")
    let kept = try Set(corrected.ids("claims"))
    #expect(try kept.isSuperset(of: documents.ids("claims")))
    for noun in ["events", "organizations", "people", "places", "themes", "outcomes", "sources"] {
      #expect(try Set(corrected.ids(noun)) == Set(documents.ids(noun)))
    }
  }
}
