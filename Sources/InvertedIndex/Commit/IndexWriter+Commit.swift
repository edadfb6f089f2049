internal import Corpus
internal import Storage

/// Commits and merges.
extension IndexWriter {
  /// Publishes all changes since the last commit as one generation; merges where there are too many segments of one size.
  /// Writes nothing where nothing has changed.
  @discardableResult
  public func commit() throws -> CommitSummary {
    try step {
      try flush()
      guard changed || manifest.generation == 0 else { return summary(published: false) }
      // A segment that cannot be merged must not keep new stories out: they are published without the merge.
      var fault: String?
      var putOff = false
      do { putOff = try !mergeTiers() } catch let error as IndexError {
        guard case .damaged = error else { throw error }
        fault = "\(error)"
      }
      try publish()
      var summary = summary(published: true)
      summary.mergeFault = fault
      summary.mergesPutOff = putOff
      return summary
    }
  }

  /// Merges all segments into one and publishes it. Writes nothing where there is one without deleted stories, unless it is
  /// to be compressed anew.
  ///
  /// - Parameters:
  ///   - compressionLevel: zstd's level at which all stored stories are compressed anew, against a dictionary trained on
  ///     them: slow, small, for what will not change soon. Nil: blocks of stories are copied as they are.
  ///   - onProgress: called now and then with the share that is done, from 0 to 1; false stops the merge, of which nothing
  ///     stays then but what the summary says.
  /// - Throws: `IndexError`.
  @discardableResult
  public func mergeAll(
    compressionLevel: Int? = nil, onProgress: @escaping (_ done: Double) -> Bool = { _ in true }
  ) throws -> CommitSummary {
    try step {
      try flush()
      let isOne = segments.count <= 1 && !segments.contains { liveCount($0) < $0.documentCount }
      guard changed || !isOne || compressionLevel != nil else { return summary(published: false) }
      var isWhole = true
      if !isOne || compressionLevel != nil && !segments.isEmpty {
        isWhole = try merge(segments, manner: compressionLevel.map { .recompressing(level: $0) }, report: onProgress)
      }
      let publishes = isWhole || changed
      if publishes { try publish() }
      var summary = summary(published: publishes)
      summary.mergesPutOff = !isWhole
      return summary
    }
  }

  private func summary(published: Bool) -> CommitSummary {
    CommitSummary(generation: manifest.generation, stories: storyCount, published: published)
  }

  private func liveCount(_ segment: SegmentReader) -> Int {
    live[segment.name]?.liveCount ?? segment.liveCount
  }

  /// Merges what the policy says until there is nothing left.
  ///
  /// - Returns: false where there was not the time for all.
  private func mergeTiers() throws -> Bool {
    let emptied = segments.filter { liveCount($0) == 0 }
    segments.removeAll { liveCount($0) == 0 }
    for segment in emptied { drop(segment) }
    let policy = MergePolicy(segmentsPerTier: options.segmentsPerTier)
    let end = options.mergeBudget.map { $0.now() + $0.seconds }
    while true {
      segments.sort(by: SegmentReader.precedes)
      let candidates = segments.map {
        MergePolicy.Candidate(documents: $0.documentCount, liveDocuments: liveCount($0))
      }
      guard let range = policy.next(candidates) else { return true }
      let chosen = Array(segments[range])
      guard let budget = options.mergeBudget, let end else {
        _ = try merge(chosen)
        continue
      }
      let bytes = Double(chosen.reduce(0) { $0 + $1.fileSize })
      let speed = merged.seconds > 0 ? merged.bytes / merged.seconds : MergeBudget.assumedSpeed
      let start = budget.now()
      guard start + bytes / speed <= end, try merge(chosen, report: { _ in budget.now() < end }) else { return false }
      merged.bytes += bytes
      merged.seconds += budget.now() - start
    }
  }

  /// Merges segments into one, which takes their place among those of the next commit.
  ///
  /// - Returns: false where it was stopped; the segments stay then.
  private func merge(
    _ merged: [SegmentReader], manner: StoredMerger.Manner? = nil,
    report: @escaping MergeProgress.Report = { _ in true }
  ) throws -> Bool {
    // What the segment in memory took is free, and comes on top of what merging takes.
    MappedMemory.releaseFreed()
    // The merger sees the deletions that are not yet committed.
    let sources = try merged.map { segment in
      try SegmentReader(
        name: segment.name, file: segment.file.file, live: live[segment.name] ?? segment.liveDocumentsCopy())
    }
    let name = segmentName(manifest.nextSegment)
    manifest.nextSegment += 1
    let path = directory + "/" + name
    let documents: Int
    do {
      documents = try SegmentMerger(sources, options: options, work: work, manner: manner, report: report)
        .write(to: path, fileSystem: fileSystem).documents
    } catch is MergeProgress.Stopped {
      try fileSystem.remove(path)
      return false
    }
    let names = Set(merged.map(\.name))
    segments.removeAll { names.contains($0.name) }
    for segment in merged { drop(segment) }
    if documents > 0 {
      try adopt(name)
    } else {
      try fileSystem.remove(path)
    }
    changed = true
    return true
  }

  private func drop(_ segment: SegmentReader) {
    live[segment.name] = nil
    changedLive.remove(segment.name)
  }

  private func publish() throws {
    var next = manifest
    next.generation += 1
    next.segments = []
    for segment in segments.sorted(by: { $0.name < $1.name }) {
      let before = manifest.segments.first { $0.name == segment.name }
      var file = before?.live
      if changedLive.contains(segment.name), let bits = live[segment.name] {
        let name = segment.name + "-live-" + padded(next.generation)
        try writeSynced(bits.serialized(), to: name)
        file = name
      }
      next.segments.append(
        Manifest.Segment(
          name: segment.name, documents: segment.documentCount, live: file, liveDocuments: liveCount(segment)))
    }
    try fileSystem.syncFolder(directory)
    try writeSynced(next.serialized(), to: "pending-manifest")
    try fileSystem.rename(directory + "/pending-manifest", to: directory + "/" + next.fileName)
    try fileSystem.syncFolder(directory)
    manifest = next
    changed = false
    try reopen()
    removeUnneededFiles()
  }

  private func writeSynced(_ bytes: [UInt8], to name: String) throws {
    let path = directory + "/" + name
    let descriptor = try fileSystem.create(path)
    do {
      try bytes.withUnsafeBytes { try fileSystem.write($0, to: descriptor, path: path) }
    } catch {
      try? fileSystem.syncAndClose(descriptor, path: path)
      throw error
    }
    try fileSystem.syncAndClose(descriptor, path: path)
  }

  /// Removes files that no kept generation names: those of old generations and what an interrupted run left. A file that
  /// cannot be removed is tried again next time.
  func removeUnneededFiles() {
    guard let names = try? fileSystem.list(directory) else { return }
    var needed: Set<String> = manifest.files
    let generations = Manifest.generations(in: names).filter { $0 <= manifest.generation }
    for generation in generations.prefix(IndexWriter.generationsKept) {
      let path = directory + "/" + Manifest.fileName(of: generation)
      if let file = try? fileSystem.map(path), let old = try? Manifest(file) { needed.formUnion(old.files) }
    }
    for name in names where !needed.contains(name) && Manifest.isFileName(name) {
      try? fileSystem.remove(directory + "/" + name)
    }
  }
}
