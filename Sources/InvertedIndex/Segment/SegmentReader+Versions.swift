public import Corpus

extension SegmentReader {
  /// What is kept of a document's versions; nil for nearly all.
  func versionEntry(of document: Int) -> DocumentVersion? {
    guard !versions.isEmpty else { return nil }
    var low = 0
    var high = versions.count
    while low < high {
      let middle = (low + high) / 2
      if versions[middle].document < document { low = middle + 1 } else { high = middle }
    }
    return low < versions.count && versions[low].document == document ? versions[low].version : nil
  }

  /// Where a document's story stands among its versions.
  public func version(of document: Int) -> StoryVersion {
    versionEntry(of: document)?.version ?? StoryVersion()
  }

  /// Documents that are kept but have given way to a later version, among those that the condition takes.
  func supersededCount(where isCounted: (Int) -> Bool) -> Int {
    versions.reduce(0) { $0 + ($1.version.version.supersededFrom != nil && isCounted($1.document) ? 1 : 0) }
  }

  /// Live stories: versions of a story are one.
  public var storyCount: Int {
    versions.isEmpty ? liveCount : liveCount - supersededCount(where: isLive)
  }

  /// Whether a document is one of several versions and not the one that is shown, or will be.
  public func isSuperseded(_ document: Int) -> Bool {
    versionEntry(of: document)?.version.supersededFrom != nil
  }

  /// One bit a document, set where it is live and shown at a moment; nil where all live documents are shown.
  ///
  /// - Parameter now: nil: as if every embargo were over.
  public func shownDocuments(at now: Timestamp?) -> ShownDocuments? {
    var hidden: [Int] = []
    for (document, version) in versions where !version.isShown(at: now) && isLive(document) { hidden.append(document) }
    return hidden.isEmpty ? nil : ShownDocuments(hiding: hidden, of: self)
  }
}
