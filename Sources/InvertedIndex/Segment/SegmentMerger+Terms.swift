internal import Storage

/// Merging dictionaries and posting lists, a range of terms at a time.
extension SegmentMerger {
  /// The merged terms of a range, and what each segment has of them.
  private struct MergedTerms {
    var lists = EncodedLists()
    var names: [TermName] = []
    /// Of terms that bigrams may be made of: each segment's postings. Empty for the others.
    var sources: [[TermPostings?]] = []
    /// Bytes of postings that were read.
    var bytesRead = 0
  }

  /// Merges the dictionaries in byte order and the lists of each term.
  func mergeTerms(
    into file: inout SegmentFileWriter, numbers: [[UInt32]], norms: [UInt8], positions: Bool,
    _ progress: inout MergeProgress
  ) throws {
    var bigrams = try BigramMerger(segments, numbers: numbers)
    let ranges = try TermRange.ranges(of: segments)
    try work.inOrder(
      count: ranges.count,
      make: { try merged(ranges[$0], numbers: numbers, norms: norms, positions: positions) },
      take: { _, terms in
        try file.append(terms.lists, names: { $1 = terms.names[$0] }) { place, postings in
          if !terms.sources[place].isEmpty { bigrams.add(postings, sources: terms.sources[place]) }
        }
        releaseIfMuchIsMapped()
        try progress.advance(terms.bytesRead)
      })
    if positions { try bigrams.write(into: &file, norms: norms, pause: releaseIfMuchIsMapped) }
    for segment in segments { segment.release() }
  }

  private func merged(
    _ range: TermRange, numbers: [[UInt32]], norms: [UInt8], positions: Bool
  ) throws -> MergedTerms {
    var walks = try segments.map { try TermWalk($0, range) }
    var queue = MergeQueue(walks.indices.compactMap { walks[$0].head($0) }) { $0.precedes($1) }
    var merged = MergedList()
    var terms = MergedTerms()
    var holders: [(place: Int, postings: TermPostings)] = []
    while let smallest = queue.first?.term {
      merged.removeAll()
      holders.removeAll(keepingCapacity: true)
      while let head = queue.first, head.term == smallest {
        guard let entry = walks[head.place].current else { break }
        try merged.add(entry, from: segments[head.place], numbers: numbers[head.place], positions: positions)
        holders.append((head.place, entry.postings))
        terms.bytesRead += entry.postings.documentBytes + entry.postings.positionBytes
        try walks[head.place].advance()
        queue.replaceFirst(with: walks[head.place].head(head.place))
      }
      let forms = merged.finish()
      guard !merged.list.docs.isEmpty else { continue }
      terms.lists.append(merged.list, norms: norms, formCount: forms.count)
      terms.names.append(TermName(term: smallest, forms: forms))
      var sources: [TermPostings?] = []
      if merged.list.docs.count >= BlockPacking.size {
        sources = [TermPostings?](repeating: nil, count: segments.count)
        for holder in holders { sources[holder.place] = holder.postings }
      }
      terms.sources.append(sources)
    }
    return terms
  }
}
