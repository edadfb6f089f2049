import Corpus
import Foundation
import GRDB

extension FeedState {
  /// Reads a row. Whatever a user has put into the table must not trap: columns of another type count as absent.
  init(row: Row) {
    self.init(url: text(row, "url"))
    title = text(row, "title")
    validators = FeedValidators(etag: bytes(row, "etag"), lastModified: bytes(row, "last_modified"))
    bodyHash = UInt64(text(row, "body_hash"), radix: 16)
    feedInterval = integer(row, "feed_interval").map { Int(clamping: $0) }
    interval = Int(clamping: integer(row, "interval") ?? 0)
    lastChecked = moment(row, "last_checked")
    lastSuccess = moment(row, "last_success")
    lastBody = moment(row, "last_body")
    nextDue = moment(row, "next_due")
    failures = min(max(0, Int(clamping: integer(row, "consecutive_failures") ?? 0)), 1_000_000)
    lastStatus = Int(clamping: integer(row, "last_status") ?? 0)
    lastError = text(row, "last_error")
    goneSince = moment(row, "gone_since")
    isRetired = integer(row, "retired") == 1
    movedTo = text(row, "moved_to")
    moves = min(max(0, Int(clamping: integer(row, "moves") ?? 0)), 1_000_000)
  }

  func save(_ database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO feed (url, title, etag, last_modified, body_hash, feed_interval, interval, last_checked,
          last_success, last_body, next_due, consecutive_failures, last_status, last_error, gone_since, retired,
          moved_to, moves)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        url, title, FeedState.stored(validators?.etag), FeedState.stored(validators?.lastModified),
        bodyHash.map { String($0, radix: 16) }, feedInterval, interval, lastChecked?.secondsSince1970,
        lastSuccess?.secondsSince1970, lastBody?.secondsSince1970, nextDue?.secondsSince1970, failures, lastStatus,
        lastError, goneSince?.secondsSince1970, isRetired ? 1 : 0, movedTo, moves,
      ])
  }

  /// Bytes as text where they are text, so that the table reads well; as a blob where they are not.
  private static func stored(_ value: [UInt8]?) -> DatabaseValue {
    guard let value else { return .null }
    if let text = String(validating: value, as: UTF8.self) { return text.databaseValue }
    return Data(value).databaseValue
  }
}

private func text(_ row: Row, _ column: String) -> String {
  guard let value: DatabaseValue = row[column], case .string(let text) = value.storage else { return "" }
  return text
}

private func bytes(_ row: Row, _ column: String) -> [UInt8]? {
  guard let value: DatabaseValue = row[column] else { return nil }
  switch value.storage {
  case .string(let text): return Array(text.utf8)
  case .blob(let data): return Array(data)
  default: return nil
  }
}

private func integer(_ row: Row, _ column: String) -> Int64? {
  guard let value: DatabaseValue = row[column], case .int64(let number) = value.storage else { return nil }
  return number
}

/// A moment; numbers that no clock gives count as absent, so that sums with them cannot overflow.
private func moment(_ row: Row, _ column: String) -> Timestamp? {
  guard let seconds = integer(row, column), (0...253_402_300_799).contains(seconds) else { return nil }
  return Timestamp(secondsSince1970: seconds)
}
