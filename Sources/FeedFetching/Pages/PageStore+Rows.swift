import Corpus
import Foundation
import GRDB

extension PageRecord {
  /// Reads a row; nil where it makes no sense, as users may have written it.
  init?(row: Row) {
    guard let key = StoryKey(hexadecimal: string(row, "story")), let state = State(rawValue: string(row, "state")),
      let version = UInt64(string(row, "version"), radix: 16)
    else { return nil }
    self.init(
      key: key, feed: string(row, "feed"), url: string(row, "url"), version: version, teaser: string(row, "teaser"),
      lastSeen: moment(row, "last_seen") ?? Timestamp(secondsSince1970: 0))
    self.state = state
    attempts = min(max(0, Int(clamping: integer(row, "attempts") ?? 0)), 1_000_000)
    nextDue = moment(row, "next_due")
    lastError = string(row, "last_error")
    text = string(row, "text")
    authors = string(row, "authors").split(separator: "\n").map(String.init)
    published = moment(row, "published")
    language = string(row, "language")
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
    guard let verdict = Verdict(rawValue: string(row, "verdict")), let fetched = moment(row, "fetched") else {
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
      origin: string(row, "origin"), verdict: verdict, body: body, fetched: fetched,
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
