import GRDB

/// The states of all feeds and the log of runs, in an SQLite database that users can open: `Index/state.sqlite`.
///
/// Table `feed`, one row for each subscription; tables `run` and `fetch`, what each update and each look at a feed came
/// to; table `position`, one row: which generation of the index the states belong to. Times are in seconds since 1970.
/// docs/FETCHING.md describes every column.
///
/// The states are written after the commit of the index, in one transaction. So they never claim more than the index
/// holds, unless the index is taken back to an older one; `isTrusted` finds that out by the generation. Deleting the
/// database costs no more than asking every feed once. It is in WAL mode, so that whoever reads it with another program
/// sees one moment and keeps no update waiting; write transactions are immediate and short.
public final class FeedStateStore {
  private let path: String
  private let queue: DatabaseQueue

  /// Opens or makes the database, and brings one of an earlier version up to this one. The folder must exist.
  ///
  /// - Throws: `FeedFetchingError.stateUnreadable` where it is no database, or was written by a later version.
  public init(path: String) throws(FeedFetchingError) {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.label = "Moonwire.state"
      configuration.busyMode = .timeout(5)
      configuration.journalMode = .wal
      queue = try DatabaseQueue(path: path, configuration: configuration)
      let migrator = FeedStateStore.migrator
      guard try !queue.read(migrator.hasBeenSuperseded) else {
        throw FeedFetchingError.stateUnreadable(path: path, reason: "a later version of Moonwire has written it")
      }
      try migrator.migrate(queue)
    } catch let error as FeedFetchingError {
      throw error
    } catch {
      throw .stateUnreadable(path: path, reason: FeedStateStore.reason(error))
    }
  }

  /// All states, by address.
  public func states() throws(FeedFetchingError) -> [String: FeedState] {
    try read { database in
      var states: [String: FeedState] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT * FROM feed")
      while let row = try rows.next() {
        let state = FeedState(row: row)
        states[state.url] = state
      }
      return states
    }
  }

  /// Whether what the states say of bodies and validators may be believed: the index is at the generation of the last
  /// run or a later one. An older or empty index has lost what the states claim to be in it.
  public func isTrusted(atGeneration generation: UInt64) throws(FeedFetchingError) -> Bool {
    let saved = try read { try Int64.fetchOne($0, sql: "SELECT generation FROM position") }
    guard let saved else { return true }
    return generation >= UInt64(bitPattern: saved)
  }

  /// Saves states after a commit of the index, all or none.
  ///
  /// - Parameters:
  ///   - states: The states that have changed.
  ///   - generation: The generation of the index that holds what they claim.
  public func save(_ states: [FeedState], generation: UInt64) throws(FeedFetchingError) {
    try write { database in
      for state in states { try state.save(database) }
      try database.execute(
        sql: "INSERT OR REPLACE INTO position (id, generation) VALUES (1, ?)",
        arguments: [Int64(bitPattern: generation)])
    }
  }

  /// Forgets feeds that are no longer subscribed to, and the looks at them.
  public func remove(_ urls: [String]) throws(FeedFetchingError) {
    try write { database in
      for url in urls {
        try database.execute(sql: "DELETE FROM feed WHERE url = ?", arguments: [url])
        try database.execute(sql: "DELETE FROM fetch WHERE url = ?", arguments: [url])
      }
    }
  }

  func read<Value>(_ work: (Database) throws -> Value) throws(FeedFetchingError) -> Value {
    do {
      return try queue.read(work)
    } catch {
      throw .stateUnreadable(path: path, reason: FeedStateStore.reason(error))
    }
  }

  func write(_ work: (Database) throws -> Void) throws(FeedFetchingError) {
    do {
      try queue.write(work)
    } catch {
      throw .stateUnwritable(path: path, reason: FeedStateStore.reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    (error as? DatabaseError)?.message ?? "\(error)"
  }
}
