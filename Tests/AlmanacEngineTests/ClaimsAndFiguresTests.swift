import Almanac
import Testing

/// Counted in `seeds/` by a reader of TOML that is not ours.
@Suite("claims and figures answer like any noun")
struct ClaimsAndFiguresTests {
  @Test(
    "they are counted",
    arguments: [
      ("claims", "85"), ("claims where verdict = disputed", "5"),
      ("claims where basis = outside", "7"), ("claims where source = @source:\"003\"", "14"),
      ("claims where subject = CAST", "3"), ("CAST.members", "0"),
      ("figures where subject = China", "7"), ("figures where event.organizer = CAST", "6"),
      ("figures where event is known and subject = @event:im-2025", "6"),
    ])
  func counts(query: String, count: String) throws {
    #expect(try Asking.corrected.count(query) == count)
  }

  @Test(
    "their fields are shown, tested and followed",
    arguments: [
      (
        "claims where subject = @event:nspd-2022 and field = \"attendance\" show value",
        ["3000000", "300000000"]
      ),
      (
        "claims where subject = @event:nspd-2023-main and field = \"when\" show verdict",
        ["rejected", "refined"]
      ),
      ("claims where field = attendance show printed", ["about 3 million", "3 million"]),
      ("claims where subject = @event:wcsl-2021 show dated", ["2021-11-30", "2021-11"]),
      ("@org:bast.members show name", ["Chen Weicheng"]),
      (
        "@event:nspd-2023-main.figure sort measure show measure",
        ["exhibitors", "exhibits", "sections", "special-areas"]
      ),
      (
        "figures where printed contains \"six\" show subject",
        [
          "International Science and Technology Cooperation Initiative",
          "National Science Popularization Day 2023", "Forums on six themes",
        ]
      ),
      ("figures where measure = laboratories show value", [">50"]),
      ("figures where measure = aspects show as_of", ["2023-11-08", "2023-09-07"]),
    ])
  func fields(query: String, texts: [String]) throws {
    #expect(try Asking.corrected.texts(query).sorted() == texts.sorted())
  }

  @Test("what a claim or a figure is about may be anything, and that is said")
  func subjects() {
    #expect(Asking.corrected.faults("claims where subject.name contains \"day\"") == ["T03"])
    #expect(Asking.corrected.faults("figures show subject.kind") == ["T03"])
  }
}
