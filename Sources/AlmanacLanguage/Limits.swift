/// How much of a query is read; more is a diagnostic, never a trap.
public enum Limits {
  /// Bytes of UTF-8 in one statement.
  public static let statementBytes = 64 * 1024
  /// Levels of a syntax tree: brackets, `not`, and each link of a chain such as `a + b + c`.
  public static let nesting = 256
  /// Bytes of a statement for which a fix is looked for: a longer one nobody would type again.
  public static let mendedBytes = 4 * 1024
  /// Diagnostics reported for one statement.
  public static let diagnostics = 3
}
