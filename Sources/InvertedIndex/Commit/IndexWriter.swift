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
  }

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
  private var builder: SegmentBuilder?
  private var builderPath = ""
  private var pending: [StoryKey: Int] = [:]
  private var changed = false
  private var failure: IndexError?

  /// Opens an index for writing, making the folder where it is missing.
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
    try reopen()
    removeUnneededFiles()
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
    segments.reduce(pending.count) { $0 + (live[$1.name]?.liveCount ?? $1.liveCount) }
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
    if let builder, builder.memory >= options.memory || builder.isFull { try flush() }
    return outcome
  }

  /// Deletes a story.
  ///
  /// - Returns: false where there is none of that key.
  public func delete(_ key: StoryKey) throws -> Bool {
    try step { try remove(key) }
  }

  private func remove(_ key: StoryKey) throws -> Bool {
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
    for segment in segments {
      var found: Int?
      try segment.forEachDocument(withKeyIn: key...key) { document in
        if live[segment.name]?.isLive(document) ?? segment.isLive(document) { found = document }
      }
      if let found { return (segment, found) }
    }
    return nil
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
    builderPath = segmentName(manifest.nextSegment)
    manifest.nextSegment += 1
    builder = try SegmentBuilder(
      path: directory + "/" + builderPath, fileSystem: fileSystem, analyzer: analyzer, options: options)
  }

  private func segmentName(_ number: Int) -> String {
    "segment-" + padded(number)
  }

  /// Writes the segment in memory to its file. It belongs to no generation yet.
  private func flush() throws {
    guard builder != nil else { return }
    let empty = pending.isEmpty
    _ = try builder?.write()
    let name = builderPath
    builder = nil
    builderPath = ""
    pending = [:]
    if empty {
      try fileSystem.remove(directory + "/" + name)
    } else {
      try adopt(name)
    }
  }

  private func adopt(_ name: String) throws {
    segments.append(
      try SegmentReader(name: name, file: try fileSystem.map(directory + "/" + name), live: nil))
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
      do { try mergeTiers() } catch let error as IndexError {
        guard case .damaged = error else { throw error }
        fault = "\(error)"
      }
      try publish()
      var summary = summary(published: true)
      summary.mergeFault = fault
      return summary
    }
  }

  /// Merges all segments into one and publishes it. Writes nothing where there is one without deleted stories.
  @discardableResult
  public func mergeAll() throws -> CommitSummary {
    try step {
      try flush()
      guard changed || segments.count > 1 || segments.contains(where: { liveCount($0) < $0.documentCount }) else {
        return summary(published: false)
      }
      if segments.count > 1 || segments.contains(where: { liveCount($0) < $0.documentCount }) { try merge(segments) }
      try publish()
      return summary(published: true)
    }
  }

  private func summary(published: Bool) -> CommitSummary {
    CommitSummary(generation: manifest.generation, stories: storyCount, published: published)
  }

  private func liveCount(_ segment: SegmentReader) -> Int {
    live[segment.name]?.liveCount ?? segment.liveCount
  }

  /// Merges whole tiers until no tier has more segments than allowed. A segment's tier is the power of
  /// `segmentsPerTier` that its live stories reach, so that a story is rewritten a logarithmic number of times.
  private func mergeTiers() throws {
    let emptied = segments.filter { liveCount($0) == 0 }
    segments.removeAll { liveCount($0) == 0 }
    for segment in emptied { drop(segment) }
    while true {
      let tiers = Dictionary(grouping: segments) { tier(liveCount($0)) }
      guard let full = tiers.filter({ $0.value.count > options.segmentsPerTier }).min(by: { $0.key < $1.key }) else {
        break
      }
      try merge(segments.filter { tier(liveCount($0)) <= full.key })
    }
    // A segment with many deleted stories is rewritten by itself.
    for segment in segments where Double(liveCount(segment)) < 0.7 * Double(segment.documentCount) {
      try merge([segment])
    }
  }

  private func tier(_ documents: Int) -> Int {
    var tier = 0
    var size = max(documents, 1) / 1000
    while size > 0 {
      tier += 1
      size /= options.segmentsPerTier
    }
    return tier
  }

  private func merge(_ merged: [SegmentReader]) throws {
    // The merger sees the deletions that are not yet committed.
    let sources = try merged.map { segment in
      try SegmentReader(
        name: segment.name, file: segment.file.file, live: live[segment.name] ?? segment.liveDocumentsCopy())
    }
    let name = segmentName(manifest.nextSegment)
    manifest.nextSegment += 1
    let (_, documents) = try SegmentMerger(sources, options: options)
      .write(to: directory + "/" + name, fileSystem: fileSystem)
    let names = Set(merged.map(\.name))
    segments.removeAll { names.contains($0.name) }
    for segment in merged { drop(segment) }
    if documents > 0 {
      try adopt(name)
    } else {
      try fileSystem.remove(directory + "/" + name)
    }
    changed = true
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
    for name in names where !needed.contains(name) && Manifest.isFileName(name) && name != builderPath {
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
