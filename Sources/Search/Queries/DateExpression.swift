internal import Corpus

/// Reads the dates of `since:` and `until:`: a year, month, day, moment, or so long ago.
enum DateExpression {
  /// The span that an expression names: its first and last second.
  ///
  /// - Parameters:
  ///   - text: `2021`, `2021-03`, `2021-03-09`, `2021-03-09T08:30`, `2021-03-09T08:30:00Z`, `today`, `yesterday`, `7d` (also
  ///     h, w, m for months, y), always in UTC.
  ///   - now: the current moment.
  static func span(_ text: String, now: Timestamp) -> (first: Timestamp, last: Timestamp)? {
    let text = text.lowercased()
    if text == "now" { return (now, now) }
    if text == "today" || text == "yesterday" {
      let day = now.secondsSince1970 - floorModulo(now.secondsSince1970, 86400) - (text == "today" ? 0 : 86400)
      return (Timestamp(secondsSince1970: day), Timestamp(secondsSince1970: day + 86399))
    }
    return ago(text, now) ?? calendar(text)
  }

  private static func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }

  /// `7d`: from so long ago to now.
  private static func ago(_ text: String, _ now: Timestamp) -> (first: Timestamp, last: Timestamp)? {
    duration(text).map { (Timestamp(secondsSince1970: now.secondsSince1970 - $0), now) }
  }

  /// The seconds of `7d`: a number below 100,000 and h, d, w, m (months) or y.
  static func duration(_ text: String) -> Int64? {
    let units: [Character: Int64] = [
      "h": 3600, "d": 86400, "w": 604_800, "m": 2_629_746, "y": 31_556_952,
    ]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0, count < 100_000
    else { return nil }
    return count * unit
  }

  private static func calendar(_ text: String) -> (first: Timestamp, last: Timestamp)? {
    let halves = text.split(whereSeparator: { $0 == "t" || $0 == " " })
    guard (1...2).contains(halves.count) else { return nil }
    let separator: Character = text.contains("/") ? "/" : "-"
    let day = halves[0].split(separator: separator, omittingEmptySubsequences: false).map { Int($0) }
    guard !day.contains(nil), (1...3).contains(day.count), halves[0].prefix(4).count == 4 else { return nil }
    let parts = day.compactMap { $0 }
    var time: [Int] = []
    if halves.count == 2 {
      let clock = halves[1].hasSuffix("z") ? halves[1].dropLast() : halves[1]
      let numbers = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 3, !numbers.contains(nil), (1...3).contains(numbers.count) else { return nil }
      time = numbers.compactMap { $0 }
    }
    let year = parts[0]
    let month = parts.count > 1 ? parts[1] : 1
    let lastMonth = parts.count > 1 ? parts[1] : 12
    guard (1...12).contains(month) else { return nil }
    let lastDay = parts.count > 2 ? parts[2] : Timestamp.days(inMonth: lastMonth, year: year)
    func part(_ place: Int, else missing: Int) -> Int { place < time.count ? time[place] : missing }
    guard
      let first = Timestamp(
        Timestamp.Components(
          year: year, month: month, day: parts.count > 2 ? parts[2] : 1, hour: part(0, else: 0),
          minute: part(1, else: 0), second: part(2, else: 0))),
      let last = Timestamp(
        Timestamp.Components(
          year: year, month: lastMonth, day: lastDay, hour: part(0, else: 23), minute: part(1, else: 59),
          second: part(2, else: 59)))
    else { return nil }
    return (first, last)
  }
}
