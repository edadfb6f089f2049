import ArgumentParser
import Moonwire

/// `moonwire delete ID…`: takes stories out of the index.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Take stories out of the index.",
    discussion: """
      Either all of them are deleted or, where an id is unknown, none. A feed that still carries such a story brings it back \
      when it next changes.
      """)

  @Argument(help: "Ids of stories, or their first digits (four at least).")
  var ids: [String]

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let home = place.archiveHome()
    let archive = try place.archive()
    let keys = try ids.map { try archive.story(typed: $0).key }
    let writer = try IndexWriter(directory: home.indexDirectory, holder: Surroundings.holder("delete"))
    var deleted = 0
    for key in keys where try writer.delete(key) { deleted += 1 }
    let commit = try writer.commit()
    var output = StandardOutput()
    try output.write(Quantity.count(deleted, "story", "stories") + " deleted\n")
    try output.flush()
    if let fault = commit.mergeFault { throw CommandFailure(.data, fault) }
  }
}
