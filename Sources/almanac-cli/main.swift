internal import AlmanacShell

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

let words = Array(CommandLine.arguments.dropFirst())
exit(ShortWay.invocation(words).map(Program.run) ?? AlmanacCommand.run(words))
