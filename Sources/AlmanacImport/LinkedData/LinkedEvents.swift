internal import AlmanacStore
internal import AlmanacTime

// The properties of schema.org's Event.
extension Importer {
  mutating func readLinkedEvent(
    _ node: Int, _ document: inout LinkedDocument, _ record: inout RecordInProgress
  ) {
    let tree = document.tree
    readLinkedKind(node, LinkedTypes.kind(of: tree.linkedTypes(node)), tree, &record)
    readLinkedPeriod(node, tree, &record)
    readAttendanceMode(node, tree, &record)
    var member = tree.firstChild(node)
    while member >= 0 {
      builder.place = place(tree.offset(member))
      if tree.kind(member) != .null {
        readEventProperty(localName(tree.keyText(member)), member, &document, &record)
      }
      member = tree.next(member)
    }
    markMore(record)
  }

  /// The word of `additionalType`, which tells more than a type of schema.org, else that of the type.
  mutating func readLinkedKind(
    _ node: Int, _ kind: String?, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    var kind = kind
    if let member = tree.linkedMember("additionalType", of: node) {
      for (text, _) in linkedTexts(member, tree) {
        if text.contains(":") || text.contains("/") {
          keepForeign("additionalType", text, &record)
        } else {
          kind = text
        }
      }
    }
    guard let kind else { return }
    builder.addCode("kind", kind, of: record.entity)
    record.written.insert("kind")
  }

  private mutating func readEventProperty(
    _ key: String, _ node: Int, _ document: inout LinkedDocument, _ record: inout RecordInProgress
  ) {
    let tree = document.tree
    switch key {
    case "@context", "@type", "type", "@id", "id", "startDate", "endDate", "startTime",
      "endTime", "duration",
      "eventAttendanceMode", "eventSchedule", "additionalType":
      break
    case "additionalProperty": readAdditionalProperties(node, tree, &record)
    case "name": addLinkedNames(node, tree, .name, record)
    case "alternateName": addLinkedNames(node, tree, .alias, record)
    case "description":
      for (text, language) in linkedTexts(node, tree) {
        setForeignText("note", text, language, &record)
      }
    case "url":
      if let url = linkedTexts(node, tree).first?.text { setForeignText("url", url, "", &record) }
    case "eventStatus": readEventStatus(node, tree, &record)
    case "location": readLocations(node, &document, &record)
    case "organizer": referLinked("organizer", .organization, node, &document, &record)
    case "sponsor", "funder", "contributor":
      referLinked("partner", .organization, node, &document, &record)
    case "performer", "performers", "actor":
      referParties(node, .person, person: "speaker", &document, &record)
    case "attendee", "attendees":
      referParties(node, .organization, person: key, &document, &record)
    case "about", "keywords": readThemes(node, tree, &record)
    case "superEvent": readSuperEvents(node, &document, &record)
    case "subEvent", "subEvents": readParts([node], of: record.entity, &document, record.entity)
    case "maximumAttendeeCapacity", "maximumPhysicalAttendeeCapacity":
      if key == "maximumAttendeeCapacity", let quantity = quantity(node, tree) {
        addForeignFigure("capacity", quantity, at: tree.offset(node), record)
      } else {
        keepLinked(node, key, tree, &record)
      }
    case "subjectOf", "isBasedOn", "citation":
      for (text, _) in linkedTexts(node, tree) {
        _ = builder.addSource(
          Array(text.utf8).span, isName: true, field: "source", line: 0, of: record.entity)
      }
      record.written.insert("source")
    case "identifier" where tree.kind(node) == .text || tree.kind(node) == .number:
      if let text = tree.scalarText(node), text != builder.id(of: record.entity) {
        keepForeign(key, text, &record)
      }
    case "inLanguage": keepLinked(node, "language", tree, &record)
    default: keepLinked(node, key, tree, &record)
    }
  }

