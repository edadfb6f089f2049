import Moonwire

extension Timestamp {
  /// How long ago, in the shortest words that a reader of news needs: `just now`, `12 min ago`, `5 h ago`, `3 d ago`;
  /// the day (`2021-03-09`) from a week on, and for moments that are still to come.
  func ago(from now: Timestamp) -> String {
    let (seconds, overflow) = now.secondsSince1970.subtractingReportingOverflow(secondsSince1970)
    if overflow || seconds < 0 { return dayDescription }
    switch seconds {
    case ..<60: return "just now"
    case ..<3600: return "\(seconds / 60) min ago"
    case ..<86400: return "\(seconds / 3600) h ago"
    case ..<(7 * 86400): return "\(seconds / 86400) d ago"
    default: return dayDescription
    }
  }

  /// How long ago, as an answer to "since when": `12 min`, `5 h`, `3 d`; the day from a week on.
  func moment(from now: Timestamp) -> String {
    let words = ago(from: now)
    return words.hasSuffix(" ago") ? String(words.dropLast(4)) : words
  }

  /// How far off, likewise: `now`, `in 12 min`, `in 5 h`; the day from two days on.
  func until(from now: Timestamp) -> String {
    let (seconds, overflow) = secondsSince1970.subtractingReportingOverflow(now.secondsSince1970)
    if overflow { return dayDescription }
    switch seconds {
    case ..<60: return "now"
    case ..<3600: return "in \(seconds / 60) min"
    case ..<(2 * 86400): return "in \(seconds / 3600) h"
    default: return dayDescription
    }
  }
}
