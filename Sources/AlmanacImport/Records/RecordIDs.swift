internal import AlmanacStore

/// Under which id a record is added.
struct RecordID {
  var text: String
  /// The record that it is one with, as both have one id.
  var twin: Entity?
}

// Which records are one by their ids. Within a file an equal id is the same thing; of two files only an
// id that means one thing everywhere. A number or a short word belongs to its file: where another file
// has it, this one's gets the file's name behind it.
extension Importer {
  /// An id as this file may use it: another one where a record has it already.
  mutating func ownID(
    _ id: String, _ noun: Noun, isGlobal: Bool, at offset: Int
  ) -> RecordID {
    if let known = builder.meant(noun, id: id), Int(builder.place(of: known) >> 48) == file {
      // It goes when both become one, so it need only be new.
      let number = builder.rowCount(of: noun) + 1
      return RecordID(text: freeID("\(id)~\(number)", noun), twin: known)
    }
    guard let existing = builder.find(noun, id: id) else { return RecordID(text: id) }
    let newID = freeID("\(id)~\(files[file].name)", noun)
    builder.rename(noun, id: id, to: newID)
    let mayMerge =
      builder.origins[file] != .separate
      && builder.origins[Int(builder.place(of: existing) >> 48)] != .separate
    if mayMerge, isGlobal { return RecordID(text: newID, twin: existing) }
    renamedRecords.append(
      RenamedRecord(noun: noun, id: id, newID: newID, file: file, offset: offset))
    return RecordID(text: newID)
  }

  /// A record of a free id; it is united with its twin when all is read.
  mutating func add(_ noun: Noun, _ id: RecordID) -> Entity {
    do throws(DuplicateRecord) {
      let entity = try builder.add(noun, id: id.text)
      if let twin = id.twin { builder.unite(entity, with: twin) }
      return entity
    } catch {
      preconditionFailure("the id was free")
    }
  }

  /// An id that means one thing everywhere: a URI, a UID, a DOI, a prefixed one such as `ror:…`.
  func isGlobalID(_ id: String) -> Bool {
    id.contains(":") || id.contains("@") || id.hasPrefix("10.")
  }
}
