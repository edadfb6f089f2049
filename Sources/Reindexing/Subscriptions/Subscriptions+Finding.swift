import FeedFetching

extension Subscriptions {
  /// What looking for a feed found.
  public enum Match: Equatable, Sendable {
    /// The feed, and its place in the list, from 0.
    case one(Subscription, place: Int)
    /// Several feeds of that title, by place.
    case several([Int])
    /// None; the places of feeds that may have been meant, the likeliest first.
    case none(near: [Int])
  }

  /// Finds a feed by its number in the list (from 1), its address or its title. Case, the scheme, `www.` and a slash at the
  /// end do not count.
  ///
  /// A part of a title is no match but a guess: what a command does to a feed should not hang on which others there are.
  public func find(_ text: String) -> Match {
    if let number = Int(text), feeds.indices.contains(number - 1), number > 0 {
      return .one(feeds[number - 1], place: number - 1)
    }
    if let place = feeds.firstIndex(where: { $0.url == text }) { return .one(feeds[place], place: place) }
    let wanted = Subscriptions.plain(text)
    for form in [Subscriptions.plainAddress, { Subscriptions.plain($0.title) }] {
      let places = feeds.indices.filter { form(feeds[$0]) == wanted }
      if places.count == 1 { return .one(feeds[places[0]], place: places[0]) }
      if !places.isEmpty { return .several(places) }
    }
    return .none(near: near(wanted))
  }

  /// Feeds whose title or address has the text in it, else the one that differs by the fewest slips: at most a third of its
  /// letters.
  private func near(_ wanted: String) -> [Int] {
    guard !wanted.isEmpty else { return [] }
    let holding = feeds.indices.filter {
      Subscriptions.plain(feeds[$0].title).contains(wanted) || Subscriptions.plainAddress(feeds[$0]).contains(wanted)
    }
    if !holding.isEmpty { return holding }
    let letters = Array(wanted.unicodeScalars.prefix(Subscriptions.longestGuess))
    let limit = max(1, letters.count / 3)
    var best: (place: Int, slips: Int)?
    for place in feeds.indices {
      for form in [Subscriptions.plain(feeds[place].title), Subscriptions.plainAddress(feeds[place])] {
        let other = Array(form.unicodeScalars.prefix(Subscriptions.longestGuess))
        guard abs(other.count - letters.count) <= limit else { continue }
        let slips = Subscriptions.slips(letters, other)
        if slips <= limit, slips < best?.slips ?? .max { best = (place, slips) }
      }
    }
    return best.map { [$0.place] } ?? []
  }

  private static let longestGuess = 64

  private static func plainAddress(_ feed: Subscription) -> String { plain(feed.url) }

  private static func plain(_ text: String) -> String {
    var plain = text.lowercased()[...]
    while let first = plain.first, first.isWhitespace { plain.removeFirst() }
    for prefix in ["https://", "http://", "www."] where plain.hasPrefix(prefix) {
      plain = plain.dropFirst(prefix.count)
    }
    while let last = plain.last, last.isWhitespace || last == "/" { plain.removeLast() }
    return String(plain)
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other (optimal string
  /// alignment, after Damerau 1964).
  private static func slips(_ source: [Unicode.Scalar], _ target: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var row = Array(0...target.count)
    for (i, letter) in source.enumerated() {
      var next = [i + 1]
      for (j, other) in target.enumerated() {
        var best = min(row[j] + (letter == other ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, letter == target[j - 1], other == source[i - 1] { best = min(best, before[j - 1] + 1) }
        next.append(best)
      }
      (before, row) = (row, next)
    }
    return row[target.count]
  }
}
