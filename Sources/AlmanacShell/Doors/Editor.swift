internal import Almanac
internal import LineEditor

/// The line editor as the shell uses it.
final class Editor {
  enum Outcome {
    case line(String)
    case interrupted
    case endOfInput
  }
  init(historyPath: String?, environment: Environment) {}
  var history: [String] { [] }
  func look(at session: Session) {}
  func readLine(prompt: String, continuation: String) -> Outcome {
    print(prompt, terminator: "")
    guard let line = Swift.readLine() else { return .endOfInput }
    return .line(line)
  }
  func offer(_ text: String) {}
  func whileInterruptible(_ body: () -> Reply) -> (Reply, isCancelled: Bool) { (body(), false) }
}
