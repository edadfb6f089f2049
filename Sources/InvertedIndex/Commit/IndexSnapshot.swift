public import Corpus
public import Storage

/// The index as of one commit. Takes no lock and is never blocked by a writer; goes on answering while later commits merge
/// its segments away.
///
/// Not for use by several threads at once: open one each, which costs a few file mappings.
public final class IndexSnapshot {
  /// The folder.
  public let directory: String
  /// The commit's number.
  public let generation: Int
  /// The segments, the one with the newest story first.
  public let segments: [SegmentReader]
  /// The analyzer's name and versions, of the newest segment; that of the manifest where there are none.
  public let analyzer: String
  /// What was wrong with newer generations that had to be passed over; empty as a rule.
  public let warnings: [String]

  /// Opens the newest generation that is whole.
  ///
  /// - Throws: `IndexError.noIndex`, `IndexError.damaged`.
  public convenience init(directory: String, fileSystem: any FileSystem = DiskFileSystem()) throws {
    try self.init(directory: directory, fileSystem: fileSystem, reusing: [:])
  }

  init(directory: String, fileSystem: any FileSystem, reusing open: [String: SegmentReader]) throws {
    self.directory = directory
    var tried: [Int] = []
    var warnings: [String] = []
    var newestFault: IndexError?
    while true {
      let names: [String]
      do { names = try fileSystem.list(directory) } catch { throw IndexError.noIndex(path: directory) }
      guard let generation = Manifest.generations(in: names).first(where: { !tried.contains($0) }) else {
        throw newestFault ?? IndexError.noIndex(path: directory)
      }
      tried.append(generation)
      do {
        let path = directory + "/" + Manifest.fileName(of: generation)
        let manifest = try Manifest(try fileSystem.map(path))
        guard manifest.format == Manifest.version else {
          throw IndexError.olderFormat(path: directory, format: manifest.format)
        }
        segments = try IndexSnapshot.open(manifest, directory, fileSystem, reusing: open)
        self.generation = manifest.generation
        analyzer = segments.first?.summary.analyzer ?? manifest.analyzer
        self.warnings = warnings
        return
      } catch {
        // A writer may have published a newer generation and removed this one's files meanwhile: then that one is next.
        let error = IndexError(error, path: directory)
        if let newest = Manifest.generations(in: (try? fileSystem.list(directory)) ?? []).first, newest > generation,
          !tried.contains(newest)
        {
          continue
        }
        newestFault = newestFault ?? error
        warnings.append("\(error)")
      }
    }
  }

  private static func open(
    _ manifest: Manifest, _ directory: String, _ fileSystem: any FileSystem, reusing open: [String: SegmentReader]
  ) throws -> [SegmentReader] {
    let segments = try manifest.segments.map { entry in
      let path = directory + "/" + entry.name
      let live = try entry.live.map { try LiveDocuments(try fileSystem.map(directory + "/" + $0)) }
      let file = try open[entry.name]?.file.file ?? fileSystem.map(path)
      let segment = try SegmentReader(name: entry.name, file: file, live: live)
      guard segment.documentCount == entry.documents, segment.liveCount == entry.liveDocuments else {
        throw IndexError.damaged(path: path, what: "it has another number of stories than the manifest says")
      }
      return segment
    }
    let sorted = segments.sorted(by: SegmentReader.precedes)
    for segment in sorted { try segment.throwNotedDamage() }
    return sorted
  }

  /// Throws the damage that reading values of single documents met in any segment; see `SegmentReader.throwNotedDamage`.
  public func throwNotedDamage() throws {
    for segment in segments { try segment.throwNotedDamage() }
  }

  /// Live stories; versions of a story are one.
  public var storyCount: Int {
    segments.reduce(0) { $0 + $1.storyCount }
  }

  /// All versions of a story, the newest last: the story alone where there is but one.
  public func versions(of story: Story) throws -> [Story] {
    guard let chain = story.version.chain else { return [story] }
    var found: [IndexWriter.Member] = []
    for segment in segments {
      for (document, entry) in segment.versions where entry.version.chain == chain && segment.isLive(document) {
        let key = segment.key(of: document)
        found.append(
          IndexWriter.Member(
            location: .segment(segment, document), key: key, date: segment.date(of: document), version: entry,
            before: (key, entry)))
      }
    }
    let order = VersionOrder(found)
    return try found.sorted(by: order.precedes).map { member in
      guard case .segment(let segment, let document) = member.location else { return story }
      return try segment.story(of: document).story
    }
  }

  /// A story by its key.
  public func story(withKey key: StoryKey) throws -> StoredStory? {
    for segment in segments {
      if let document = try segment.document(withKey: key) { return try segment.story(of: document) }
    }
    return nil
  }

  /// The keys of live stories in a range, ascending, at most `limit`: for finding a story by the beginning of its key.
  public func keys(in range: ClosedRange<StoryKey>, limit: Int) throws -> [StoryKey] {
    var keys: [StoryKey] = []
    for segment in segments {
      var found = 0
      try segment.forEachDocument(withKeyIn: range) { document in
        if found < limit && segment.isLive(document) {
          keys.append(segment.key(of: document))
          found += 1
        }
      }
    }
    return Array(keys.sorted().prefix(limit))
  }
}
