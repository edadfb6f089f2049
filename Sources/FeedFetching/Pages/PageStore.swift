public import Corpus
import Foundation
import GRDB

/// The pages of stories and what sites allow, in an SQLite database of its own that users can open: `Index/pages.sqlite`.
///
/// Table `page`, one row for each story whose page is wanted, with the article once there is one: so a page is fetched once
/// for each version of its story, and an index that is built anew needs no fetch. Table `robots`, one row for each site.
/// Times in seconds since 1970. Deleting the database costs no more than fetching the pages of the stories that the feeds
/// still have. Saved after the index and before the states of feeds: whatever a kill leaves, the next run completes.
public final class PageStore {
  /// Pages whose stories have left their feeds are forgotten after so many seconds; the stories stay in the index.
  public static let lifetime: Int64 = 30 * 86_400

  private let path: String
  private let queue: DatabaseQueue

  /// Opens or makes the database. The folder must exist.
  public init(path: String) throws(FeedFetchingError) {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.label = "Moonwire.pages"
      configuration.busyMode = .timeout(5)
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try PageStore.migrator.migrate(queue)
    } catch {
      throw .stateUnreadable(path: path, reason: PageStore.reason(error))
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 pages and robots") { database in
      try database.create(table: "page") { table in
        table.primaryKey("story", .text)
        table.column("feed", .text).notNull()
        table.column("url", .text).notNull()
        table.column("version", .text).notNull()
        table.column("teaser", .text).notNull()
        table.column("state", .text).notNull()
        table.column("attempts", .integer).notNull()
        table.column("next_due", .integer)
        table.column("last_seen", .integer).notNull()
        table.column("last_error", .text).notNull()
        table.column("text", .text).notNull()
        table.column("authors", .text).notNull()
        table.column("published", .integer)
        table.column("language", .text).notNull()
      }
      try database.create(index: "page_by_due", on: "page", columns: ["state", "next_due"])
      try database.create(table: "robots") { table in
        table.primaryKey("origin", .text)
        table.column("verdict", .text).notNull()
        table.column("body", .blob).notNull()
        table.column("fetched", .integer).notNull()
        table.column("not_before", .integer)
      }
    }
    return migrator
  }

  /// The records of those stories, by key.
  public func pages(of keys: [StoryKey]) throws(FeedFetchingError) -> [StoryKey: PageRecord] {
    try reading { database in
      let statement = try database.makeStatement(sql: "SELECT * FROM page WHERE story = ?")
      var pages: [StoryKey: PageRecord] = [:]
      for key in keys {
        if let row = try Row.fetchOne(statement, arguments: [key.description]), let page = PageRecord(row: row) {
          pages[key] = page
        }
      }
      return pages
    }
  }

  /// The pages that are due, those that wait the longest first.
  ///
  /// - Parameters:
  ///   - now: The time of the run.
  ///   - limit: How many at most.
  public func due(at now: Timestamp, limit: Int) throws(FeedFetchingError) -> [PageRecord] {
    try reading { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM page WHERE state = 'waiting' AND (next_due IS NULL OR next_due <= ?)
          ORDER BY next_due, last_seen, story LIMIT ?
          """, arguments: [now.secondsSince1970, max(0, limit)])
      return rows.compactMap { PageRecord(row: $0) }
    }
  }

  /// What is known of sites, by origin.
  public func robots() throws(FeedFetchingError) -> [String: RobotsRecord] {
    try reading { database in
      var records: [String: RobotsRecord] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT * FROM robots") {
        if let record = RobotsRecord(row: row) { records[record.origin] = record }
      }
      return records
    }
  }

  /// Saves what has changed and forgets what is old, all or none.
  public func save(
    pages: [PageRecord], robots: [RobotsRecord], at now: Timestamp
  ) throws(FeedFetchingError) {
    do {
      try queue.write { database in
        for page in pages { try page.save(database) }
        for record in robots { try record.save(database) }
        let limit = now.secondsSince1970 - PageStore.lifetime
        try database.execute(sql: "DELETE FROM page WHERE last_seen < ?", arguments: [limit])
        try database.execute(sql: "DELETE FROM robots WHERE fetched < ?", arguments: [limit])
      }
    } catch {
      throw .stateUnwritable(path: path, reason: PageStore.reason(error))
    }
  }

  private func reading<Result>(_ body: (Database) throws -> Result) throws(FeedFetchingError) -> Result {
    do { return try queue.read(body) } catch {
      throw .stateUnreadable(path: path, reason: PageStore.reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    (error as? DatabaseError)?.message ?? "\(error)"
  }
}
