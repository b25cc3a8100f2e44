public import AlmanacLanguage
public import AlmanacStore
internal import AlmanacText

/// Describes a noun, a field of one, or a thing.
///
/// - Throws: ``QueryError`` for a name that is not known, and for a path that is neither.
public func describe(
  _ statement: Statement, text: String, over store: Store, context: QueryContext
) throws(QueryError) -> Description? {
  let faults = Faults(text: text)
  guard case .describe(let subject) = try settled(statement, faults, context).kind else {
    return nil
  }
  let describer = Describer(store: store, context: context, faults: faults)
  if let noun = subject.noun { return .noun(describer.noun(noun)) }
  if case .member(let base, let name) = subject.kind, let noun = base.noun {
    return .field(try describer.field(name, of: noun))
  }
  let things = Subject(store: store, context: context, faults: faults)
  if let (entity, field) = try? things.field(subject), !field.type.isEntity {
    throw faults.error(
      "T07", "\(format(subject)) is a value of \(things.named(entity).name)", at: subject.range,
      label: "a noun, a field of one, or a thing is described",
      notes: ["the field of all: describe \(entity.noun.plural).\(field.name)"],
      fixes: [Diagnostic.Fix("why \(format(subject))")])
  }
  return .thing(describer.thing(try things.entity(subject)))
}

/// Every field of every noun that names a record in some other, with the query that lists those.
public func references(
  to entity: Entity, over store: Store, context: QueryContext
) -> [ThingDescription.Reference] {
  Describer(store: store, context: context, faults: Faults(text: "")).references(to: entity)
}

extension Expression {
  /// The noun that a word is.
  fileprivate var noun: Noun? {
    if case .word(let word) = kind { return Noun(word: foldedKey(word)) }
    return nil
  }
}
