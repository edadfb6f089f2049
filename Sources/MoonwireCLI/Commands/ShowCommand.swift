import ArgumentParser
import Moonwire

/// `moonwire show ID`: one story, whole.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a story, whole.",
    discussion: """
      The id is the one that 'moonwire search' prints; its first digits do where no other story has them. The headline \
      repeated at the head of the text and "Read more" at its end are left out unless --all is given.
      """)

  @Argument(help: "The story's id, or its first digits (four at least).")
  var id: String

  @Flag(help: "Print all of the text that the feed sent.")
  var all = false

  @Flag(help: "List all versions of the story, the oldest first, each with the words that changed.")
  var versions = false

  @OptionGroup var form: FormOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let archive = try place.archive()
    let story = try archive.story(typed: id)
    var output = StandardOutput()
    if versions {
      // A version under embargo stays unseen until its minute.
      let all = try archive.versions(of: story).filter { $0.wire.embargoedUntil.map { $0 <= .now } ?? true }
      if form.json {
        for version in all { try output.write(line: version.json) }
      } else {
        try output.write(VersionsLayout(terminal: Terminal(fileDescriptor: 1)).text(of: all))
      }
      return try output.flush()
    }
    if let until = story.wire.embargoedUntil, until > .now {
      throw CommandFailure(.nothingFound, "story \(story.key) is under embargo until \(until)")
    }
    if form.json {
      try output.write(line: story.json)
    } else {
      try output.write(StoryLayout(terminal: Terminal(fileDescriptor: 1)).whole(story, all: all))
    }
    try output.flush()
  }
}

extension Archive {
  /// The story whose id was typed, whole or in its first digits.
  ///
  /// - Throws: `CommandFailure` with 1 where there is none, with EX_USAGE where several ids begin so or none could.
  func story(typed id: String) throws -> Story {
    switch try story(id: id) {
    case .found(let story): return story
    case .none: throw CommandFailure(.nothingFound, "there is no story \(id)")
    case .ambiguous(let keys):
      let ids = keys.prefix(3).map(\.description).joined(separator: ", ")
      throw CommandFailure(.usage, "several stories begin with \(id) (\(ids), …); give more digits")
    case .malformed:
      throw CommandFailure(.usage, "'\(id)' is no story id: an id has 4 to 16 hexadecimal digits")
    }
  }
}
