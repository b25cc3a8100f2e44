import AlmanacStore
import AlmanacTime
import Testing

/// One claim about the event `e`: what it says, and what became of it.
private struct Claim {
  var field: String
  var value: String
  var verdict: String
}

/// The store of an event `e`, organizations `a` and `b`, and these claims about the event.
private func settled(
  _ claims: [Claim], when: String? = nil
) throws -> (store: Store, faults: [BuildFault]) {
  var builder = StoreBuilder()
  let event = try builder.add(.event, id: "e")
  if let when { builder.setWhen(try readDate(when), of: event) }
  for id in ["a", "b"] { _ = try builder.add(.organization, id: id) }
  for (number, claim) in claims.enumerated() {
    builder.place = UInt64(number)
    _ = try builder.addClaim(
      id: "c\(number)", subject: .id("e"), field: claim.field, value: claim.value,
      verdict: claim.verdict)
  }
  return builder.finish()
}

@Test("accepted and refined claims count together, disputed ones only where there are no others")
func numbersFromClaims() throws {
  let both = try settled([
    Claim(field: "attendance", value: "100", verdict: "accepted"),
    Claim(field: "attendance", value: "~60", verdict: "refined"),
    Claim(field: "attendance", value: "5", verdict: "disputed"),
    Claim(field: "attendance", value: "9000", verdict: "rejected"),
  ]).store
  #expect(
    both.quantity("attendance", .event, "e")
      == Quantity(lower: 54_000_000, upper: 100_000_000))
  #expect(both[.event].measures == ["attendance"])

  let disputed = try settled([
    Claim(field: "attendance", value: "3000000", verdict: "disputed"),
    Claim(field: "attendance", value: "300000000", verdict: "disputed"),
  ]).store
  let guess = try #require(disputed.quantity("attendance", .event, "e"))
  #expect(guess.isGuess && guess.lower == 3_000_000_000_000 && guess.upper == 300_000_000_000_000)

  #expect(disputed[.figure].rowCount == 1)
  #expect(disputed[.figure].ids[0] == "e-attendance")
  #expect(disputed.quantity("value", .figure, "e-attendance") == guess)

  let rejected = try settled([Claim(field: "attendance", value: "7", verdict: "rejected")]).store
  #expect(rejected[.figure].rowCount == 0)
  #expect(rejected.quantity("attendance", .event, "e") == nil)
  #expect(rejected[.claim].rowCount == 1)
}

@Test("a value written plainly stays as it is, whatever is claimed")
func plainValuesStay() throws {
  let store = try settled(
    [Claim(field: "when", value: "2023-09-09", verdict: "accepted")], when: "2023-09-07"
  ).store
  #expect(store[.event].day("starts")?[0]?.earliest == Day(year: 2023, month: 9, day: 7))
}

@Test("a claim about the start fills a period that only has an end")
func startFromClaims() throws {
  let store = try settled(
    [
      Claim(field: "starts", value: "2021-11-30", verdict: "accepted"),
      Claim(field: "starts", value: "2021-11-29", verdict: "accepted"),
    ], when: "/2021-12-03"
  ).store
  let starts = try #require(store[.event].day("starts")?[0])
  #expect(starts.earliest == Day(year: 2021, month: 11, day: 29))
  #expect(starts.latest == Day(year: 2021, month: 11, day: 30))
  #expect(store[.event].dateTexts[0] == "[2021-11-29,2021-11-30]/2021-12-03")
}

@Test("what is claimed of the whole period comes before what is claimed of an end")
func wholePeriodFirst() throws {
  let store = try settled([
    Claim(field: "ends", value: "2023-11-07", verdict: "accepted"),
    Claim(field: "when", value: "2023-11-06/2023-11-07", verdict: "refined"),
  ]).store
  #expect(store[.event].day("starts")?[0]?.earliest == Day(year: 2023, month: 11, day: 6))
  #expect(store[.event].day("ends")?[0]?.earliest == Day(year: 2023, month: 11, day: 7))
}

@Test("disputed dates are a guess, disputed references are in doubt")
func guesses() throws {
  let store = try settled([
    Claim(field: "when", value: "2023-09", verdict: "disputed"),
    Claim(field: "organizer", value: "a", verdict: "disputed"),
    Claim(field: "host", value: "a", verdict: "disputed"),
    Claim(field: "host", value: "b", verdict: "accepted"),
  ]).store
  #expect(store[.event].day("starts")?.guesses?[0] == true)
  #expect(store[.event].dateTexts[0] == "2023-09?")
  let organizer = try #require(store[.event].reference("organizer"))
  #expect(organizer.list.isDoubtful(position: 0))
  #expect(store.references("host", .event, "e") == ["b"])
  #expect(store[.event].reference("host")?.list.doubtful == [])
}

@Test("a claim that can't be read is a fault, and the others count")
func unreadableClaims() throws {
  let (store, faults) = try settled([
    Claim(field: "attendance", value: "many", verdict: "accepted"),
    Claim(field: "attendance", value: "12", verdict: "accepted"),
    Claim(field: "when", value: "2023-02-31", verdict: "accepted"),
    Claim(field: "organizer", value: "zz", verdict: "accepted"),
  ])
  #expect(
    faults.sorted { $0.place < $1.place } == [
      BuildFault(kind: .unreadableClaim(field: "attendance", value: "many"), place: 0),
      BuildFault(kind: .unreadableClaim(field: "when", value: "2023-02-31"), place: 2),
      BuildFault(
        kind: .unknownReference(field: "organizer", noun: .organization, id: "zz"), place: 3),
    ])
  #expect(store.quantity("attendance", .event, "e") == Quantity(exactly: 12))
}

@Test("a claim about a name is kept and renames nobody")
func nameClaims() throws {
  let store = try settled([Claim(field: "name", value: "Other", verdict: "accepted")]).store
  #expect(store[.event].text("name") == nil)
  #expect(store.displayName(of: Entity(.event, 0), languages: []) == "e")
}
