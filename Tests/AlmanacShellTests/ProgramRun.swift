import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One run of the built program, with pipes for its streams.
struct ProgramRun {
  var output: String
  var messages: String
  /// The exit code, or minus the signal that ended it.
  var exitCode: Int32

  /// The built program: it lies beside the test bundle.
  static var path: String {
    get throws {
      var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      // A test runner may lie deeper than the products.
      for _ in 0..<4 {
        let program = folder.appending(path: "almanac").path
        if FileManager.default.isExecutableFile(atPath: program) { return program }
        folder.deleteLastPathComponent()
      }
      throw CocoaError(.fileNoSuchFile)
    }
  }

  /// The environment of a run: nothing of the developer's own settings.
  static func environment(_ more: [String: String] = [:]) -> [String: String] {
    var values = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"]
    for name in ["LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"] {
      values[name] = ProcessInfo.processInfo.environment[name]
    }
    return values.merging(more) { $1 }
  }

  /// Runs the program to its end.
  ///
  /// - Parameter input: Standard input; nil is an empty file, so that nothing waits for a reader.
  init(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
    outputPath: String? = nil
  ) throws {
    let folder = try TemporaryFolder()
    let inputPath = input == nil ? "/dev/null" : try folder.file("input", input ?? "")
    let outputFile = outputPath ?? folder.path + "/output"
    let messageFile = folder.path + "/messages"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputFile, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, messageFile, O_WRONLY | O_CREAT, 0o600)
    let process = try spawn(
      arguments, environment: ProgramRun.environment(environment), &actions)
    exitCode = wait(for: process)
    output =
      outputPath == nil
      ? String(decoding: try Data(contentsOf: URL(filePath: outputFile)), as: UTF8.self) : ""
    messages = String(decoding: try Data(contentsOf: URL(filePath: messageFile)), as: UTF8.self)
  }
}

/// Starts the program, with the signals of a program that a user starts: a test's own thread has
/// most of them blocked.
func spawn(
  _ arguments: [String], environment: [String: String],
  _ actions: inout posix_spawn_file_actions_t, leadsSession: Bool = false
) throws -> pid_t {
  let path = try ProgramRun.path
  var words = ([path] + arguments).map { strdup($0) } + [nil]
  var values = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for pointer in words + values { free(pointer) } }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  let setSession: Int32 = leadsSession ? 0x80 : 0  // POSIX_SPAWN_SETSID
  posix_spawnattr_setflags(
    &attributes, Int16(setSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  var process: pid_t = 0
  let fault = posix_spawn(&process, path, &actions, &attributes, &words, &values)
  try #require(fault == 0, "posix_spawn: \(String(cString: strerror(fault)))")
  return process
}

/// Waits for a process; its exit code, or minus the signal that ended it.
func wait(for process: pid_t) -> Int32 {
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  let signal = status & 0x7F
  return signal == 0 ? (status >> 8) & 0xFF : -signal
}

/// A folder that is gone when nobody needs it any more.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "almanac-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes a file; its path.
  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Array(text.utf8))
  }

  /// Makes a file; its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
    return path + "/" + name
  }
}
