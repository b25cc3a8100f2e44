public import AlmanacLanguage

/// Why a statement has no answer: one to three faults, in the order of the text.
public struct QueryError: Error, Hashable, Sendable {
  /// At least one, in the order of the text.
  public var diagnostics: [Diagnostic]

  /// An error of these faults.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
