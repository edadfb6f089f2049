/// When a feed asks not to be read: RSS `skipHours` and `skipDays`, in UTC.
public struct SkippedTimes: Equatable, Sendable {
  /// One bit for each hour of the day that is skipped, the lowest for the hour from midnight.
  public var hours: UInt32
  /// One bit for each day of the week that is skipped, the lowest for Monday.
  public var days: UInt8

  /// None, or as stored.
  public init(hours: UInt32 = 0, days: UInt8 = 0) {
    self.hours = hours & 0xff_ffff
    self.days = days & 0x7f
  }

  /// As a feed lists them: hours 0–23 and days 1 (Monday) – 7 (Sunday); other numbers are passed over.
  public init(hours: [Int], days: [Int]) {
    self.init()
    for hour in hours where (0...23).contains(hour) { self.hours |= 1 << UInt32(hour) }
    for day in days where (1...7).contains(day) { self.days |= 1 << UInt8(day - 1) }
  }

  /// The first moment from the given one, in seconds since 1970, that is not skipped: that moment itself or the start
  /// of an hour within the next week. A feed that skips all hours or all days is not believed.
  func firstAllowed(from moment: Int64) -> Int64 {
    guard hours != 0 || days != 0, hours != 0xff_ffff, days != 0x7f else { return moment }
    var candidate = moment
    for _ in 0...(7 * 24) {
      let hour = ((candidate % 86400) + 86400) % 86400 / 3600
      let day = (candidate - ((candidate % 86400) + 86400) % 86400) / 86400
      // 1 January 1970 was a Thursday, the fourth day of the week.
      let weekday = ((day + 3) % 7 + 7) % 7
      if hours >> UInt32(hour) & 1 == 0, days >> UInt8(weekday) & 1 == 0 { return candidate }
      candidate += 3600 - ((candidate % 3600) + 3600) % 3600
    }
    return moment
  }
}
