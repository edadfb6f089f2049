import Corpus
import FeedFetching
import FeedParsing
import InvertedIndex

/// Full texts for feeds that carry teasers only (`fulltext="yes"` in the list): which pages are wanted, and what came of them.
///
/// A story goes into the index at once, with the teaser, or with its page's article where that was fetched before
/// (`complete`). When all feeds have answered, the pages that are due are fetched, as many as a run may, and their stories
/// put once more (`fetch`). What is known of pages is saved between the commit and the states of feeds (`save`), so that a kill
/// costs a fetch at most. Nothing that goes wrong here stops a run or loses a story.
final class FullText {
  /// Pages fetched in one run at most, robots.txt apart.
  static let mostPages = 100

  private let path: String
  private let indexDirectory: String
  private let wanted: Set<String>
  private let started: Timestamp
  private let fetcher: PageFetcherOptions
  private let clock: any PageClock

  private var store: PageStore?
  private var changed: [StoryKey: PageRecord] = [:]
  private var robots: [RobotsRecord] = []
  /// Stories of this run whose pages are wanted, as the feeds have them.
  private var stories: [StoryKey: Story] = [:]
  private(set) var problems: [Problem] = []
  /// Stories that got their full text in this run.
  private(set) var completed = 0
  /// Pages that are due and were not fetched for want of time.
  private(set) var waiting = 0

  init(feeds: [Subscription], options: Updater.Options, started: Timestamp) {
    indexDirectory = options.indexDirectory ?? ""
    path = indexDirectory + "/pages.sqlite"
    wanted = options.indexDirectory == nil ? [] : Set(feeds.filter(\.wantsFullText).map(\.url))
    self.started = started
    var fetcher = PageFetcherOptions(fetcher: options.fetcher)
    fetcher.timeBudget = options.pageTime
    self.fetcher = fetcher
    clock = options.pageClock
  }

  /// The stories of a feed with the articles of their pages, as far as these are known. The pages of the others are noted.
  func complete(_ stories: [Story], of feed: Subscription) -> [Story] {
    guard wanted.contains(feed.url), let known = pages(of: stories) else { return stories }
    return stories.map { story in
      let record = changed[story.key] ?? known[story.key]
      let version = FullText.version(of: story)
      if var record, record.version == version {
        // Rows are not rewritten in each run only to say that the story is still there.
        if started.secondsSince1970 - record.lastSeen.secondsSince1970 > 86_400 {
          record.lastSeen = started
          changed[story.key] = record
        }
        if record.state == .waiting { self.stories[story.key] = story }
        return FullText.completed(story, by: record)
      }
      guard FullText.isTeaser(story), FeedURL(story.link) != nil, story.wire.status == .usable else { return story }
      var new = PageRecord(
        key: story.key, feed: feed.url, url: story.link, version: version, teaser: story.text, lastSeen: started)
      if let record {
        // Until the new page is there, the article of the old one is better than a teaser.
        (new.text, new.authors, new.published, new.language) = (
          record.text, record.authors, record.published, record.language
        )
      }
      changed[story.key] = new
      self.stories[story.key] = story
      return FullText.completed(story, by: new)
    }
  }

  /// Fetches the pages that are due and puts their stories.
  ///
  /// - Throws: Errors of the index only.
  func fetch(into writer: IndexWriter, now: () -> Timestamp, isStopped: () -> Bool) throws {
    let due = duePages()
    guard !due.isEmpty, let store else { return }
    var urls: [String] = []
    var place: [String: Int] = [:]
    for page in due where place[page.url] == nil {
      place[page.url] = urls.count
      urls.append(page.url)
    }
    var results = [FullText.Result](repeating: .failure("", isTemporary: true, isPostponed: true), count: urls.count)
    do {
      let pages = try PageFetcher(options: fetcher, robots: store.robots(), clock: clock)
      // What sites said is kept, whatever ends the fetching.
      defer { robots = pages.changedOrigins.sorted().compactMap { pages.robots[$0] } }
      try pages.fetch(urls, now: now, isStopped: isStopped) { results[$0] = FullText.Result($1) }
    } catch {
      note(error)
    }
    // In the order of what was due, so that the network's order does not reach the index.
    var snapshot: IndexSnapshot?
    for var page in due {
      let result = place[page.url].map { results[$0] } ?? .failure("", isTemporary: true, isPostponed: true)
      if stories[page.key] == nil {
        if snapshot == nil { snapshot = try IndexSnapshot(directory: indexDirectory) }
        stories[page.key] = try snapshot?.story(withKey: page.key)?.story
      }
      guard var story = stories[page.key] else {
        page.state = .abandoned
        changed[page.key] = page
        continue
      }
      if !page.teaser.isEmpty { story.text = page.teaser }
      page.take(result, for: story, at: started)
      if page.state == .fetched {
        if try writer.put(FullText.completed(story, by: page)) != .unchanged { completed += 1 }
      } else if case .failure(_, _, isPostponed: true) = result {
        waiting += 1
      }
      changed[page.key] = page
    }
  }

  /// Saves what has changed. To be called after the commit of the index.
  func save() {
    guard let store, !changed.isEmpty || !robots.isEmpty else { return }
    do {
      let pages = changed.values.sorted { $0.key < $1.key }
      try store.save(pages: pages, robots: robots, at: started)
    } catch {
      note(error)
    }
  }

  // MARK: - The store

  /// The pages to fetch in this run: those that wait the longest first.
  private func duePages() -> [PageRecord] {
    guard let store = open() else { return [] }
    var due = changed.values.filter { $0.isDue(at: started) }
    do {
      due += try store.due(at: started, limit: 4 * FullText.mostPages).filter {
        changed[$0.key] == nil && wanted.contains($0.feed)
      }
    } catch {
      note(error)
    }
    let order = due.sorted {
      let (left, right) = ($0.nextDue?.secondsSince1970 ?? .min, $1.nextDue?.secondsSince1970 ?? .min)
      return (left, $0.lastSeen, $0.key) < (right, $1.lastSeen, $1.key)
    }
    waiting = max(0, order.count - FullText.mostPages)
    return Array(order.prefix(FullText.mostPages))
  }

  private func pages(of stories: [Story]) -> [StoryKey: PageRecord]? {
    guard let store = open() else { return nil }
    do { return try store.pages(of: stories.map(\.key)) } catch {
      note(error)
      return nil
    }
  }

  private func open() -> PageStore? {
    guard store == nil, !wanted.isEmpty, problems.isEmpty else { return store }
    do { store = try PageStore(path: path) } catch { note(error) }
    return store
  }

  private func note(_ error: any Error) {
    problems.append(Problem(source: path, message: "\(error)", trouble: .temporary))
  }
}
