import ArgumentParser
import Moonwire

/// `moonwire merge`: joins all segments into one.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join all parts of the index into one and drop what was deleted.",
    discussion: """
      Never needed, since updates merge as they go. It makes an index that will not change smaller and faster; with \
      --full all texts are compressed anew, slowly and well, against a dictionary made of them.
      """)

  @Flag(help: "Compress all texts anew.")
  var full = false

  @Option(help: ArgumentHelp("How hard --full tries, from 1 to 19.", valueName: "number"))
  var level = 12

  @OptionGroup var telling: ProgressOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard (1...19).contains(level) else { throw ValidationError("--level is from 1 to 19") }
  }

  func run() throws {
    Interruption.listen()
    let home = place.archiveHome()
    let before = try statistics()
    let writer = try IndexWriter(directory: home.indexDirectory, holder: Surroundings.holder("merge"))
    let progress = ProgressBox("Merging", isQuiet: telling.quiet)
    defer { progress.finish() }
    let what =
      before.map { "\(Quantity.count($0.segments, "segment", "segments")), \(Quantity.bytes(Int64($0.bytes)))" }
      ?? "an index of an older format"
    progress.announce("Merging \(what)")
    let summary = try writer.mergeAll(compressionLevel: full ? level : nil) {
      progress.announce("Merging \(what): \(Int($0 * 100)) %")
      return !Interruption.isWanted
    }
    progress.finish()
    guard !summary.mergesPutOff else { throw CommandFailure(.temporary, "merging was stopped; the index is as it was") }
    let after = try place.archive().statistics()
    var output = StandardOutput()
    if let before {
      try output.write(
        "\(Quantity.count(before.segments, "segment", "segments")) merged into \(after.segments), "
          + "\(Quantity.bytes(Int64(before.bytes))) into \(Quantity.bytes(Int64(after.bytes)))\n")
    } else {
      try output.write(
        "brought up to date: \(Quantity.count(after.stories, "story", "stories")), "
          + "\(Quantity.bytes(Int64(after.bytes)))\n")
    }
    try output.flush()
  }

  /// What the index is made of; nil for an index of an older format, which the writer takes over.
  private func statistics() throws -> ArchiveStatistics? {
    do {
      return try place.archive().statistics()
    } catch IndexError.olderFormat {
      return nil
    }
  }
}
