internal import AlmanacText

// What records refer to before it is known where that leads.
extension StoreBuilder {
  mutating func pendingCode(_ noun: Noun?, _ target: Target) -> UInt32 {
    switch target {
    case .record(let entity):
      return append(PendingReference(noun: noun, target: .record(entity), file: file))
    case .id(var id):
      return id.withUTF8 {
        unsafe pendingKey(noun, Span(_unsafeElements: $0), isName: false)
      }
    case .only(let noun, var id):
      return id.withUTF8 {
        unsafe pendingKey(noun, Span(_unsafeElements: $0), isName: false)
      }
    case .name(var name):
      return name.withUTF8 {
        unsafe pendingKey(noun, Span(_unsafeElements: $0), isName: true)
      }
    case .places(let chain):
      var key = ""
      for step in chain {
        key += step.name
        key += "\u{1f}"
        key += step.kind
        key += "\u{1e}"
      }
      return pendingPlaces(Array(key.utf8).span)
    }
  }

  /// A chain of places by its key: each place's name, 1F, its kind, 1E.
  mutating func pendingPlaces(_ key: Span<UInt8>) -> UInt32 {
    let (code, isNew) = pendingKeys.insert(key, tag: .max)
    if isNew {
      pendingOfKey.append(
        append(PendingReference(noun: .place, target: .places(code), file: file)))
    }
    return pendingOfKey[Int(code)]
  }

  /// The chain of places of a pending key.
  func placeSteps(of code: UInt32) -> [PlaceStep] {
    let text = pendingKeys.texts.span(of: code)
    var steps: [PlaceStep] = []
    var start = 0
    var middle = 0
    for index in text.indices {
      if text[index] == 0x1F { middle = index }
      guard text[index] == 0x1E else { continue }
      steps.append(
        PlaceStep(
          name: String(text.extracting(start..<middle)),
          kind: String(text.extracting(min(middle + 1, index)..<index))))
      start = index + 1
      middle = start
    }
    return steps
  }

  mutating func pendingKey(
    _ noun: Noun?, _ text: Span<UInt8>, isName: Bool
  ) -> UInt32 {
    let kind = UInt32(noun?.rawValue ?? 0x7F) << 1 | (isName ? 1 : 0)
    let (code, isNew) = pendingKeys.insert(text, tag: kind << 16 | UInt32(file))
    if isNew {
      let target: PendingReference.Target = isName ? .name(code) : .id(code)
      pendingOfKey.append(append(PendingReference(noun: noun, target: target, file: file)))
    }
    return pendingOfKey[Int(code)]
  }

  /// An event by the number that is its id: as nearly every one is another, they are not told apart.
  mutating func pendingEvent(_ number: UInt64) -> UInt32 {
    append(PendingReference(noun: .event, target: .number(number), file: file))
  }

  private mutating func append(_ reference: PendingReference) -> UInt32 {
    pending.append(reference)
    return UInt32(truncatingIfNeeded: pending.count &- 1)
  }
}

extension String {
  /// The text of some bytes.
  init(_ bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

/// The id of a record that has only a name: its folded words joined by hyphens.
public func identifier(fromName name: String) -> String {
  String(decoding: identifier(fromKey: Array(foldedKey(name).utf8)), as: UTF8.self)
}

/// The id of a record of that folded name.
func identifier(fromKey key: [UInt8]) -> [UInt8] {
  // Words of a key stand one space apart.
  key.map { $0 == 0x20 ? 0x2D : $0 }
}
