internal import Analysis
internal import Corpus

/// What a story revises, and what revises it, among stories of the same feed.
extension IndexWriter {
  /// Seconds between the dates of versions of one story, at most: two weeks.
  private static let longestChain: Int64 = 14 * 86400
  /// Words of a headline that are looked for.
  private static let mostWords = 12
  /// Stories with the words of a headline that are compared with it.
  private static let mostCompared = 200
  /// The share of words that two headlines of one slug must have in common.
  private static let leastOverlap = 0.5

  /// Documents that are versions of the same story, the story's own and those of its chain left out.
  ///
  /// A story that revises is looked for by the name that it says it replaces, by its headline without marks and by its slug
  /// and day. Another one only among the revisions that came before it, which is one look into a set as a rule.
  func relatives(of story: Story, isRevision: Bool, _ document: Int) throws -> [Location] {
    guard options.storesText else { return [] }
    var found: [Location] = []
    let own = (key: story.key, chain: builder?.row(document).version?.version.chain)
    func add(_ location: Location) {
      let (key, date) = (key(of: location), date(of: location))
      let distance = date.subtractingReportingOverflow(story.date.secondsSince1970)
      let chain = version(of: location)?.version.chain
      guard key != own.key, own.chain == nil || chain != own.chain, !distance.overflow,
        distance.partialValue.magnitude <= UInt64(IndexWriter.longestChain),
        !found.contains(where: { self.key(of: $0) == key })
      else { return }
      found.append(location)
    }
    let waiting = try waiting()
    // The row has the headline's key already; 0 stands for none.
    let headline = builder.map { $0.row(document).headline } ?? 0
    let keys = [headline == 0 ? nil : headline, story.slugKey].compactMap { $0 }
    guard isRevision || keys.contains(where: waiting.contains) || waiting.contains(story.identity.key.value) else {
      return []
    }
    if finishing != nil { try completeFinishing() }
    if !story.wire.replaces.isEmpty {
      let replaced = StoryIdentity(feed: story.identity.feed, id: story.wire.replaces).key
      if let location = try locate(replaced), case let key = key(of: location), key != own.key {
        found.append(location)
      }
    }
    for revision in try revisions(linkedBy: keys + [story.identity.key.value]) where try fits(revision, story) {
      add(revision)
    }
    guard isRevision else { return found }
    for key in keys {
      for other in builder?.documents(related: key) ?? [] where other != document {
        // Of stories in memory there are no words to compare: a slug counts only in segments, or with the same headline.
        if builder?.row(other).headline == story.headlineKey { add(.pending(other)) }
      }
    }
    for segment in segments {
      for other in try originals(of: story, in: segment) { add(.segment(segment, other)) }
    }
    return found
  }

  private func key(of location: Location) -> StoryKey {
    switch location {
    case .pending(let document): builder?.row(document).key ?? StoryKey(0)
    case .segment(let segment, let document): segment.key(of: document)
    }
  }

  private func date(of location: Location) -> Int64 {
    switch location {
    case .pending(let document): builder?.row(document).date ?? 0
    case .segment(let segment, let document): segment.date(of: document)
    }
  }

  /// The links of all revisions, gathered when they are first asked for.
  private func waiting() throws -> Set<UInt64> {
    if let waitingLinks { return waitingLinks }
    var links: Set<UInt64> = []
    for segment in segments {
      for entry in segment.versions { links.formUnion(entry.version.links) }
    }
    for document in 0..<(builder?.documentCount ?? 0) { links.formUnion(builder?.row(document).version?.links ?? []) }
    waitingLinks = links
    return links
  }

  /// Live revisions that have one of those links.
  private func revisions(linkedBy keys: [UInt64]) throws -> [Location] {
    var found: [Location] = []
    for key in keys where waitingLinks?.contains(key) ?? false {
      for document in builder?.documents(related: key) ?? []
      where builder?.row(document).version?.links.contains(key) ?? false {
        found.append(.pending(document))
      }
      for segment in segments {
        for (document, entry) in segment.versions
        where entry.links.contains(key) && live[segment.name]?.isLive(document) ?? segment.isLive(document) {
          found.append(.segment(segment, document))
        }
      }
    }
    return found
  }

