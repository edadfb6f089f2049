import ArgumentParser
import Moonwire

/// `moonwire feeds`: the feeds of the archive and how they are.
struct FeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds", abstract: "List the feeds, how many stories each has given, and which are in trouble.")

  @OptionGroup var form: FormOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let feeds = try place.archive().feeds()
    var output = StandardOutput()
    if form.json {
      for feed in feeds { try output.write(line: feed.json) }
    } else {
      let now = Timestamp.now
      var table = TextTable(.right, .left, .left, .left)
      for feed in feeds {
        table.add(ProgressLine.grouped(Int64(feed.stories)), feed.newest.ago(from: now), feed.title, feed.id)
      }
      try output.write(table.text)
    }
    try output.flush()
    if feeds.isEmpty { throw CommandFailure(.nothingFound, NothingFound.emptyIndex) }
  }
}

extension FeedCount {
  /// A feed as one line of JSON.
  var json: JSONValue {
    [
      "schema": jsonSchema, "title": .text(orNull: title), "address": .string(id), "stories": .integer(Int64(stories)),
      "newest": .string(newest.description),
    ]
  }
}
