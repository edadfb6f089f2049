import ArgumentParser
import Moonwire

/// `moonwire feeds`: the feeds of the archive and how they are.
struct FeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds",
    abstract: "List the feeds: how many stories each has given, when it is asked next, and what is wrong.",
    discussion: """
      Subscribed feeds, also those that have never answered, and feeds that were indexed by hand, which have no number. \
      --json adds addresses and exact times. --opml prints the list of subscriptions with its folders, tags and options, \
      for other programs or for 'moonwire add' elsewhere.
      """)

  @Flag(help: "Print the list of subscriptions as OPML.")
  var opml = false

  @OptionGroup var form: FormOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if opml, form.json { throw ValidationError("--opml and --json are two forms: give one of them") }
  }

  func run() throws {
    var output = StandardOutput()
    if opml {
      try output.write(bytes: list().opml)
      return try output.flush()
    }
    let overview = try FeedsOverview(place, now: .now)
    if form.json {
      for line in overview.json { try output.write(line: line) }
    } else if !overview.feeds.isEmpty {
      let terminal = Terminal(fileDescriptor: 1)
      try output.write(overview.text(columns: terminal.isTerminal ? terminal.columns : nil))
    }
    try output.flush()
    if overview.feeds.isEmpty { throw CommandFailure(.nothingFound, NothingFound.emptyIndex) }
  }

  private func list() throws -> Subscriptions {
    let path = place.archiveHome().subscriptionsPath
    guard Folder.exists(path) else {
      throw CommandFailure(.noInput, "\(path) is not there; subscribe with 'moonwire add'")
    }
    return try Subscriptions(path: path)
  }
}
