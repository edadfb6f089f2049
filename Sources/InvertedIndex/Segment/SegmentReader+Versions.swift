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
}
