internal import Corpus

/// Stories on their way into the segment in memory, in batches: words, passages and records are made on all threads, and
/// segments filled in the order in which stories came.
extension IndexWriter {
  /// Batches that are prepared ahead for each thread beside the caller's.
  private static let batchesAhead = 2

  /// Adds a story, which is neither waiting nor in the segment in memory, to the batch at hand.
  func enqueue(_ story: Story, key: StoryKey) throws {
    let batch = try openBatch()
    batch.append(story, key: key)
    waiting.insert(key)
    guard batch.isFull else { return }
    try send()
    while sent.count > IndexWriter.batchesAhead * work.threadCount { try fillNext() }
  }

  /// Brings a story that came earlier in this run to where it will be: in the segment in memory, or in one that is written.
  /// All stories before this one are taken in first, so that which of the two it is does not depend on how many batches are
  /// under way.
  func settle(_ key: StoryKey) throws {
    if waiting.contains(key) || pending[key] != nil { try fillAll() }
    if finishingKeys[key] != nil { try completeFinishing() }
  }

  private func openBatch() throws -> StoryBatch {
    if let batch { return batch }
    let made = try spareBatches.popLast() ?? StoryBatch(options, analyzer: manifest.analyzer)
    batch = made
    return made
  }

  /// Has the batch at hand prepared.
  private func send() throws {
    guard let full = batch, full.count > 0 else { return }
    batch = nil
    let lane = work.makeLane()
    try work.add(to: lane, cost: 0, limit: .max) { full.prepare() }
    sent.append((full, lane))
  }

  /// Brings all stories that wait into segments.
  func fillAll() throws {
    try send()
    while !sent.isEmpty { try fillNext() }
  }

  /// Adds the stories of the batch that was sent first to the segment in memory, and to the next where that becomes full.
  private func fillNext() throws {
    let (batch, lane) = sent.removeFirst()
    try work.finish(lane)
    let records = batch.takeRecords()
    var held: [Range<Int>] = []
    for place in 0..<batch.count {
      try openBuilder()
      guard let builder else { continue }
      let key = batch.keys[place]
      pending[key] = builder.add(batch, place)
      waiting.remove(key)
      held.append(batch.prepared[place].record)
      guard builder.memory >= segmentMemory || builder.isFull else { continue }
      try builder.handOver(records, held)
      held.removeAll()
      try beginFinishing()
    }
    try builder?.handOver(records, held)
    batch.removeAll()
    spareBatches.append(batch)
  }
}
