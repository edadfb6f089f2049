internal import Corpus
internal import InvertedIndex

/// Which documents of a segment pass a filter by columns and are live, as bits: computed window by window when one of its
/// documents is first asked about, and kept for later queries of the same filter. A few windows are computed at once, to
/// tell whether the documents are so few that they are listed.
final class AcceptedDocuments {
  /// Documents in a window.
  static let windowSize = 4096
  static let wordsPerWindow = windowSize / 64

  /// The bits, the lowest first; valid in windows that are known.
  let words: UnsafeMutablePointer<UInt64>
  /// For each window whether its bits are known.
  let known: UnsafeMutablePointer<Bool>
  /// The documents, ascending, where they are few; nil where they are many.
  private(set) var listed: UnsafeBufferPointer<UInt32>?
  private let segment: SegmentReader
  private let shown: ShownDocuments?
  private let wire: WireFilter?
  private let feeds: [Bool]?
  private let languages: [Bool]?
  private let agencies: [Bool]?

  /// - Returns: nil where the filter accepts whatever the segment has.
  /// - Throws: `IndexError.damaged`.
  init?(_ filters: Filters, shown: ShownDocuments?, in segment: SegmentReader) throws {
    guard filters.hasColumns else { return nil }
    self.segment = segment
    self.shown = shown
    wire = try WireFilter(filters, in: segment)
    let tables = segment.tables
    feeds = AcceptedDocuments.matching(
      tables.feeds, filters.feeds, without: filters.excludedFeeds
    ) { feed, wanted in
      feed.title.lowercased().contains(wanted) || AcceptedDocuments.shortName(feed.id).lowercased().contains(wanted)
    }
    languages = AcceptedDocuments.matching(
      tables.languages, filters.languages, without: filters.excludedLanguages
    ) { language, wanted in language == wanted || language.hasPrefix(wanted + "-") }
    let named = AcceptedDocuments.matching(
      tables.agencies, filters.agencies, without: filters.excludedAgencies
    ) { set, wanted in set.contains { $0.name.lowercased() == wanted } }
    let origins = AcceptedDocuments.matching(
      tables.agencies, filters.origins, without: filters.excludedOrigins
    ) { set, wanted in set.contains { $0.role == .origin && $0.name.lowercased() == wanted } }
    agencies =
      if let named, let origins { zip(named, origins).map { $0 && $1 } } else { named ?? origins }
    guard feeds != nil || languages != nil || agencies != nil || wire != nil else { return nil }
    let windows = (segment.documentCount + AcceptedDocuments.windowSize - 1) / AcceptedDocuments.windowSize
    words = .allocate(capacity: max(1, windows * AcceptedDocuments.wordsPerWindow))
    words.initialize(repeating: 0, count: max(1, windows * AcceptedDocuments.wordsPerWindow))
    known = .allocate(capacity: max(1, windows))
    known.initialize(repeating: false, count: max(1, windows))
    listIfFew(windows)
  }

  deinit {
    words.deallocate()
    known.deallocate()
    listed?.deallocate()
  }

  /// What of a feed's identity a user names it by: all of an address, but of a path the file alone. The folders above it
  /// say where an archive lies, not what a feed is.
  private static func shortName(_ id: String) -> Substring {
    guard !id.contains("://"), let slash = id.lastIndex(of: "/") else { return id[...] }
    return id[id.index(after: slash)...]
  }

  /// For each value of a table whether it is wanted; nil where all are.
  private static func matching<Value>(
    _ values: [Value], _ wanted: [String], without excluded: [String], _ matches: (Value, String) -> Bool
  ) -> [Bool]? {
    guard !wanted.isEmpty || !excluded.isEmpty else { return nil }
    let accepted = values.map { value in
      (wanted.isEmpty || wanted.contains { matches(value, $0) }) && !excluded.contains { matches(value, $0) }
    }
    return accepted.contains(false) ? accepted : nil
  }

  /// Where one document in so many is accepted, or fewer, they are few.
  private static let fewShare = 128
  /// Windows that tell whether they may be few.
  private static let samples = 16

  /// Lists the documents where a few windows, from all over the segment, have few of them. All windows have to be known then,
  /// which a search among few stories comes to in any case.
  private func listIfFew(_ windows: Int) {
    var (sampled, found) = (0, 0)
    for window in stride(from: 0, to: windows, by: max(1, windows / AcceptedDocuments.samples)) {
      learn(window)
      sampled += AcceptedDocuments.windowSize
      found += count(ofWindow: window)
    }
    guard found * AcceptedDocuments.fewShare <= sampled else { return }
    var total = 0
    for window in 0..<windows {
      if !known[window] { learn(window) }
      total += count(ofWindow: window)
    }
    guard total * AcceptedDocuments.fewShare <= segment.documentCount else { return }
    let list = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: total)
    var place = 0
    for word in 0..<windows * AcceptedDocuments.wordsPerWindow {
      var left = words[word]
      while left != 0 {
        list.initializeElement(at: place, to: UInt32(64 * word + left.trailingZeroBitCount))
        left &= left - 1
        place += 1
      }
    }
    listed = UnsafeBufferPointer(list)
  }

  private func count(ofWindow window: Int) -> Int {
    let bits = words + window * AcceptedDocuments.wordsPerWindow
    return (0..<AcceptedDocuments.wordsPerWindow).reduce(0) { $0 + bits[$1].nonzeroBitCount }
  }

  /// Computes the bits of a window.
  func learn(_ window: Int) {
    known[window] = true
    let first = window * AcceptedDocuments.windowSize
    let count = min(AcceptedDocuments.windowSize, segment.documentCount - first)
    guard count > 0 else { return }
    let bits = words + window * AcceptedDocuments.wordsPerWindow
    for word in 0..<(count + 63) / 64 {
      let start = first + word * 64
      let length = min(64, segment.documentCount - start)
      var left = (shown?.words ?? segment.liveDocuments).map { $0[start >> 6] } ?? .max
      if length < 64 { left &= (1 << UInt64(length)) - 1 }
      if let feeds { left = AcceptedDocuments.keep(left, from: start, feeds) { segment.feed(of: $0) } }
      if let languages { left = AcceptedDocuments.keep(left, from: start, languages) { segment.language(of: $0) } }
      if let agencies { left = AcceptedDocuments.keep(left, from: start, agencies) { segment.agencies(of: $0) } }
      if let wire { left = wire.keep(left, from: start) }
      bits[word] = left
    }
  }

  /// The bits of those documents whose value is wanted.
  @inline(__always)
  private static func keep(_ bits: UInt64, from start: Int, _ wanted: [Bool], _ value: (Int) -> Int) -> UInt64 {
    var (kept, left): (UInt64, UInt64) = (0, bits)
    while left != 0 {
      let place = left.trailingZeroBitCount
      left &= left - 1
      let number = value(start + place)
      // A value that is in no table comes from a damaged column.
      if wanted.indices.contains(number) && wanted[number] { kept |= 1 << UInt64(place) }
    }
    return kept
  }
}

extension Filters {
  /// Whether it asks for more than dates.
  var hasColumns: Bool {
    !(feeds.isEmpty && agencies.isEmpty && languages.isEmpty && excludedFeeds.isEmpty && excludedAgencies.isEmpty
      && excludedLanguages.isEmpty && origins.isEmpty && excludedOrigins.isEmpty && places.isEmpty
      && excludedPlaces.isEmpty && datelines.isEmpty
      && excludedDatelines.isEmpty && slugs.isEmpty && excludedSlugs.isEmpty && urgencies.isEmpty
      && excludedUrgencies.isEmpty)
  }
}
