import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `moonwire`: the whole command line.
struct MoonwireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moonwire",
    abstract: "Index wire feeds and search them.",
    version: "0.1.0")
}

/// Where the program starts and ends. Nothing else in it exits.
@main
enum Program {
  static func main() {
    Interruption.ignoreBrokenPipes()
    do {
      let arguments = CommandLineWords.rewritten(Array(CommandLine.arguments.dropFirst()))
      var command = try MoonwireCommand.parseAsRoot(arguments)
      try command.run()
    } catch let failure as CommandFailure {
      if let sentence = failure.sentence { complain(sentence) }
      exit(failure.status.rawValue)
    } catch is StandardOutput.BrokenPipe {
      exit(ExitStatus.success.rawValue)
    } catch {
      finish(with: error)
    }
  }

  /// Help and version go to standard output with status 0; what the parser could not make sense of is said in one
  /// sentence, with status 64.
  private static func finish(with error: any Error) -> Never {
    let code = MoonwireCommand.exitCode(for: error)
    if code.isSuccess { MoonwireCommand.exit(withError: error) }
    let message = MoonwireCommand.message(for: error)
    complain(message + (message.last.map { ".?!".contains($0) } ?? false ? "" : ".") + " Try 'moonwire help'.")
    exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
  }
}
