internal import Corpus

/// Stories of the segment in memory whose words it does not have yet: words, passages and records are made in batches on all
/// threads, and taken in the order in which stories came.
///
/// Batches are taken at the same points whatever the number of threads: how large the segment is at each story depends on
/// the stories alone, and with it where it ends.
extension IndexWriter {
  /// Batches that are being prepared while the next one comes in.
  private static let batchesAhead = 4

  /// Adds a story that was just entered into the segment in memory to the batch at hand.
  func enqueue(_ story: Story) throws {
    let open = try batch ?? spareBatches.popLast() ?? StoryBatch(options, analyzer: manifest.analyzer)
    batch = open
    open.append(story)
    guard open.isFull else { return }
    try send()
    while sent.count > IndexWriter.batchesAhead { try fillNext() }
  }

  /// Has the batch at hand prepared.
  private func send() throws {
    guard let full = batch else { return }
    batch = nil
    let lane = work.makeLane()
    try work.add(to: lane, cost: 0, limit: .max) { full.prepare() }
    sent.append((full, lane))
  }

  /// Makes sure that the segment in memory has all of a document.
  func fill(upTo document: Int) throws {
    if let builder, document >= builder.filledCount { try fillAll() }
  }

  /// Brings the words of all stories into the segment in memory.
  func fillAll() throws {
    try send()
    while !sent.isEmpty { try fillNext() }
  }

  /// Brings the words of the batch that was sent first into the segment in memory.
  private func fillNext() throws {
    let (batch, lane) = sent.removeFirst()
    try work.finish(lane)
    try builder?.fill(batch)
    batch.removeAll()
    spareBatches.append(batch)
  }
}
