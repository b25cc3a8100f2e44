/// A fault that the reference evaluator makes on purpose, to show that a comparison would see it.
enum Fault: String, CaseIterable, Sendable {
  /// `not` takes what is not certain for certain.
  case wrongNot
  /// `>` takes the bound itself in.
  case offByOneBound
  /// A list that names all is taken to go on.
  case closedListOpened
  /// A member that only disputed claims support counts like any other.
  case doubtForgotten
  /// A guess counts like any other value.
  case guessTaken
  /// What is stated of a place above is no instead of maybe.
  case placeAboveRefused
  /// `only` is content with nothing at all.
  case emptyOnlyTaken
}
