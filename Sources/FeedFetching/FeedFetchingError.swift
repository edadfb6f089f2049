/// Why no feed at all can be fetched, or the state of feeds not be kept. Troubles of one feed are `FetchFailure`.
public enum FeedFetchingError: Error, Equatable, Sendable {
  /// libcurl could not be loaded or started; with the loader's words.
  case libraryUnavailable(String)
  /// libcurl refuses to work: out of memory or of file descriptors.
  case libraryFailed(String)
  /// The database of feed states cannot be opened or read.
  case stateUnreadable(path: String, reason: String)
  /// The database of feed states cannot be written.
  case stateUnwritable(path: String, reason: String)
}

extension FeedFetchingError: CustomStringConvertible {
  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .libraryUnavailable(let reason):
      "libcurl, which fetches feeds, cannot be loaded (\(reason)); install it: apt-get install libcurl4"
    case .libraryFailed(let reason): "libcurl cannot start: \(reason)"
    case .stateUnreadable(let path, let reason):
      "\(path): the state of the feeds cannot be read (\(reason)); delete the file and the next update asks every feed anew"
    case .stateUnwritable(let path, let reason): "\(path): the state of the feeds cannot be written (\(reason))"
    }
  }
}
