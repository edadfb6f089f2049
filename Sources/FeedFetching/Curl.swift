import CCurl

/// libcurl, loaded on the first use.
enum Curl {
  /// The table of libcurl's functions, or why there is none. Loading happens once, on whichever thread asks first; the
  /// table is never changed or freed after that, which is what makes sharing the pointer safe.
  private nonisolated(unsafe) static let loaded: Result<UnsafePointer<moonwire_curl>, FeedFetchingError> = {
    let table = UnsafeMutablePointer<moonwire_curl>.allocate(capacity: 1)
    table.initialize(to: moonwire_curl())
    if let reason = moonwire_curl_load(table) {
      return .failure(.libraryUnavailable(String(cString: reason)))
    }
    return .success(UnsafePointer(table))
  }()

  /// libcurl's functions.
  static func library() throws(FeedFetchingError) -> UnsafePointer<moonwire_curl> {
    try loaded.get()
  }
}
