import GRDB

/// The states of all feeds, in an SQLite database that users can open: `Index/state.sqlite`.
///
/// Table `feed`, one row for each subscription; times in seconds since 1970. Table `run`, one row: which generation of
/// the index the states belong to. The states are written after the commit of the index, in one transaction. So
/// they never claim more than the index holds, unless the index is taken back to an older one; `isTrusted` finds that
/// out by the generation. Deleting the database costs no more than asking every feed once.
public final class FeedStateStore {
  private let path: String
  private let queue: DatabaseQueue

  /// Opens or makes the database. The folder must exist.
  public init(path: String) throws(FeedFetchingError) {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.label = "Moonwire.state"
      configuration.busyMode = .timeout(5)
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try FeedStateStore.migrator.migrate(queue)
    } catch {
      throw .stateUnreadable(path: path, reason: FeedStateStore.reason(error))
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 feeds and run") { database in
      try database.create(table: "feed") { table in
        table.primaryKey("url", .text)
        table.column("title", .text).notNull()
        table.column("etag", .blob)
        table.column("last_modified", .blob)
        table.column("body_hash", .text)
        table.column("feed_interval", .integer)
        table.column("interval", .integer).notNull()
        table.column("last_checked", .integer)
        table.column("last_success", .integer)
        table.column("last_body", .integer)
        table.column("next_due", .integer)
        table.column("consecutive_failures", .integer).notNull()
        table.column("last_status", .integer).notNull()
        table.column("last_error", .text).notNull()
        table.column("gone_since", .integer)
        table.column("retired", .integer).notNull()
        table.column("moved_to", .text).notNull()
        table.column("moves", .integer).notNull()
      }
      try database.create(table: "run") { table in
        table.primaryKey("id", .integer).check { $0 == 1 }
        table.column("generation", .integer).notNull()
      }
    }
    return migrator
  }

  /// All states, by address.
  public func states() throws(FeedFetchingError) -> [String: FeedState] {
    do {
      let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM feed") }
      var states: [String: FeedState] = [:]
      for row in rows {
        let state = FeedState(row: row)
        states[state.url] = state
      }
      return states
    } catch {
      throw .stateUnreadable(path: path, reason: FeedStateStore.reason(error))
    }
  }

  /// Whether what the states say of bodies and validators may be believed: the index is at the generation of the last
  /// run or a later one. An older or empty index has lost what the states claim to be in it.
  public func isTrusted(atGeneration generation: UInt64) throws(FeedFetchingError) -> Bool {
    do {
      let saved = try queue.read { try Int64.fetchOne($0, sql: "SELECT generation FROM run") }
      guard let saved else { return true }
      return generation >= UInt64(bitPattern: saved)
    } catch {
      throw .stateUnreadable(path: path, reason: FeedStateStore.reason(error))
    }
  }

  /// Saves states after a commit of the index, all or none.
  ///
  /// - Parameters:
  ///   - states: The states that have changed.
  ///   - generation: The generation of the index that holds what they claim.
  public func save(_ states: [FeedState], generation: UInt64) throws(FeedFetchingError) {
    do {
      try queue.write { database in
        for state in states { try state.save(database) }
        try database.execute(
          sql: "INSERT OR REPLACE INTO run (id, generation) VALUES (1, ?)", arguments: [Int64(bitPattern: generation)])
      }
    } catch {
      throw .stateUnwritable(path: path, reason: FeedStateStore.reason(error))
    }
  }

  /// Forgets feeds that are no longer subscribed to.
  public func remove(_ urls: [String]) throws(FeedFetchingError) {
    do {
      try queue.write { database in
        for url in urls { try database.execute(sql: "DELETE FROM feed WHERE url = ?", arguments: [url]) }
      }
    } catch {
      throw .stateUnwritable(path: path, reason: FeedStateStore.reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    (error as? DatabaseError)?.message ?? "\(error)"
  }
}
