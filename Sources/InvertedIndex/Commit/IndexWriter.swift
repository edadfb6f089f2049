internal import Analysis
public import Corpus
public import Storage

/// Adds, replaces and deletes stories, and publishes what has changed as one generation. One writer at a time, by a lock
/// that the kernel frees however the process ends; readers are never blocked.
///
/// Nothing of a commit is visible before its manifest has its name; a kill at any moment leaves the generation before or
/// the one after (docs/FORMAT.md, "Order of a commit").
public final class IndexWriter {
  /// What putting a story did.
  public enum Outcome: Equatable, Sendable {
    /// There was no story of that identity.
    case added
    /// The story of that identity was replaced.
    case updated
    /// The story of that identity is the same but for the time it was first seen.
    case unchanged
  }

  /// What a commit did.
  public struct CommitSummary: Equatable, Sendable {
    /// The generation that is now current.
    public var generation: Int
    /// Live stories in it.
    public var stories: Int
    /// Whether a generation was published: false where nothing had changed.
    public var published: Bool
    /// Why segments that should have been merged were not: damage that `IndexCheck` finds too. Nil as a rule.
    public var mergeFault: String?
    /// Whether merges that are due were put off or stopped, for want of time.
    public var mergesPutOff = false
  }

  /// What the process takes besides segments that are being filled: code, buffers of input and output, open segments.
  private static let otherMemory = 40 << 20
  /// The least that a segment may take, whatever memory is allowed.
  private static let leastSegmentMemory = 4 << 20
  /// Stories looked up one by one before a filter is made of all keys.
  private static let lookupsWithoutFilter = 2000

  /// Generations whose files are kept, the newest included.
  static let generationsKept = 3

  private let directory: String
  private let fileSystem: any FileSystem
  private let options: IndexWriterOptions
  private let analyzer: Analyzer
  private let lock: LockFile
  private var manifest = Manifest()
  private var segments: [SegmentReader] = []
  private var live: [String: LiveDocuments] = [:]
  private var changedLive: Set<String> = []
  private let work: BackgroundWork
  private var builder: SegmentBuilder?
  private var pending: [StoryKey: Int] = [:]
  /// The segment that is being written while the next is filled, and the stories in it.
  private var finishing: SegmentBuilder?
  private var finishingKeys: [StoryKey: Int] = [:]
  /// Which keys the segments may have; made when many have been looked up.
  private var filter: KeyFilter?
  private var lookups = 0
  private var changed = false
  private var failure: IndexError?
  /// Bytes that this writer has merged, and the seconds it took, where time is measured.
  private var merged = (bytes: 0.0, seconds: 0.0)

  /// Opens an index for writing, making the folder where it is missing. The stories of an index of an older format are
  /// indexed anew, which takes as long as importing them did; the commit publishes them.
  ///
  /// - Parameters:
  ///   - directory: the folder.
  ///   - holder: what another process is told while this one holds the lock ("process 4711, moonwire update").
  /// - Throws: `IndexError.storage(.locked)` where another writer holds the lock; `IndexError.damaged`;
  ///   `IndexError.analyzerMismatch`.
  public init(
    directory: String, options: IndexWriterOptions = IndexWriterOptions(), holder: String = "another writer",
    fileSystem: any FileSystem = DiskFileSystem()
  ) throws {
    self.directory = directory
    self.fileSystem = fileSystem
    self.options = options
    let generations: [Int]
    do {
      try fileSystem.makeFolder(directory)
      lock = try LockFile(path: directory + "/write.lock", holder: holder)
      generations = Manifest.generations(in: try fileSystem.list(directory))
    } catch {
      throw IndexError.storage(error)
    }
    if let newest = generations.first {
      // A writer goes on only from the newest generation: going on from an older one would lose stories unnoticed.
      let path = directory + "/" + Manifest.fileName(of: newest)
      do { manifest = try Manifest(try fileSystem.map(path)) } catch { throw IndexError(error, path: path) }
    }
    let wanted = options.analyzer ?? (manifest.analyzer.isEmpty ? "english" : manifest.analyzer)
    if !manifest.analyzer.isEmpty && manifest.analyzer != wanted {
      throw IndexError.analyzerMismatch(path: directory, has: manifest.analyzer, wanted: wanted)
    }
    manifest.analyzer = wanted
    analyzer = try Analyzer.named(wanted)
    work = BackgroundWork(threads: max(0, options.threads - 1))
    if manifest.format == Manifest.version {
      try reopen()
      removeUnneededFiles()
    } else {
      removeUnneededFiles()
      try takeOver()
    }
  }

