public import Corpus
import GRDB

/// The log of runs: what each look at each feed came to, for reports on the feeds' health.
extension FeedStateStore {
  /// How long looks are kept, in seconds.
  public static let longestMemory: Int64 = 90 * 86400
  /// How many looks are kept of one feed: more than 90 days of hourly looks are none's need, and 2,000 feeds take 0.2 GB.
  public static let mostFetchesOfAFeed = 1000
  /// Looks are counted once in so many runs, since counting reads them.
  static let runsBetweenCounts: Int64 = 64

  /// Notes a run and its looks, and forgets what is older than `longestMemory`; all in one transaction. To be called after
  /// the index has been committed and the states have been saved: a run that is missing here costs a line of a report.
  ///
  /// - Complexity: O(looks of the run), and once in 64 runs O(looks in the log).
  public func record(_ run: RunRecord) throws(FeedFetchingError) {
    try write { database in
      try database.execute(
        sql: "INSERT INTO run (started, finished, stopped, generation, feeds) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          run.started.secondsSince1970, run.finished.secondsSince1970, run.wasStopped ? 1 : 0,
          Int64(bitPattern: run.generation), run.fetches.count,
        ])
      let number = database.lastInsertedRowID
      for fetch in run.fetches { try fetch.save(database, run: number) }
      let oldest = run.started.secondsSince1970 - FeedStateStore.longestMemory
      try database.execute(sql: "DELETE FROM fetch WHERE time < ?", arguments: [oldest])
      try database.execute(sql: "DELETE FROM run WHERE started < ?", arguments: [oldest])
      if number % FeedStateStore.runsBetweenCounts == 0 { try FeedStateStore.thin(database) }
    }
  }

  /// The looks at a feed since a moment, the oldest first.
  ///
  /// - Complexity: O(log n + looks found), by the primary key.
  public func fetches(of url: String, since: Timestamp) throws(FeedFetchingError) -> [FetchRecord] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM fetch WHERE url = ? AND time >= ? ORDER BY time",
        arguments: [url, since.secondsSince1970]
      ).compactMap(FetchRecord.init(row:))
    }
  }

  /// The looks at all feeds since a moment, by address, each feed's oldest first.
  public func fetches(since: Timestamp) throws(FeedFetchingError) -> [String: [FetchRecord]] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM fetch WHERE time >= ? ORDER BY url, time", arguments: [since.secondsSince1970])
      return Dictionary(grouping: rows.compactMap(FetchRecord.init(row:)), by: \.url)
    }
  }

  /// When the newest run began; nil where there has been none.
  public func lastRun() throws(FeedFetchingError) -> Timestamp? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT max(started) AS started FROM run").flatMap { moment($0, "started") }
    }
  }

  /// The runs since a moment, the oldest first, without their looks.
  public func runs(since: Timestamp) throws(FeedFetchingError) -> [RunRecord] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM run WHERE started >= ? ORDER BY number", arguments: [since.secondsSince1970]
      ).compactMap(RunRecord.init(row:))
    }
  }

  /// Leaves the newest looks of each feed.
  static func thin(_ database: Database) throws {
    let crowded = try String.fetchAll(
      database, sql: "SELECT url FROM fetch GROUP BY url HAVING count(*) > ?", arguments: [mostFetchesOfAFeed])
    for url in crowded {
      try database.execute(
        sql: """
          DELETE FROM fetch WHERE url = ? AND time <=
            (SELECT time FROM fetch WHERE url = ? ORDER BY time DESC LIMIT 1 OFFSET ?)
          """, arguments: [url, url, mostFetchesOfAFeed])
    }
  }
}

extension RunRecord {
  /// Nil where a user has put something else than moments into the row.
  init?(row: Row) {
    guard let started = moment(row, "started"), let finished = moment(row, "finished") else { return nil }
    self.init(started: started, finished: finished, fetches: [])
    wasStopped = integer(row, "stopped") == 1
    generation = UInt64(bitPattern: integer(row, "generation") ?? 0)
  }
}

extension FetchRecord {
  init?(row: Row) {
    guard let time = moment(row, "time"), let outcome = Outcome(rawValue: string(row, "outcome")) else { return nil }
    self.init(url: string(row, "url"), time: time, outcome: outcome)
    status = count(row, "status")
    bytes = count(row, "bytes")
    milliseconds = count(row, "milliseconds")
    added = count(row, "added")
    updated = count(row, "updated")
    unchanged = count(row, "unchanged")
    repairs = count(row, "repairs")
    entries = integer(row, "entries") == nil ? nil : count(row, "entries")
    renamed = count(row, "renamed")
    encodingRepairs = count(row, "encoding_repairs")
    redirects = count(row, "redirects")
    redirectedTo = string(row, "redirected_to")
    problem = string(row, "problem")
  }

  func save(_ database: Database, run: Int64) throws {
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO fetch (url, time, run, outcome, status, bytes, milliseconds, added, updated, unchanged,
          repairs, redirected_to, problem, entries, renamed, encoding_repairs, redirects)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      url, time.secondsSince1970, run, outcome.rawValue, status, bytes, milliseconds, added, updated, unchanged,
      repairs, redirectedTo, problem, entries, renamed, encodingRepairs, redirects,
    ])
  }
}
