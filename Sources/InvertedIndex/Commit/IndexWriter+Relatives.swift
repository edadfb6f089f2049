internal import Analysis
internal import Corpus

/// What a story revises, and what revises it, among stories of the same feed.
extension IndexWriter {
  /// Seconds between the dates of versions of one story, at most: two weeks.
  private static let longestChain: Int64 = 14 * 86400
  /// The same where not the headline, but the address or the slug tells: three days.
  private static let longestLikeness: Int64 = 3 * 86400
  /// Words of a headline that are looked for.
  private static let mostWords = 12
  /// Stories with the words of a headline that are compared with it.
  private static let mostCompared = 200

  /// Documents that are versions of the same story, the story's own and those of its chain left out.
  ///
  /// A story that revises is looked for by the name that it says it replaces, by its headline without marks, and by its slug
  /// and day or its address where the headlines have half of their words in common. Another one only among the revisions that came before it, which is one look into a set as a rule.
  func relatives(of story: Story, isRevision: Bool, _ document: Int) throws -> [Location] {
    guard options.storesText else { return [] }
    let waiting = try waiting()
    guard isRevision || !waiting.isEmpty else { return [] }
    var found: [Location] = []
    let own = (key: story.key, chain: builder?.row(document).version?.version.chain)
    func add(_ location: Location, within limit: Int64) {
      let (key, date) = (key(of: location), date(of: location))
      let distance = date.subtractingReportingOverflow(story.date.secondsSince1970)
      let chain = version(of: location)?.version.chain
      guard key != own.key, own.chain == nil || chain != own.chain, !distance.overflow,
        distance.partialValue.magnitude <= UInt64(limit),
        !found.contains(where: { self.key(of: $0) == key })
      else { return }
      found.append(location)
    }
    // The row has the headline's key already; 0 stands for none.
    let headline = builder.map { $0.row(document).headline } ?? 0
    let keys = [headline == 0 ? nil : headline, story.slugKey, story.linkKey].compactMap { $0 }
    guard isRevision || keys.contains(where: waiting.contains) || waiting.contains(story.identity.key.value) else {
      return []
    }
    // Each revision would wait for the segment that is being written; nearly none has anything to do with it.
    let names = keys + [story.identity.key.value]
    if let finishing, names.contains(where: { !finishing.documents(related: $0).isEmpty }) { try completeFinishing() }
    if !story.wire.replaces.isEmpty {
      let replaced = StoryIdentity(feed: story.identity.feed, id: story.wire.replaces).key
      if let location = try locate(replaced), case let key = key(of: location), key != own.key {
        found.append(location)
      }
    }
    let sketch = HeadlineSketch(story)
    for revision in try revisions(linkedBy: names) {
      let isNamed = version(of: revision)?.links.contains(story.identity.key.value) ?? false
      if let limit = isNamed ? IndexWriter.longestChain : try limit(revision, story, sketch) {
        add(revision, within: limit)
      }
    }
    guard isRevision else { return found }
    for key in keys {
      for other in builder?.documents(related: key) ?? [] where other != document {
        if let limit = try limit(.pending(other), story, sketch) { add(.pending(other), within: limit) }
      }
    }
    for segment in segments {
      for other in try originals(of: story, in: segment) {
        if let limit = try limit(.segment(segment, other), story, sketch) {
          add(.segment(segment, other), within: limit)
        }
      }
      releaseIfMuchIsMapped()
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

  /// How far apart in time a document that has a key in common with a story may be for both to be versions of one; nil where
  /// their headlines have too little in common.
  private func limit(_ other: Location, _ story: Story, _ sketch: HeadlineSketch) throws -> Int64? {
    let headline: UInt64?
    let words: HeadlineSketch?
    switch other {
    case .pending(let document):
      headline = builder?.row(document).headline
      words = builder?.sketch(of: document)
    case .segment(let segment, let document):
      let known = try segment.story(of: document).story
      headline = known.headlineKey
      words = HeadlineSketch(known)
    }
    if let own = story.headlineKey, own == headline { return IndexWriter.longestChain }
    return words?.sharesWords(with: sketch) ?? false ? IndexWriter.longestLikeness : nil
  }

  /// Live documents of a segment that a revision may revise: by headline, by slug and day, by address.
  private func originals(of story: Story, in segment: SegmentReader) throws -> [Int] {
    let date = story.date.secondsSince1970
    let first = segment.firstDocument(notAfter: date.addingClamped(IndexWriter.longestChain))
    let end = segment.firstDocument(notAfter: date.addingClamped(-IndexWriter.longestChain - 1))
    guard first < end else { return [] }
    var found = try documents(linked: story, in: segment)
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
      if try segment.story(of: document).story.slugKey == story.slugKey { found.append(document) }
    }
    return found
  }

  /// Live documents of a segment with the address of a story and a few words of its headline, from the same days.
  ///
  /// Addresses are in no column: those are looked at that have most words of the headline, somewhere.
  private func documents(linked story: Story, in segment: SegmentReader) throws -> [Int] {
    guard let link = story.linkKey else { return [] }
    let date = story.date.secondsSince1970
    let range =
      segment.firstDocument(
        notAfter: date.addingClamped(IndexWriter.longestLikeness))..<segment.firstDocument(
        notAfter: date.addingClamped(-IndexWriter.longestLikeness - 1))
    guard !range.isEmpty else { return [] }
    var counts: [UInt32: Int] = [:]
    let scratch = QueryScratch()
    for term in terms(of: story.plainHeadline).prefix(IndexWriter.mostWords) {
      guard let entry = try segment.entry(for: term) else { continue }
      let cursor = try segment.postings(of: entry.postings, scratch)
      _ = cursor.find(UInt32(range.lowerBound))
      while cursor.doc < UInt32(range.upperBound) {
        counts[cursor.doc, default: 0] += 1
        cursor.next()
      }
      if let error = segment.error(for: cursor.state.pointee.fault) { throw error }
    }
    let candidates = counts.filter { document, _ in
      (live[segment.name]?.isLive(Int(document)) ?? segment.isLive(Int(document)))
        && segment.feed(of: Int(document), is: story.identity.feed)
    }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(IndexWriter.mostCompared)
    return try candidates.map { Int($0.key) }.filter { try segment.story(of: $0).story.linkKey == link }
  }

  /// The terms of a headline's words.
  private func terms(of headline: String) -> [[UInt8]] {
    var headline = headline
    return headline.withUTF8 { utf8 in
      var buffer = TokenBuffer()
      analyzer.tokenize(utf8, into: &buffer)
      return (0..<buffer.count).compactMap { place in
        analyzer.analyze(word: UnsafeBufferPointer(rebasing: utf8[buffer[place]]))?.term
      }
    }
  }

  /// Live documents of a range that hold all words of a headline, the first few of them.
  private func documents(titled headline: String, _ range: Range<Int>, in segment: SegmentReader) throws -> [Int] {
    var entries: [TermEntry] = []
    for term in terms(of: headline).prefix(IndexWriter.mostWords) {
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
