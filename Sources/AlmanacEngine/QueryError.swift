public import AlmanacLanguage

/// Why a statement has no answer: one to three faults, in the order of the text.
public struct QueryError: Error, Hashable, Sendable {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