  /// Starts from an index of an older format: all its stories are put anew, and the next commit is a whole index. The old
  /// generation stays what it is until then.
  private func takeOver() throws {
    let old = manifest
    manifest.format = Manifest.version
    manifest.segments = []
    try FormatOne.forEachStory(of: old, in: directory, fileSystem) { _ = try put($0) }
    changed = true
  }

  deinit {
    work.end()
  }

  private func reopen() throws {
    guard manifest.generation > 0 else { return }
    let open = Dictionary(uniqueKeysWithValues: segments.map { ($0.name, $0) })
    let snapshot = try IndexSnapshot(directory: directory, fileSystem: fileSystem, reusing: open)
    guard snapshot.generation == manifest.generation else {
      throw IndexError.damaged(
        path: directory + "/" + manifest.fileName, what: snapshot.warnings.first ?? "the newest commit is not whole")
    }
    segments = snapshot.segments
    live = [:]
    changedLive = []
  }

  /// Live stories, those not yet committed included.
  public var storyCount: Int {
    segments.reduce(pending.count + finishingKeys.count) { $0 + (live[$1.name]?.liveCount ?? $1.liveCount) }
  }

  /// Runs a step of the work. What goes wrong in it is an `IndexError`, and ends the work: a writer that failed half way
  /// through a change throws the same error ever after, so that no half of a change is published.
  private func step<Result>(_ body: () throws -> Result) throws -> Result {
    if let failure { throw failure }
    do { return try body() } catch {
      let error = IndexError(error, path: directory)
      failure = error
      throw error
    }
  }

  // MARK: - Changes

  /// Adds a story, or replaces the story of the same identity; it keeps the time it was first seen.
  ///
  /// - Complexity: one hash probe and one binary search a segment, besides the analysis.
  /// - Throws: `IndexError`; the writer is of no more use then, as after any error of it.
  @discardableResult
  public func put(_ story: Story) throws -> Outcome {
    try step { try replace(story) }
  }

  private func replace(_ story: Story) throws -> Outcome {
    var story = story
    let key = story.key
    var outcome = Outcome.added
    if finishingKeys[key] != nil { try completeFinishing() }
    if let document = pending[key] {
      // Twice in one run: the later one counts.
      if let known = builder?.row(document) {
        if known.checksum == StoredStoryCodec.checksum(story) { return .unchanged }
        story.firstSeen = Timestamp(secondsSince1970: known.firstSeen)
      }
      builder?.delete(document)
      outcome = .updated
    } else if let (segment, document) = try find(key) {
      let known = try segment.story(of: document).story
      story.firstSeen = known.firstSeen
      if known == story { return .unchanged }
      markDeleted(document, in: segment)
      outcome = .updated
    }
    changed = true
    try openBuilder()
    guard let document = try builder?.add(story, key: key) else { return outcome }
    pending[key] = document
    if let builder, builder.memory >= segmentMemory || builder.isFull { try beginFinishing() }
    return outcome
  }

  /// Deletes a story.
  ///
  /// - Returns: false where there is none of that key.
  public func delete(_ key: StoryKey) throws -> Bool {
    try step { try remove(key) }
  }

  private func remove(_ key: StoryKey) throws -> Bool {
    if finishingKeys[key] != nil { try completeFinishing() }
    if let document = pending.removeValue(forKey: key) {
      builder?.delete(document)
      changed = true
      return true
    }
    guard let (segment, document) = try find(key) else { return false }
    markDeleted(document, in: segment)
    changed = true
    return true
  }

  private func find(_ key: StoryKey) throws -> (SegmentReader, Int)? {
    guard !segments.isEmpty, mayBeKnown(key) else { return nil }
    for segment in segments {
      var found: Int?
      try segment.forEachDocument(withKeyIn: key...key) { document in
        if live[segment.name]?.isLive(document) ?? segment.isLive(document) { found = document }
      }
      if let found { return (segment, found) }
    }
    return nil
  }

