import AlmanacTime

extension World {
  /// The world as the tables of LANGUAGE §16: no NULL anywhere, days as numbers, lists as bridges,
  /// trees as their closure.
  var statements: String {
    var rows: [String] = []
    func insert(_ table: String, _ values: [String]) {
      rows.append("INSERT INTO \(table) VALUES (\(values.joined(separator: ", ")));")
    }
    for kind in Kind.allCases {
      for thing in self[kind] {
        let key = ["'\(kind.rawValue)'", quoted(thing.id)]
        insert("thing", key + [thing.kind == .event ? String(Int(thing.id) ?? Int.max) : "0"])
        for name in thing.everyName { insert("text", key + ["'name'", quoted(folded(name))]) }
        for above in [thing] + above(thing) {
          insert("closure", ["'\(kind.rawValue)'", quoted(above.id), quoted(thing.id)])
        }
        for (field, datum) in thing.fields {
          let place = key + ["'\(field)'"]
          switch datum {
          case .members(let members, let more):
            insert("list", place + [more == nil ? "0" : "1"])
            for member in members {
              insert("bridge", place + [quoted(member.id), member.isDoubtful ? "1" : "0"])
            }
          case .words(let words):
            for word in words { insert("text", place + [quoted(folded(word))]) }
          case .text(let text): insert("text", place + [quoted(folded(text))])
          case .amount(let amount, _):
            insert(
              "number", place + ["\(amount.low)", "\(amount.high)", amount.isGuess ? "1" : "0"])
          case .links: continue
          case .date(let text):
            guard let date = try? readDate(text) else { continue }
            insert(
              "dated",
              [quoted(thing.id)]
                + [date.starts.earliest, date.starts.latest, date.ends.earliest, date.ends.latest]
                .map {
                  String($0.number)
                } + [
                  text.hasPrefix("/") ? "0" : "1", text.hasSuffix("/") ? "0" : "1",
                  date.isGuess ? "1" : "0", "\(date.startMinute ?? 0)",
                  "\(date.endMinute ?? 1_439)",
                  "\(date.startMinute ?? -1)",
                ])
          }
        }
      }
    }
    return World.tables + "BEGIN;" + rows.joined() + "COMMIT;" + World.derived
  }

  private static let tables = """
    CREATE TABLE thing(kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL);
    CREATE TABLE text(kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, fold TEXT NOT NULL);
    CREATE TABLE closure(kind TEXT NOT NULL, anc TEXT NOT NULL, desc TEXT NOT NULL);
    CREATE TABLE list(kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, open INTEGER NOT NULL);
    CREATE TABLE bridge(kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL,
      doubtful INTEGER NOT NULL);
    CREATE TABLE number(kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, lo INTEGER NOT NULL,
      hi INTEGER NOT NULL, guess INTEGER NOT NULL);
    CREATE TABLE dated(id TEXT NOT NULL, s_lo INTEGER NOT NULL, s_hi INTEGER NOT NULL,
      e_lo INTEGER NOT NULL, e_hi INTEGER NOT NULL, s_stated INTEGER NOT NULL,
      e_stated INTEGER NOT NULL, guess INTEGER NOT NULL, s_min INTEGER NOT NULL,
      e_min INTEGER NOT NULL, s_told INTEGER NOT NULL);
    """

  /// How many days a period lasts, worked out where the periods are.
  private static let derived = """
    INSERT INTO number SELECT 'event', id, 'days',
      CASE WHEN e_lo >= 1000000000 THEN \(Amount.highest) ELSE max(1, e_lo - s_hi + 1) * 1000000 END,
      CASE WHEN s_lo <= -1000000000 OR e_hi >= 1000000000 THEN \(Amount.highest)
      ELSE (e_hi - s_lo + 1) * 1000000 END, guess FROM dated;
    CREATE INDEX bridges ON bridge(kind, id, field);
    CREATE INDEX back ON bridge(kind, field, target);
    CREATE INDEX texts ON text(kind, id, field);
    CREATE INDEX numbers ON number(kind, id, field);
    CREATE INDEX lists ON list(kind, id, field);
    CREATE INDEX dates ON dated(id);
    """

  private func above(_ thing: Thing) -> [Thing] {
    guard case .members(let members, _)? = thing.fields[World.treeField(of: thing.kind)],
      let parent = self[thing.kind].first(where: { $0.id == members.first?.id })
    else { return [] }
    return [parent] + above(parent)
  }
}

/// A text of SQL.
func quoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}

/// Case and the one accent that a world has are folded before SQL sees them.
func folded(_ text: String) -> String { String(text.lowercased().map { $0 == "é" ? "e" : $0 }) }
