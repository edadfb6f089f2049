import ArgumentParser
import Moonwire

/// `moonwire init`: makes an archive home.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make an archive home: a folder with Feeds and Index.",
    discussion: "By default in the XDG data folder. What is there already stays as it is.")

  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard place.index == nil else { throw ValidationError("'init' makes a home; name it with --home") }
  }

  func run() throws {
    let home = place.named.newHome()
    try Folder.make(home.feedsDirectory)
    try Folder.make(home.indexDirectory)
    let isNew = try Folder.makeFile(home.subscriptionsPath, containing: InitCommand.noSubscriptions)
    var output = StandardOutput()
    try output.write("\(SafeText.line(home.path)) \(isNew ? "is ready" : "was there already")\n")
    try output.flush()
  }

  /// A list of subscriptions with none in it.
  static let noSubscriptions = """
    <?xml version="1.0" encoding="UTF-8"?>
    <opml version="2.0">
      <head>
        <title>Moonwire</title>
      </head>
      <body>
      </body>
    </opml>

    """
}
