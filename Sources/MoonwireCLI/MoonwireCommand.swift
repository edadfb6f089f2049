import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The version of the program, by semantic versioning.
let moonwireVersion = "0.1.0"

/// `moonwire`: the whole command line.
struct MoonwireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moonwire",
    abstract: "Index wire feeds and search them.",
    discussion: """
      A folder with Feeds and Index is an archive home; this repository is one. Start with

        moonwire index Feeds/Samples
        moonwire search lunar station
      """,
    version: moonwireVersion,
    subcommands: [SearchCommand.self, ShowCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Bringing stories in",
        subcommands: [IndexCommand.self, ImportCommand.self, UpdateCommand.self, DeleteCommand.self]),
      CommandGroup(
        name: "Subscriptions",
        subcommands: [
          AddCommand.self, FeedsCommand.self, HealthCommand.self, PauseCommand.self, ResumeCommand.self,
          RemoveCommand.self,
        ]),
      CommandGroup(
        name: "Looking after the archive",
        subcommands: [
          ScheduleCommand.self, StatsCommand.self, ParseCommand.self, CheckCommand.self, MergeCommand.self,
          InitCommand.self,
        ]),
    ])
}

/// Where the program starts and ends. Nothing else in it exits.
@main
enum Program {
  static func main() {
    StandardOutput.keepDescriptors()
    Interruption.ignoreBrokenPipes()
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      let rewritten = CommandLineWords.rewritten(arguments)
      if let search = SearchRequest(arguments: rewritten) {
        do { try search.run() } catch { throw CommandFailure.explaining(error) ?? error }
        return
      }
      try refuseUnknownCommand(arguments)
      var command = try parsed(rewritten)
      do { try command.run() } catch { throw CommandFailure.explaining(error) ?? error }
      if let code = Interruption.exitCode { exit(code) }
    } catch let failure as CommandFailure {
      if let sentence = failure.sentence { complain(sentence) }
      exit(Interruption.exitCode ?? failure.status.rawValue)
    } catch is StandardOutput.BrokenPipe {
      exit(ExitStatus.success.rawValue)
    } catch {
      finish(with: error, arguments)
    }
  }

  /// The command of those arguments, by the argument parser.
  static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    try MoonwireCommand.parseAsRoot(arguments)
  }

  /// Names of all commands.
  private static var commands: [String] {
    MoonwireCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
  }

  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    guard let first = arguments.first, !first.hasPrefix("-"), !commands.contains(first) else { return }
    let nearest = CommandSuggestion.nearest(to: first, among: commands)
    let advice = nearest.map { "did you mean '\($0)'?" } ?? "'moonwire help' lists them"
    throw CommandFailure(.usage, "there is no command '\(first)'; \(advice)")
  }

  /// What was asked for instead of a command: help, the version, a completion script.
  private static func printHelp(_ text: String) -> Never {
    var output = StandardOutput()
    do {
      try output.write(text + "\n")
      try output.flush()
    } catch let failure as CommandFailure {
      if let sentence = failure.sentence { complain(sentence) }
      exit(failure.status.rawValue)
    } catch {
      exit(ExitStatus.success.rawValue)
    }
    exit(ExitStatus.success.rawValue)
  }

  /// Help and version go to standard output with status 0; what the parser could not make sense of is said in one
  /// sentence, with status 64; an error that nothing explains is a fault of ours, with status 70.
  private static func finish(with error: any Error, _ arguments: [String]) -> Never {
    let code = MoonwireCommand.exitCode(for: error)
    if code.isSuccess { printHelp(MoonwireCommand.fullMessage(for: error)) }
    let message = MoonwireCommand.message(for: error)
    guard code == .validationFailure else {
      complain("a fault in Moonwire: \(message.isEmpty ? String(reflecting: error) : message). Please report it.")
      exit(ExitStatus.software.rawValue)
    }
    let stop = message.last.map { ".?!".contains($0) } ?? false ? "" : "."
    let command = arguments.first.flatMap { commands.contains($0) ? " " + $0 : nil } ?? ""
    complain("\(message)\(stop) See 'moonwire\(command) --help'.")
    exit(ExitStatus.usage.rawValue)
  }
}
