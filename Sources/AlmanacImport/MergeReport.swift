public import AlmanacStore

/// How many records of one noun became one with others, and why.
public struct MergeCount: Hashable, Sendable {
  /// What they are.
  public var noun: Noun
  /// Why they are the same.
  public var reason: MergedRecords.Reason
  /// How many there are fewer than were read.
  public var count: Int

  /// So many of a noun for a reason.
  public init(noun: Noun, reason: MergedRecords.Reason, count: Int) {
    self.noun = noun
    self.reason = reason
    self.count = count
  }
}

extension MergedRecords.Reason {
  /// Behind "merged …:": `same name, day and place`.
  public var text: String {
    switch self {
    case .globalID: "same id"
    case .nameDayPlace: "same name, day and place"
    case .name: "same name"
    case .figure: "same number"
    }
  }
}

extension Importer {
  /// Makes one record of what several files say of one thing, and tells of it.
  mutating func mergeFiles() {
    let merged = builder.mergeFiles()
    var counts: [MergeCount] = []
    var told = 0
    for records in merged {
      let (noun, reason) = (records.record.noun, records.reason)
      let more = records.places.count - 1
      if let known = counts.firstIndex(where: { $0.noun == noun && $0.reason == reason }) {
        counts[known].count += more
      } else {
        counts.append(MergeCount(noun: noun, reason: reason, count: more))
      }
      guard noun != .figure, let first = records.places.first else { continue }
      for place in records.places.dropFirst() {
        guard told < ReadingLimits.faults else {
          report.mergedRecordsLeftOut += 1
          continue
        }
        told += 1
        let fault = FilePlace(of: Int(place & 0xFFFF_FFFF_FFFF), in: files[Int(place >> 48)].bytes)
        report.mergedRecords.append(
          ImportFault(
            file: files[Int(place >> 48)].name, line: fault.line, column: fault.column,
            message: "merged with \(placeText(first)): \(reason.text)"))
      }
    }
    report.merged = counts
    noticeRenamed()
  }

  /// Ids that two files use for different things.
  private mutating func noticeRenamed() {
    // Each one's line is counted from the beginning of its file, so those that are not told are not.
    for renamed in renamedRecords {
      guard builder.find(renamed.noun, id: renamed.newID) != nil,
        let existing = builder.find(renamed.noun, id: renamed.id)
      else { continue }
      guard !faults.isFullOfNotices else {
        faults.leaveOutNotice()
        continue
      }
      faults.appendNotice(
        file: renamed.file, offset: renamed.offset,
        "\"\(renamed.id)\" is \(renamed.noun.withArticle) of "
          + "\(placeText(builder.place(of: existing))) already; this one is \"\(renamed.newID)\"")
    }
  }
}

/// A record whose id another file has used.
struct RenamedRecord {
  var noun: Noun
  var id: String
  var newID: String
  var file: Int
  var offset: Int
}
