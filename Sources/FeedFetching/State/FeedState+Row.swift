import Corpus
import Foundation
import GRDB

extension FeedState {
  /// Reads a row. Whatever a user has put into the table must not trap: columns of another type count as absent.
  init(row: Row) {
    self.init(url: string(row, "url"))
    title = string(row, "title")
    validators = FeedValidators(etag: bytes(row, "etag"), lastModified: bytes(row, "last_modified"))
    bodyHash = UInt64(string(row, "body_hash"), radix: 16)
    feedInterval = integer(row, "feed_interval").map { Int(clamping: $0) }
    interval = Int(clamping: integer(row, "interval") ?? 0)
    lastChecked = moment(row, "last_checked")
    lastSuccess = moment(row, "last_success")
    lastBody = moment(row, "last_body")
    nextDue = moment(row, "next_due")
    failures = min(max(0, Int(clamping: integer(row, "consecutive_failures") ?? 0)), 1_000_000)
    lastStatus = Int(clamping: integer(row, "last_status") ?? 0)
    lastError = string(row, "last_error")
    goneSince = moment(row, "gone_since")
    isRetired = integer(row, "retired") == 1
    movedTo = string(row, "moved_to")
    moves = min(max(0, Int(clamping: integer(row, "moves") ?? 0)), 1_000_000)
    dueReason = DueReason(rawValue: string(row, "due_reason"))
    rhythm = StoryRhythm(stories: amount(row, "rhythm_stories"), seconds: amount(row, "rhythm_seconds"))
    skipped = SkippedTimes(
      hours: UInt32(truncatingIfNeeded: integer(row, "skip_hours") ?? 0),
      days: UInt8(truncatingIfNeeded: integer(row, "skip_days") ?? 0))
    hostRestsUntil = moment(row, "host_rests_until")
    entryMarks = EntryMarks(bytes: bytes(row, "entry_marks") ?? [])
  }

  func save(_ database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO feed (url, title, etag, last_modified, body_hash, feed_interval, interval, last_checked,
          last_success, last_body, next_due, consecutive_failures, last_status, last_error, gone_since, retired,
          moved_to, moves, due_reason, rhythm_stories, rhythm_seconds, skip_hours, skip_days, host_rests_until,
          entry_marks)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        url, title, FeedState.stored(validators?.etag), FeedState.stored(validators?.lastModified),
        bodyHash.map { String($0, radix: 16) }, feedInterval, interval, lastChecked?.secondsSince1970,
        lastSuccess?.secondsSince1970, lastBody?.secondsSince1970, nextDue?.secondsSince1970, failures, lastStatus,
        lastError, goneSince?.secondsSince1970, isRetired ? 1 : 0, movedTo, moves,
        dueReason?.rawValue ?? "", rhythm.stories, rhythm.seconds, Int64(skipped.hours), Int64(skipped.days),
        hostRestsUntil?.secondsSince1970, entryMarks.bytes.isEmpty ? .null : Data(entryMarks.bytes).databaseValue,
      ])
  }

  /// Bytes as text where they are text, so that the table reads well; as a blob where they are not.
  private static func stored(_ value: [UInt8]?) -> DatabaseValue {
    guard let value else { return .null }
    if let text = String(validating: value, as: UTF8.self) { return text.databaseValue }
    return Data(value).databaseValue
  }
}
