public import Corpus

/// What is known of a feed when its health is judged.
public struct FeedHistory: Equatable, Sendable {
  /// What is remembered of it.
  public var state: FeedState
  /// The looks at it in the time that is judged, the oldest first.
  public var looks: [FetchRecord]
  /// Its stories in the index.
  public var stories = 0
  /// The date of the oldest of them; nil without stories.
  public var oldestStory: Timestamp?
  /// The date of the newest of them; nil without stories.
  public var newestStory: Timestamp?

  /// A feed with its looks and without stories.
  public init(state: FeedState, looks: [FetchRecord]) {
    self.state = state
    self.looks = looks
  }
}

extension FeedHistory {
  /// Fewer failures than this may be a bad hour.
  static let fewestFailures = 3
  /// Fewer looks than this say nothing of how slow a server is, or of how it redirects.
  static let fewestLooks = 3
  /// An answer that takes longer is slow, in milliseconds.
  static let slowAnswer = 5000
  /// More redirects than this are a detour.
  static let shortDetour = 2
  /// A feed is stale once it has been silent for so many times the usual pause between its stories. If stories came at random
  /// moments, one feed in 22,000 would be so by chance (e⁻¹⁰).
  static let stalePauses = 10
  /// But never before so many seconds: there are holidays.
  static let shortestSilence = 14 * 86_400
  /// And always after so many.
  static let longestSilence = 365 * 86_400
  /// Fewer stories than this have no usual pause.
  static let fewestStories = 5
  /// Fewer stories than this under new ids may be corrections.
  static let fewestRenamed = 3

  /// What is wrong with the feed, the gravest first; nothing where all is well, or where too little is known to say.
  ///
  /// A function of the history alone, without a clock: the same log gives the same judgement.
  public func ailments(at now: Timestamp) -> [FeedAilment] {
    if state.isRetired || state.goneSince != nil { return [.gone(since: state.goneSince)] }
    let asked = looks.filter { $0.outcome != .postponed }
    let good = asked.filter { $0.outcome == .changed || $0.outcome == .unchanged }
    if state.failures > 0 {
      // A feed that fails now and then is not dead; it is asked less often until it answers again.
      let isDead = state.failures >= FeedHistory.fewestFailures && good.isEmpty
      return isDead ? [.dead(failures: state.failures, problem: state.lastError)] : []
    }
    return [stillness(at: now), slowness(good), move, detour(good), renaming(good), encoding(good)].compactMap { $0 }
  }

  // MARK: - Each of them

  /// Silent or stale.
  private func stillness(at now: Timestamp) -> FeedAilment? {
    guard state.lastSuccess != nil else { return nil }
    guard stories > 0 else { return .silent(hasHadStories: false) }
    if let last = looks.last(where: { $0.entries != nil }), last.entries == 0 { return .silent(hasHadStories: true) }
    // A file lies there and is no worse for it.
    guard FeedURL.isWebAddress(state.url) else { return nil }
    // New versions of stories are news, too, and so are stories that came with an old date; those of the first body are not.
    let news = looks.last { $0.updated > 0 || ($0.added > 0 && $0.added < stories) }?.time
    guard let last = [newestStory, news].compactMap({ $0 }).max() else { return nil }
    let silence = FeedHistory.seconds(from: last, to: now)
    return silence > longestPatience ? .stale(silence: silence, usual: usualPause) : nil
  }

  /// Seconds between two stories, on average; nil where there are too few.
  private var usualPause: Int? {
    guard stories >= FeedHistory.fewestStories, let oldestStory, let newestStory else { return nil }
    return FeedHistory.seconds(from: oldestStory, to: newestStory) / (stories - 1)
  }

  private var longestPatience: Int {
    guard let usualPause else { return FeedHistory.longestSilence }
    let pauses = min(usualPause, FeedHistory.longestSilence) * FeedHistory.stalePauses
    return min(max(pauses, FeedHistory.shortestSilence), FeedHistory.longestSilence)
  }

  private func slowness(_ good: [FetchRecord]) -> FeedAilment? {
    let times = good.map(\.milliseconds).sorted()
    guard times.count >= FeedHistory.fewestLooks else { return nil }
    let median = times[times.count / 2]
    return median >= FeedHistory.slowAnswer ? .slow(milliseconds: median) : nil
  }

  private var move: FeedAilment? {
    state.moves > 0 && !state.movedTo.isEmpty ? .moved(to: FeedURL.withoutCredentials(state.movedTo)) : nil
  }

  /// Files have no redirects, and a feed that has moved has been named for that.
  private func detour(_ good: [FetchRecord]) -> FeedAilment? {
    guard move == nil, good.count >= FeedHistory.fewestLooks, let fewest = good.map(\.redirects).min(),
      fewest > FeedHistory.shortDetour
    else { return nil }
    return .detour(redirects: fewest)
  }

  /// Once is a move to other ids; twice is a habit.
  private func renaming(_ good: [FetchRecord]) -> FeedAilment? {
    let readings = good.filter { $0.renamed > 0 }
    let renamed = readings.reduce(0) { $0 + $1.renamed }
    guard readings.count >= 2, renamed >= FeedHistory.fewestRenamed else { return nil }
    return .renaming(stories: renamed, readings: readings.count)
  }

  private func encoding(_ good: [FetchRecord]) -> FeedAilment? {
    let readings = good.filter { $0.entries != nil }
    guard !readings.isEmpty, readings.allSatisfy({ $0.encodingRepairs > 0 }) else { return nil }
    return .misEncoded(readings: readings.count)
  }

  private static func seconds(from earlier: Timestamp, to later: Timestamp) -> Int {
    let (seconds, overflow) = later.secondsSince1970.subtractingReportingOverflow(earlier.secondsSince1970)
    return overflow ? longestSilence : Int(clamping: max(0, seconds))
  }
}
