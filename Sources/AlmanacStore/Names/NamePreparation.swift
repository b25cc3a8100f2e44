extension Table {
  /// With more names than this an index of them takes so long to make that nobody is to wait for it
  /// who can go on without.
  static let manyNames = 50_000

  /// Whether names can be looked up without a wait.
  fileprivate var hasNamesReady: Bool {
    names.texts.count <= Table.manyNames || nameIndexBox.valueIfMade != nil
  }

  /// Folded names, sorted; none of them when `interruption` is raised before they are.
  public func nameIndex(unless interruption: Interruption) -> NameIndex {
    if names.texts.count <= Table.manyNames { return nameIndex }
    return nameIndexBox.value(unless: interruption) ?? NameIndex(NameIndex.Draft())
  }

  /// The words of names; where there are many, nil until they are made on another thread, which the
  /// first who asks begins.
  public var wordIndex: WordIndex? {
    names.texts.count <= Table.manyNames ? wordIndexBox.value : wordIndexBox.valueOrBegun
  }
}

extension Store {
  /// Whether names of every noun can be looked up without a wait.
  public var hasNamesReady: Bool { Noun.allCases.allSatisfy { self[$0].hasNamesReady } }

  /// Makes the indexes of names on another thread where there are many: at the first TAB they are
  /// there. Returns at once; few names are left until they are asked for.
  public func prepareNames() {
    let tables = Noun.allCases.map { self[$0] }.filter {
      $0.names.texts.count > Table.manyNames && $0.typingIndexBox.valueIfMade == nil
    }
    guard !tables.isEmpty else { return }
    Helper.workInBackground {
      for table in tables { _ = table.nameIndex }
      for table in tables { _ = table.typingIndex }
    }
  }

  /// Makes every index of names that is not there, until nobody waits any more.
  public func makeNames(unless interruption: Interruption) {
    for table in Noun.allCases.map({ self[$0] }) {
      guard table.nameIndexBox.value(unless: interruption) != nil,
        table.typingIndexBox.value(unless: interruption) != nil,
        table.wordIndexBox.value(unless: interruption) != nil
      else { return }
    }
  }
}