  private mutating func readEventStatus(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    guard let text = linkedTexts(node, tree).first?.text else { return }
    let name = localName(text)
    let words = [
      "EventScheduled": "scheduled", "EventCancelled": "cancelled", "EventPostponed": "postponed",
      "EventRescheduled": "rescheduled", "EventMovedOnline": "moved online",
    ]
    builder.addCode("status", words[name] ?? name.lowercased(), of: record.entity)
    record.written.insert("status")
  }

  /// The mode that is said, else the one that the locations show.
  private mutating func readAttendanceMode(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    var mode: String?
    if let member = tree.linkedMember("eventAttendanceMode", of: node),
      let text = linkedTexts(member, tree).first?.text
    {
      mode = modeWord(text)
    } else if let member = tree.linkedMember("location", of: node) {
      var (isOnline, isAtPlace) = (false, false)
      var element = tree.firstElement(member)
      while element >= 0 {
        let isVirtual = tree.linkedTypes(element).contains("VirtualLocation")
        (isOnline, isAtPlace) = (isOnline || isVirtual, isAtPlace || !isVirtual)
        element = tree.nextElement(element, of: member)
      }
      if isOnline { mode = isAtPlace ? "hybrid" : "online" }
    }
    guard let mode else { return }
    builder.addCode("mode", mode, of: record.entity)
    record.written.insert("mode")
  }

  /// Words, with commas between them, or things with names.
  private mutating func readThemes(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    var element = tree.firstElement(node)
    while element >= 0 {
      let isThing = tree.kind(element) == .table && tree.member("@value", of: element) == nil
      for (text, _) in linkedTexts(element, tree) {
        // A thing has one name, whatever stands in it.
        for word in isThing ? [text[...]] : text.split(whereSeparator: { ",;".contains($0) }) {
          refer("theme", .theme, to: String(word).trimmedBlanks, &record)
        }
      }
      element = tree.nextElement(element, of: node)
    }
  }

  /// Events above or below, as objects or by their ids.
  private mutating func readParts(
    _ nodes: [Int], of parent: Entity?, _ document: inout LinkedDocument, _ entity: Entity
  ) {
    let tree = document.tree
    for node in nodes {
      var element = tree.firstElement(node)
      while element >= 0 {
        if let other = relatedEvent(element, &document), other != entity {
          let (child, above) = parent == nil ? (entity, other) : (other, entity)
          if document.hasParent.insert(child).inserted {
            builder.place = place(tree.offset(element))
            builder.addReference("part_of", to: .record(above), noun: .event, of: child)
          }
        }
        element = tree.nextElement(element, of: node)
      }
    }
  }

  /// An EventSeries is what the event is an edition of, any other what it is a part of.
  private mutating func readSuperEvents(
    _ node: Int, _ document: inout LinkedDocument, _ record: inout RecordInProgress
  ) {
    let tree = document.tree
    var element = tree.firstElement(node)
    while element >= 0 {
      if tree.linkedTypes(document.resolved(element)).contains("EventSeries"),
        let series = relatedEvent(element, &document), series != record.entity
      {
        if record.written.insert("series").inserted {
          builder.place = place(tree.offset(element))
          builder.addReference("series", to: .record(series), noun: .event, of: record.entity)
        }
      } else {
        readParts([element], of: nil, &document, record.entity)
      }
      element = tree.nextElement(element, of: node)
    }
  }

  private mutating func relatedEvent(_ node: Int, _ document: inout LinkedDocument) -> Entity? {
    let tree = document.tree
    if tree.kind(node) == .table { return linkedEntity(node, as: .event, &document) }
    guard let id = tree.text(node) else { return nil }
    if let known = document.nodes[id] { return linkedEntity(known, as: .event, &document) }
    return builder.meant(.event, id: globalID(id))
  }
}

// MARK: - Parties

