import Corpus
import Foundation
import GRDB

extension PageRecord {
  /// Reads a row; nil where it makes no sense, as users may have written it.
  init?(row: Row) {
    guard let key = StoryKey(hexadecimal: column(row, "story")), let state = State(rawValue: column(row, "state")),
      let version = UInt64(column(row, "version"), radix: 16)
    else { return nil }
    self.init(
      key: key, feed: column(row, "feed"), url: column(row, "url"), version: version, teaser: column(row, "teaser"),
      lastSeen: moment(row, "last_seen") ?? Timestamp(secondsSince1970: 0))
    self.state = state
    attempts = min(max(0, Int(clamping: integer(row, "attempts") ?? 0)), 1_000_000)
    nextDue = moment(row, "next_due")
    lastError = column(row, "last_error")
    text = column(row, "text")
    authors = column(row, "authors").split(separator: "\n").map(String.init)
    published = moment(row, "published")
    language = column(row, "language")
  }

  func save(_ database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO page (story, feed, url, version, teaser, state, attempts, next_due, last_seen, last_error,
          text, authors, published, language)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        key.description, feed, url, String(version, radix: 16), teaser, state.rawValue, attempts,
        nextDue?.secondsSince1970, lastSeen.secondsSince1970, lastError, text, authors.joined(separator: "\n"),
        published?.secondsSince1970, language,
      ])
  }
}

extension RobotsRecord {
  /// Reads a row; nil where it makes no sense.
  init?(row: Row) {
    guard let verdict = Verdict(rawValue: column(row, "verdict")), let fetched = moment(row, "fetched") else {
      return nil
    }
    var body: [UInt8] = []
    if let value: DatabaseValue = row["body"] {
      switch value.storage {
      case .blob(let data): body = Array(data)
      case .string(let text): body = Array(text.utf8)
      default: break
      }
    }
    self.init(
      origin: column(row, "origin"), verdict: verdict, body: body, fetched: fetched,
      notBefore: moment(row, "not_before"))
  }

  func save(_ database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO robots (origin, verdict, body, fetched, not_before) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        origin, verdict.rawValue, Data(body), fetched.secondsSince1970, notBefore?.secondsSince1970,
      ])
  }
}

private func column(_ row: Row, _ column: String) -> String {
  guard let value: DatabaseValue = row[column], case .string(let text) = value.storage else { return "" }
  return text
}

private func integer(_ row: Row, _ column: String) -> Int64? {
  guard let value: DatabaseValue = row[column], case .int64(let number) = value.storage else { return nil }
  return number
}

/// A moment; numbers that no clock gives count as absent.
private func moment(_ row: Row, _ column: String) -> Timestamp? {
  guard let seconds = integer(row, column), (0...253_402_300_799).contains(seconds) else { return nil }
  return Timestamp(secondsSince1970: seconds)
}
