import ArgumentParser
import Moonwire

/// Where the archive is; every command takes these.
struct PlaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The index folder, wherever it is.", discussion: "Without it, the folder Index of the archive home.",
      valueName: "folder"))
  var index: String?

  @Option(
    help: ArgumentHelp(
      "The archive home: a folder that holds Feeds and Index.",
      discussion: """
        Without it: $MOONWIRE_HOME, else the nearest folder upwards that holds both, else the XDG data folder.
        """,
      valueName: "folder"))
  var home: String?

  /// What the options say.
  var named: Place { Place(index: index, home: home) }

  /// The archive that the options, the environment and the working folder name.
  func archiveHome() -> ArchiveHome { named.archiveHome() }

  /// The archive, open for reading; see `Place`.
  func archive() throws -> Archive { try named.archive() }
}

/// The form of the results.
struct FormOptions: ParsableArguments {
  @Flag(help: "Print JSON, one object a line.")
  var json = false
}

/// What long work tells while it goes on.
struct ProgressOptions: ParsableArguments {
  @Flag(
    name: .shortAndLong, help: "Show neither progress nor figures; what went wrong is said all the same.")
  var quiet = false
}
