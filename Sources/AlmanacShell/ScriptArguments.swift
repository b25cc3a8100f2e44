internal import Almanac

/// What follows the file of `almanac run` and `.run`, for its `param` statements: `--y 2024`.
struct ScriptArguments {
  /// As typed, by name.
  private(set) var values: [String: String] = [:]

  /// Holds words against the `param` statements of a script and of the files that it includes.
  ///
  /// - Throws: ``ShellError`` for a name that no `param` has, a value that is missing or of another
  ///   type than the default.
  init(
    _ words: [String], for script: Script, context: QueryContext, settings: Settings,
    display: Display
  ) throws(ShellError) {
    let parameters = script.parameters
    var rest = words[...]
    while let word = rest.popFirst() {
      let (name, value) = try ScriptArguments.split(word, &rest, parameters)
      guard parameters.contains(where: { $0.name.text == name }) else {
        throw ScriptArguments.unknown(name, script, parameters)
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw .usage("--\(shown(name)) is given twice")
      }
    }
    var context = context
    context.arguments = values
    for parameter in parameters {
      do throws(QueryError) {
        try checkArgument(
          for: parameter.name, default: parameter.value, text: parameter.text, context: context)
      } catch {
        let told = render(
          error.diagnostics.map { $0.moved(by: parameter.start) }, text: parameter.script.text,
          style: display.messageStyle, width: display.messageWidthColumns,
          file: parameter.script.name, isShort: settings.errors == .short)
        throw .told(told, .usage)
      }
    }
  }

  /// `--y 2024`, or `--y=2024`.
  private static func split(
    _ word: String, _ rest: inout ArraySlice<String>, _ parameters: [Script.Parameter]
  ) throws(ShellError) -> (name: String, value: String) {
    guard word.hasPrefix("--"), word.utf8.count > 2 else {
      throw .usage(
        "behind the file stand its parameters, --NAME VALUE, not \"\(shown(word))\""
          + listed(parameters))
    }
    let content = word.dropFirst(2)
    if let sign = content.firstIndex(of: "=") {
      return (String(content[..<sign]), String(content[content.index(after: sign)...]))
    }
    guard let value = rest.first, !value.hasPrefix("--") else {
      let example = parameters.first { $0.name.text == content }
        .map { ", such as \(ScriptArguments.example($0))" }
      throw .usage("\(shown(word)) needs a value\(example ?? "")")
    }
    rest.removeFirst()
    return (String(content), value)
  }

  private static func unknown(
    _ name: String, _ script: Script, _ parameters: [Script.Parameter]
  ) -> ShellError {
    let close = nearest(name, in: parameters.map(\.name.text))
    return .usage(
      "\(shown(script.name ?? "this script")) has no param $\(shown(name))"
        + (close.map { "; did you mean --\($0)?" } ?? "") + listed(parameters))
  }

  private static func listed(_ parameters: [Script.Parameter]) -> String {
    parameters.isEmpty
      ? "\n  it takes none" : "\n  it takes: " + parameters.map(example).joined(separator: " ")
  }

  private static func example(_ parameter: Script.Parameter) -> String {
    "--\(parameter.name.text) \(commandLineExample(of: parameter.value))"
  }
}

extension Script {
  /// A `param` statement, and where it stands.
  struct Parameter {
    let name: Name
    let value: Query
    let text: String
    let script: Script
    let start: Int
  }

  /// Of this script, and of those that it includes.
  var parameters: [Parameter] {
    steps.flatMap { step -> [Parameter] in
      if case .include(let script) = step.kind { return script.parameters }
      guard case .param(let name, let value)? = step.statement?.kind else { return [] }
      return [
        Parameter(name: name, value: value, text: step.text, script: self, start: step.start)
      ]
    }
  }
}
