import GRDB

extension FeedStateStore {
  /// The steps from an empty database to the present one. A step that has been released is never changed; the next one
  /// follows it.
  static var migrator: DatabaseMigrator {
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
    migrator.registerMigration("2 log of runs") { database in
      try database.rename(table: "run", to: "position")
      try database.create(table: "run") { table in
        table.autoIncrementedPrimaryKey("number")
        table.column("started", .integer).notNull().indexed()
        table.column("finished", .integer).notNull()
        table.column("stopped", .integer).notNull()
        table.column("generation", .integer).notNull()
        table.column("feeds", .integer).notNull()
      }
      try database.create(table: "fetch", options: .withoutRowID) { table in
        table.column("url", .text).notNull()
        table.column("time", .integer).notNull().indexed()
        table.column("run", .integer).notNull()
        table.column("outcome", .text).notNull()
        table.column("status", .integer).notNull()
        table.column("bytes", .integer).notNull()
        table.column("milliseconds", .integer).notNull()
        table.column("added", .integer).notNull()
        table.column("updated", .integer).notNull()
        table.column("unchanged", .integer).notNull()
        table.column("repairs", .integer).notNull()
        table.column("redirected_to", .text).notNull()
        table.column("problem", .text).notNull()
        table.primaryKey(["url", "time"])
      }
      try database.alter(table: "feed") { table in
        table.add(column: "due_reason", .text).notNull().defaults(to: "")
        table.add(column: "rhythm_stories", .double).notNull().defaults(to: 0)
        table.add(column: "rhythm_seconds", .double).notNull().defaults(to: 0)
        table.add(column: "skip_hours", .integer).notNull().defaults(to: 0)
        table.add(column: "skip_days", .integer).notNull().defaults(to: 0)
        table.add(column: "host_rests_until", .integer)
      }
    }
    migrator.registerMigration("3 what ails feeds") { database in
      try database.alter(table: "fetch") { table in
        table.add(column: "entries", .integer)
        table.add(column: "renamed", .integer).notNull().defaults(to: 0)
        table.add(column: "encoding_repairs", .integer).notNull().defaults(to: 0)
        table.add(column: "redirects", .integer).notNull().defaults(to: 0)
      }
      try database.alter(table: "feed") { table in
        table.add(column: "entry_marks", .blob)
      }
    }
    return migrator
  }
}
