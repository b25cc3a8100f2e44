extension Store {
  /// How often damage of its snapshot was touched so far: what is told before a query and asked for
  /// behind it. 0 for what was loaded.
  public var damageCount: Int { arena?.damageCount ?? 0 }

  /// The damage that was touched since ``damageCount`` was that, or nil; an answer that was made
  /// meanwhile is none.
  public func damage(since count: Int) -> Arena.Damage? {
    guard let arena, arena.damageCount != count else { return nil }
    return arena.damage
  }

  /// Reads every block of its snapshot.
  ///
  /// - Parameter goOn: asked between the blocks with how many there were; false ends it.
  /// - Returns: what is wrong with the file, block by block.
  public func damages(goOn: (_ blockCount: Int) -> Bool = { _ in true }) -> [Arena.Damage] {
    guard let arena else { return [] }
    var found: [Arena.Damage] = []
    for block in 0..<arena.blockCount {
      guard goOn(block) else { break }
      let before = arena.damageCount
      arena.touch(block << Arena.blockShift)
      if arena.damageCount != before, let damage = arena.damage { found.append(damage) }
    }
    return found
  }

  /// How many blocks of 64 KiB its snapshot has; 0 for what was loaded.
  public var blockCount: Int { arena?.blockCount ?? 0 }
}