extension Importer {
  /// Those that a property names, as records of one noun.
  private mutating func referLinked(
    _ field: String, _ noun: Noun, _ node: Int, _ document: inout LinkedDocument,
    _ record: inout RecordInProgress
  ) {
    let tree = document.tree
    var element = tree.firstElement(node)
    while element >= 0 {
      referParty(element, field, noun, &document, &record)
      element = tree.nextElement(element, of: node)
    }
  }

  /// People speak, organizations take part; of a word alone the property tells which it is.
  private mutating func referParties(
    _ node: Int, _ expected: Noun, person key: String, _ document: inout LinkedDocument,
    _ record: inout RecordInProgress
  ) {
    let tree = document.tree
    var element = tree.firstElement(node)
    while element >= 0 {
      let noun = LinkedTypes.noun(of: tree.linkedTypes(document.resolved(element))) ?? expected
      if noun == .organization {
        referParty(element, "participant", .organization, &document, &record)
      } else if key == "speaker" {
        referParty(element, key, .person, &document, &record)
      } else {
        for (text, _) in linkedTexts(element, tree) { keepForeign("attendee", text, &record) }
      }
      element = tree.nextElement(element, of: node)
    }
  }

  private mutating func referParty(
    _ node: Int, _ field: String, _ noun: Noun, _ document: inout LinkedDocument,
    _ record: inout RecordInProgress
  ) {
    let tree = document.tree
    let node = document.resolved(node)
    guard tree.kind(node) == .table, tree.linkedMember("name", of: node) != nil else {
      if let text = linkedTexts(node, tree).first?.text {
        refer(field, noun, to: globalID(text), &record)
      }
      return
    }
    // A person who organizes is an organization of that name here.
    let type = LinkedTypes.noun(of: tree.linkedTypes(node)) ?? noun
    guard type == noun, let target = linkedEntity(node, as: noun, &document) else {
      if let name = linkedTexts(node, tree).first?.text { refer(field, noun, to: name, &record) }
      return
    }
    builder.addReference(field, to: .record(target), noun: noun, of: record.entity)
    record.written.insert(field)
  }

  /// An organization, a person or a place with what is said of it.
  mutating func readLinkedThing(
    _ node: Int, _ document: inout LinkedDocument, _ record: inout RecordInProgress
  ) {
    let tree = document.tree
    let kinds = [
      "City": "city", "Country": "country", "State": "province", "Continent": "continent",
    ]
    let kind = tree.linkedTypes(node).lazy.compactMap { kinds[$0] }.first
    readLinkedKind(node, record.noun == .place ? kind : nil, tree, &record)
    var member = tree.firstChild(node)
    while member >= 0 {
      let key = localName(tree.keyText(member))
      switch key {
      case "@context", "@type", "type", "@id", "id", "additionalType": break
      case "additionalProperty": readAdditionalProperties(member, tree, &record)
      case "identifier" where tree.scalarText(member) == builder.id(of: record.entity): break
      case "containedInPlace" where record.noun == .place,
        "parentOrganization" where record.noun == .organization,
        "inDefinedTermSet" where record.noun == .theme:
        referLinked("parent", record.noun, member, &document, &record)
      case "name": addLinkedNames(member, tree, .name, record)
      case "alternateName", "legalName": addLinkedNames(member, tree, .alias, record)
      case "description":
        for (text, language) in linkedTexts(member, tree) {
          setForeignText("note", text, language, &record)
        }
      case "url" where record.noun == .organization:
        if let url = linkedTexts(member, tree).first?.text {
          setForeignText("url", url, "", &record)
        }
      case "event", "events", "performerIn":
        var element = tree.firstElement(member)
        while element >= 0 {
          if tree.kind(element) == .table { _ = linkedEntity(element, as: .event, &document) }
          element = tree.nextElement(element, of: member)
        }
      default: keepLinked(member, key, tree, &record)
      }
      member = tree.next(member)
    }
    markMore(record)
  }
}
