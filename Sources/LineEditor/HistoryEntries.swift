/// The entries of a history in the order in which they are offered, each once: first those that were
/// entered here, then those that came from other programs meanwhile, then those that were there
/// before; the latest first.
///
/// They are walked by positions, 0 for the first. An entry that was entered again leaves an empty
/// position behind, so that the others keep theirs.
struct HistoryEntries {
  /// Where entries come from.
  enum Origin: Int {
    /// From this program.
    case own
    /// From another, since the file was read first.
    case foreign
    /// From before.
    case older
  }

  private var texts = TextPool()
  /// By origin; own and foreign ones the oldest first, older ones the latest first.
  private var numbers: [[Int]] = [[], [], []]
  /// Where a text stands now, by its number.
  private var homes: [(origin: Origin, index: Int)] = []

  /// How many entries there are.
  var count: Int { texts.count }

  /// How many positions there are.
  var positionCount: Int { numbers.reduce(0) { $0 + $1.count } }

  /// Adds an entry: a new one of our own is the first; one of others is not before our own; an
  /// older one counts only if there is none like it.
  mutating func add(_ text: ArraySlice<UInt8>, from origin: Origin) {
    let (number, isNew) = texts.insert(text)
    if !isNew {
      let home = homes[number]
      if origin == .older || origin == .foreign && home.origin == .own { return }
      if home == (origin, numbers[origin.rawValue].count - 1) { return }
    }
    let home = (origin, numbers[origin.rawValue].count)
    numbers[origin.rawValue].append(number)
    if isNew { homes.append(home) } else { homes[number] = home }
  }

  /// The UTF-8 of the entry at a position; nil where it is empty.
  func bytes(at position: Int) -> ArraySlice<UInt8>? {
    number(at: position).map { texts.bytes[texts.range(of: $0)] }
  }

  /// The entry at a position; nil where it is empty.
  func text(at position: Int) -> String? { number(at: position).map(texts.text) }

  /// Only the entries of our own.
  var ownOnly: HistoryEntries {
    var kept = HistoryEntries()
    for number in numbers[Origin.own.rawValue] {
      kept.add(texts.bytes[texts.range(of: number)], from: .own)
    }
    return kept
  }

  private func number(at position: Int) -> Int? {
    let own = numbers[Origin.own.rawValue].count
    let foreign = numbers[Origin.foreign.rawValue].count
    let place: (origin: Origin, index: Int) =
      if position < own {
        (.own, own - 1 - position)
      } else if position < own + foreign {
        (.foreign, own + foreign - 1 - position)
      } else {
        (.older, position - own - foreign)
      }
    let number = numbers[place.origin.rawValue][place.index]
    return homes[number] == place ? number : nil
  }
}
