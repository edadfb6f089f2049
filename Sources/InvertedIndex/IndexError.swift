public import Storage

/// Why an index could not be read or written. Reads as a sentence: what, where, what to do.
public enum IndexError: Error, Equatable, Sendable {
  /// The folder holds no index (no manifest).
  case noIndex(path: String)
  /// Bytes of a file are not what was written.
  case damaged(path: String, what: String)
  /// The index is of a format whose stories this program can take over but not search.
  case olderFormat(path: String, format: Int)
  /// The index was built by another analyzer than the one asked for.
  case analyzerMismatch(path: String, has: String, wanted: String)
  /// A system call or the lock failed.
  case storage(StorageError)
}

extension IndexError: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    switch self {
    case .noIndex(let path):
      "there is no index in \(path); make one with 'moonwire index' or name another folder with --index"
    case .damaged(let path, let what):
      "\(path) is damaged: \(what); run 'moonwire check', then restore it from a backup or index the feeds again"
    case .olderFormat(let path, let format):
      "\(path) is of format \(format), which an earlier Moonwire wrote; run 'moonwire merge' to bring it up to date, with every story"
    case .analyzerMismatch(let path, let has, let wanted):
      "\(path) was indexed with the analyzer \(has), not \(wanted); use another folder or index the feeds again"
    case .storage(let error):
      error.description
    }
  }
}
