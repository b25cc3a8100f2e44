import AlmanacTime
import Testing

@testable import AlmanacStore

@Test(
  "the words of a date are kept only where its bounds do not make them again",
  arguments: [
    ("2023", false), ("2023-05", false), ("2023-05/2023-08", false), ("2023/2024-02", false),
    ("2023-05-20", false), ("2023-05-20/2023-06", false), ("2023-05-20/2023-05", true),
    ("2023-05/2023-05", true), ("2023?", true), ("202X", true), ("2023-05-01T10:00", true),
    ("/2023-05", true), ("2023/..", true), ("[2023-05-01..2023-05-03]", true), ("~2023", true),
  ])
func writtenDates(text: String, isKept: Bool) throws {
  guard let date = try? readDate(text) else { return }
  var builder = StoreBuilder()
  let event = try builder.add(.event, id: "a")
  builder.setWhen(date, of: event)
  let table = builder.finish().store[.event]
  #expect((table.dateTexts[0] != nil) == isKept)
  if let kept = table.dateTexts[0] {
    #expect(kept == text)
  } else {
    let starts = try #require(table.day("starts")?[0])
    let ends = try #require(table.day("ends")?[0])
    #expect(periodText(starts: starts, ends: ends) == text)
  }
}