  /// False where no segment has the key. A writer that takes in many stories would look each of them up in each segment.
  private func mayBeKnown(_ key: StoryKey) -> Bool {
    lookups += 1
    guard lookups > IndexWriter.lookupsWithoutFilter else { return true }
    if filter == nil {
      let known = segments.reduce(0) { $0 + $1.documentCount }
      let made = KeyFilter(capacity: 2 * known)
      for segment in segments {
        for document in 0..<segment.documentCount { made.insert(segment.key(of: document)) }
        segment.file.file.release(0..<segment.fileSize)
      }
      filter = made
    }
    return filter?.mayContain(key) ?? true
  }

  /// Adds a new segment's keys to the filter; one that has become too small is made anew when it is next needed.
  private func enterKeys(of segment: SegmentReader) {
    guard let filter else { return }
    if filter.count + segment.documentCount > filter.capacity {
      self.filter = nil
    } else {
      for document in 0..<segment.documentCount { filter.insert(segment.key(of: document)) }
    }
  }

  private func markDeleted(_ document: Int, in segment: SegmentReader) {
    let current: LiveDocuments
    if let known = live[segment.name] {
      current = known
    } else {
      current = segment.liveDocumentsCopy()
      live[segment.name] = current
    }
    if current.delete(document) { changedLive.insert(segment.name) }
  }

  // MARK: - Segments

  private func openBuilder() throws {
    guard builder == nil else { return }
    let name = segmentName(manifest.nextSegment)
    manifest.nextSegment += 1
    builder = try SegmentBuilder(
      name: name, in: directory, fileSystem: fileSystem, analyzer: analyzer, options: options, work: work)
  }

  /// Bytes at which a segment is written.
  private var segmentMemory: Int {
    max(IndexWriter.leastSegmentMemory, (options.memory - IndexWriter.otherMemory) / 2)
  }

  private func segmentName(_ number: Int) -> String {
    "segment-" + padded(number)
  }

  /// Has the segment in memory written to its file, beside what follows where there are threads for it. It belongs to no
  /// generation yet.
  private func beginFinishing() throws {
    guard let full = builder else { return }
    try completeFinishing()
    builder = nil
    finishingKeys = pending
    pending = [:]
    finishing = full
    try full.finish()
    if options.threads <= 1 { try completeFinishing() }
  }

  /// Waits until the segment that is being written is there, and opens it.
  private func completeFinishing() throws {
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
  private func flush() throws {
    try beginFinishing()
    try completeFinishing()
  }

  private func adopt(_ name: String) throws {
    let segment = try SegmentReader(name: name, file: try fileSystem.map(directory + "/" + name), live: nil)
    enterKeys(of: segment)
    // Opening has looked at columns and keys, which are not needed for now.
    segment.file.file.release(0..<segment.fileSize)
    segments.append(segment)
  }

  // MARK: - Commit

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
      sortSegments()
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

  /// The order of snapshots: the segment with the newest story first.
  private func sortSegments() {
    func newest(_ segment: SegmentReader) -> Int64 { segment.documentCount > 0 ? segment.date(of: 0) : .min }
    segments.sort { newest($0) != newest($1) ? newest($0) > newest($1) : $0.name > $1.name }
  }

  /// Merges segments into one, which takes their place among those of the next commit.
  ///
  /// - Returns: false where it was stopped; the segments stay then.
  private func merge(
    _ merged: [SegmentReader], manner: StoredMerger.Manner? = nil,
    report: @escaping MergeProgress.Report = { _ in true }
  ) throws -> Bool {
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
      documents = try SegmentMerger(sources, options: options, manner: manner, report: report)
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
  private func removeUnneededFiles() {
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

extension SegmentReader {
  /// The documents that are live, to be changed.
  func liveDocumentsCopy() -> LiveDocuments {
    let copy = LiveDocuments(documentCount: documentCount)
    guard liveDocuments != nil else { return copy }
    for document in 0..<documentCount where !isLive(document) { _ = copy.delete(document) }
    return copy
  }
}