  /// Whether a revision that has a link to a story is of that story: by headline or name certainly, by slug alone where the
  /// headlines have words in common.
  private func fits(_ revision: Location, _ story: Story) throws -> Bool {
    let links = version(of: revision)?.links ?? []
    if let headline = story.headlineKey, links.contains(headline) { return true }
    if links.contains(story.identity.key.value) { return true }
    switch revision {
    case .pending(let document): return builder?.row(document).headline == story.headlineKey
    case .segment(let segment, let document):
      return try segment.story(of: document).story.headlineOverlap(story) >= IndexWriter.leastOverlap
    }
  }

  /// Live documents of a segment that a revision revises, by headline, or by slug and day.
  private func originals(of story: Story, in segment: SegmentReader) throws -> [Int] {
    let date = story.date.secondsSince1970
    let first = segment.firstDocument(notAfter: date.addingClamped(IndexWriter.longestChain))
    let end = segment.firstDocument(notAfter: date.addingClamped(-IndexWriter.longestChain - 1))
    guard first < end else { return [] }
    var found: [Int] = []
    for document in try documents(titled: story.plainHeadline, first..<end, in: segment)
    where segment.feed(of: document, is: story.identity.feed) {
      if try segment.story(of: document).story.headlineKey == story.headlineKey { found.append(document) }
    }
    guard !story.wire.slug.isEmpty, let columns = try segment.wireColumns() else { return found }
    let slugs = try segment.reading { try columns.slugs() }
    let wanted = Set(slugs.values.indices.filter { slugs.values[$0].lowercased() == story.wire.slug.lowercased() })
    guard !wanted.isEmpty else { return found }
    for document in first..<end
    where slugs.number(of: document).map(wanted.contains) ?? false
      && (live[segment.name]?.isLive(document) ?? segment.isLive(document))
      && segment.feed(of: document, is: story.identity.feed)
    {
      let other = try segment.story(of: document).story
      if other.slugKey == story.slugKey, other.headlineOverlap(story) >= IndexWriter.leastOverlap {
        found.append(document)
      }
    }
    return found
  }

  /// Live documents of a range that hold all words of a headline, the first few of them.
  private func documents(titled headline: String, _ range: Range<Int>, in segment: SegmentReader) throws -> [Int] {
    var entries: [TermEntry] = []
    var headline = headline
    let terms = headline.withUTF8 { utf8 in
      var buffer = TokenBuffer()
      analyzer.tokenize(utf8, into: &buffer)
      return (0..<buffer.count).compactMap { place in
        analyzer.analyze(word: UnsafeBufferPointer(rebasing: utf8[buffer[place]]))?.term
      }
    }
    for term in terms.prefix(IndexWriter.mostWords) {
      guard let entry = try segment.entry(for: term) else { return [] }
      entries.append(entry)
    }
    entries.sort { $0.postings.documentFrequency < $1.postings.documentFrequency }
    let scratch = QueryScratch()
    let cursors = try entries.map { try segment.postings(of: $0.postings, scratch) }
    guard let rarest = cursors.first else { return [] }
    var found: [Int] = []
    _ = rarest.find(UInt32(range.lowerBound))
    while rarest.doc < UInt32(range.upperBound), found.count < IndexWriter.mostCompared {
      let document = rarest.doc
      let isLive = live[segment.name]?.isLive(Int(document)) ?? segment.isLive(Int(document))
      if isLive, cursors.dropFirst().allSatisfy({ $0.find(document) }) { found.append(Int(document)) }
      rarest.next()
    }
    for cursor in cursors {
      if let error = segment.error(for: cursor.state.pointee.fault) { throw error }
    }
    return found
  }
}

extension SegmentReader {
  /// Whether a document is of a feed.
  fileprivate func feed(of document: Int, is name: String) -> Bool {
    let number = feed(of: document)
    return tables.feeds.indices.contains(number) && tables.feeds[number].id == name
  }
}

extension Int64 {
  /// The sum, or the end of the range.
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let sum = addingReportingOverflow(other)
    return sum.overflow ? (other > 0 ? .max : .min) : sum.partialValue
  }
}
