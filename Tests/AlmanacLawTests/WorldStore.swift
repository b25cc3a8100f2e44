import Almanac
import TestSupport

extension World {
  /// The world as a store, its things added in the order of a seed; nil keeps the world's order.
  func store(shuffledBy seed: UInt64? = nil) throws -> Store {
    var order = Kind.allCases.filter { $0 != .figure }.flatMap { self[$0] }
    if let seed {
      var random = SeededGenerator(seed: seed)
      order.shuffle(using: &random)
    }
    var builder = StoreBuilder()
    for thing in order { try add(thing, to: &builder) }
    let (store, faults) = builder.finish()
    guard faults.isEmpty else { throw WorldFault(faults: faults) }
    return store
  }

  private struct WorldFault: Error {
    var faults: [BuildFault]
  }

  private func add(_ thing: Thing, to builder: inout StoreBuilder) throws {
    guard let noun = thing.kind.noun else { return }
    let entity = try builder.add(noun, id: thing.id)
    for name in thing.names { builder.addName(name.text, language: name.language, to: entity) }
    if let acronym = thing.acronym { builder.addName(acronym, kind: .acronym, to: entity) }
    if let alias = thing.alias { builder.addName(alias, kind: .alias, to: entity) }
    for (field, datum) in thing.fields.sorted(by: { $0.key < $1.key }) {
      try state(field, datum, of: thing, entity, in: &builder)
    }
  }

  private func state(
    _ field: String, _ datum: Datum, of thing: Thing, _ entity: Entity,
    in builder: inout StoreBuilder
  ) throws {
    switch datum {
    case .members(let members, let more):
      guard let target = World.targets[thing.kind]?[field]?.noun else { return }
      for member in members {
        builder.addReference(
          field, to: .id(member.id), noun: target, of: entity, isDoubtful: member.isDoubtful)
      }
      if let more {
        builder.markOpen(
          field, more: more.map { ListColumn.More(unit: "", count: $0) }, of: entity)
      } else if members.isEmpty {
        builder.markNone(field, of: entity)
      }
    case .words(let words): for word in words { builder.addCode(field, word, of: entity) }
    case .text(let text): builder.setText(field, text, of: entity)
    case .links(let links):
      for link in links {
        guard let noun = link.target.noun else { continue }
        let target =
          builder.find(noun, id: link.id).map { StoreBuilder.Target.record($0) } ?? .id(link.id)
        builder.addLink(kind: link.word, to: target, of: entity)
      }
    case .date(let text): builder.setWhen(try readDate(text), of: entity)
    case .amount(let amount, let disputed):
      guard World.measures.contains(field) else {
        builder.setNumber(field, amount.quantity, of: entity)
        return
      }
      for (index, value) in disputed.enumerated() {
        _ = try builder.addClaim(
          id: "\(thing.id)-\(field)-\(index)", subject: .record(entity), field: field,
          value: value, verdict: "disputed")
      }
      if disputed.isEmpty {
        try builder.addFigure(
          id: "\(thing.id)-\(field)", subject: .record(entity), measure: field,
          value: amount.quantity)
      }
    }
  }
}

extension Amount {
  /// Read from its text where it has one, so that the store's reader of quantities is judged too.
  var quantity: Quantity { Quantity(text) ?? Quantity(lower: low, upper: high) }
}

extension Kind {
  /// nil never: every kind is a noun.
  var noun: Noun? { Noun(word: rawValue) }
}
