import ArgumentParser

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
}

/// The form of the results.
struct FormOptions: ParsableArguments {
  @Flag(help: "Print JSON, one object a line.")
  var json = false
}
