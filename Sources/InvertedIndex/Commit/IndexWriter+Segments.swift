internal import Analysis
internal import Storage

/// The segment in memory, and the one that is being written.
extension IndexWriter {
  func openBuilder() throws {
    guard builder == nil else { return }
    let name = segmentName(manifest.nextSegment)
    manifest.nextSegment += 1
    builder = try SegmentBuilder(
      name: name, in: directory, fileSystem: fileSystem, analyzer: analyzer, options: options, work: work)
  }

  /// Bytes at which a segment is written.
  var segmentMemory: Int {
    max(IndexWriter.leastSegmentMemory, (options.memory - IndexWriter.otherMemory) / 3)
  }

  func segmentName(_ number: Int) -> String {
    "segment-" + padded(number)
  }

  /// Has the segment in memory written to its file, beside what follows where there are threads for it. It belongs to no
  /// generation yet.
  func beginFinishing() throws {
    guard let full = builder else { return }
    try fillAll()
    try completeFinishing()
    builder = nil
    finishingKeys = pending
    pending = [:]
    finishing = full
    try full.finish()
    if options.threads <= 1 { try completeFinishing() }
  }

  /// Waits until the segment that is being written is there, and opens it.
  func completeFinishing() throws {
    guard let written = finishing else { return }
    finishing = nil
    let isEmpty = finishingKeys.isEmpty
    finishingKeys = [:]
    try written.wait()
    if isEmpty {
      try fileSystem.remove(directory + "/" + written.name)
    } else {
      try adopt(written.name)
    }
  }

  /// Writes the segment in memory to its file.
  func flush() throws {
    try beginFinishing()
    try completeFinishing()
  }

  func adopt(_ name: String) throws {
    let segment = try SegmentReader(name: name, file: try fileSystem.map(directory + "/" + name), live: nil)
    enterKeys(of: segment)
    // Opening has looked at columns and keys, which are not needed for now.
    segment.release()
    segments.append(segment)
  }
}
