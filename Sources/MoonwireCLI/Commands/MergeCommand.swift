import ArgumentParser
import Moonwire

/// `moonwire merge`: joins all segments into one.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join all parts of the index into one and drop what was deleted.",
    discussion:
      "Never needed, since updates merge as they go. It makes an index that will not change smaller and faster.")

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let home = place.archiveHome()
    let before = try place.archive().statistics()
    let writer = try IndexWriter(directory: home.indexDirectory, holder: Surroundings.holder("merge"))
    var progress = ProgressBar("Merging")
    progress.announce(
      "Merging \(Quantity.count(before.segments, "segment", "segments")), \(Quantity.bytes(Int64(before.bytes)))")
    do {
      try writer.mergeAll()
    } catch {
      progress.finish()
      throw error
    }
    progress.finish()
    let after = try place.archive().statistics()
    var output = StandardOutput()
    try output.write(
      "\(Quantity.count(before.segments, "segment", "segments")) merged into \(after.segments), "
        + "\(Quantity.bytes(Int64(before.bytes))) into \(Quantity.bytes(Int64(after.bytes)))\n")
    try output.flush()
  }
}
