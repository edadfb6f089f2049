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
  static let otherMemory = 40 << 20
  /// The least that a segment may take, whatever memory is allowed.
  static let leastSegmentMemory = 4 << 20
  /// Stories that are put between two looks at how much of segments is mapped.
  private static let putsBetweenLooks = 256
  /// Stories looked up one by one before a filter is made of all keys.
  private static let lookupsWithoutFilter = 2000

  /// Generations whose files are kept, the newest included.
  static let generationsKept = 3

  let directory: String
  let fileSystem: any FileSystem
  let options: IndexWriterOptions
  let analyzer: Analyzer
  private let lock: LockFile
  var manifest = Manifest()
  var segments: [SegmentReader] = []
  var live: [String: LiveDocuments] = [:]
  var changedLive: Set<String> = []
  let work: BackgroundWork
  /// Stories of the segment in memory whose words it does not have yet: those of the batch at hand, and batches that are
  /// being prepared, in their order.
  var batch: StoryBatch?
  var sent: [(batch: StoryBatch, lane: BackgroundWork.Lane)] = []
  var spareBatches: [StoryBatch] = []
  var builder: SegmentBuilder?
  var pending: [StoryKey: Int] = [:]
  /// The segment that is being written while the next is filled, and the stories in it.
  var finishing: SegmentBuilder?
  var finishingKeys: [StoryKey: Int] = [:]
  /// Which keys the segments may have; made when many have been looked up.
  private var filter: KeyFilter?
  private var lookups = 0
  private var puts = 0
  private let mapped: MappedMemory
  /// The links of revisions; nil until they are first asked for.
  var waitingLinks: Set<UInt64>?
  var changed = false
  private var failure: IndexError?
  /// Bytes that this writer has merged, and the seconds it took, where time is measured.
  var merged = (bytes: 0.0, seconds: 0.0)

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
    MappedMemory.keepFreed()
    work = BackgroundWork(threads: max(0, options.threads - 1))
    mapped = MappedMemory(limit: options.mappedMemory)
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
    try OlderFormats.forEachStory(of: old, in: directory, fileSystem) { _ = try put($0) }
    changed = true
  }

  deinit {
    work.end()
  }

  func reopen() throws {
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

  /// Live stories, those not yet committed included; versions of a story are one.
  public var storyCount: Int {
    let inMemory =
      pending.count + finishingKeys.count - (builder?.supersededCount ?? 0) - (finishing?.supersededCount ?? 0)
    return segments.reduce(inMemory) { count, segment in
      let bits = live[segment.name]
      return count + (bits?.liveCount ?? segment.liveCount)
        - segment.supersededCount { bits?.isLive($0) ?? segment.isLive($0) }
    }
  }

  /// Runs a step of the work. What goes wrong in it is an `IndexError`, and ends the work: a writer that failed half way
  /// through a change throws the same error ever after, so that no half of a change is published.
  func step<Result>(_ body: () throws -> Result) throws -> Result {
    if let failure { throw failure }
    do { return try body() } catch {
      let error = IndexError(error, path: directory)
      failure = error
      throw error
    }
  }

  // MARK: - Changes

  /// Adds a story, or a version of the story that is there under the same identity; it keeps the time it was first seen.
  ///
  /// Another headline, body, status or embargo makes another version: the one before is kept and no longer shown. What else
  /// changes takes the place of what was there. A story that revises another of its feed ("CORRECTED: …") joins its chain,
  /// in whatever order they come (docs/decisions/0021-versions-of-stories.md).
  ///
  /// - Complexity: one hash probe and one binary search a segment, besides the analysis.
  /// - Throws: `IndexError`; the writer is of no more use then, as after any error of it.
  @discardableResult
  public func put(_ story: Story) throws -> Outcome {
    try step {
      puts += 1
      if puts % IndexWriter.putsBetweenLooks == 0 { releaseIfMuchIsMapped() }
      return try replace(story)
    }
  }

  /// Deletes a story, all its versions with it.
  ///
  /// - Returns: false where there is none of that key.
  public func delete(_ key: StoryKey) throws -> Bool {
    try step { try remove(key) }
  }

  func find(_ key: StoryKey) throws -> (SegmentReader, Int)? {
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

  /// Takes segments' pages out of memory where many have come in: a revision is looked for in the postings and stories of
  /// every segment of its weeks.
  func releaseIfMuchIsMapped() {
    guard !segments.isEmpty, mapped.isExceeded else { return }
    for segment in segments { segment.release() }
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
        segment.release()
      }
      filter = made
    }
    return filter?.mayContain(key) ?? true
  }

  /// Adds a new segment's keys to the filter; one that has become too small is made anew when it is next needed.
  func enterKeys(of segment: SegmentReader) {
    guard let filter else { return }
    if filter.count + segment.documentCount > filter.capacity {
      self.filter = nil
    } else {
      for document in 0..<segment.documentCount { filter.insert(segment.key(of: document)) }
    }
  }

  func markDeleted(_ document: Int, in segment: SegmentReader) {
    let current: LiveDocuments
    if let known = live[segment.name] {
      current = known
    } else {
      current = segment.liveDocumentsCopy()
      live[segment.name] = current
    }
    if current.delete(document) { changedLive.insert(segment.name) }
  }
}
