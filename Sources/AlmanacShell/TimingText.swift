extension Reply.Timing {
  /// Seconds a stage, on a line of its own: `parse 0.000004 s · answer 0.000321 s · render 0.000052 s`,
  /// or as one JSON object, to the nanosecond.
  ///
  /// - Parameters:
  ///   - place: where the statement of a script stands; JSON has the line alone.
  ///   - stages: those that came before.
  func text(
    of place: Script.Place? = nil, after stages: [(name: String, nanoseconds: UInt64)] = [],
    asJSON: Bool
  ) -> String {
    let stages =
      stages + [
        ("parse", parseNanoseconds), ("answer", answerNanoseconds), ("render", renderNanoseconds),
      ]
    guard asJSON else {
      let parts = stages.map { "\($0.name) \(seconds($0.nanoseconds, digitCount: 6)) s" }
      return (place.map { "\($0.text): " } ?? "") + parts.joined(separator: " · ") + "\n"
    }
    let parts = stages.map { "\"\($0.name)\": \(seconds($0.nanoseconds, digitCount: 9))" }
    let first = place.map { ["\"line\": \($0.line)"] } ?? []
    return "{" + (first + parts).joined(separator: ", ") + "}\n"
  }
}

/// `0.000812`: nanoseconds as seconds, rounded to so many decimals, nine at most.
private func seconds(_ nanoseconds: UInt64, digitCount: Int) -> String {
  var divisor: UInt64 = 1
  for _ in digitCount..<9 { divisor *= 10 }
  let rounded = (nanoseconds &+ divisor / 2) / divisor
  let unit = 1_000_000_000 / divisor
  let digits = String(rounded % unit)
  return "\(rounded / unit)." + String(repeating: "0", count: digitCount - digits.count) + digits
}
