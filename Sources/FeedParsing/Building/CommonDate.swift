internal import Corpus

/// The two forms in which nearly all dates of feeds are written, read without any allocation: RFC 822 with a four-digit
/// year and a numeric or Greenwich zone, and RFC 3339 to the second.
///
/// `FeedDate` reads these and all others; where both give a date it is the same, which a test proves. What has one
/// character out of place is left to it.
enum CommonDate {
  /// The moment, or nil for any other form.
  static func parse(_ text: String) -> Timestamp? {
    text.withContiguousUTF8 { bytes in
      guard (20...40).contains(bytes.count) else { return nil }
      return bytes[4] == UInt8(ascii: "-") ? internet(bytes) : mail(bytes)
    }
  }

  /// `2026-11-25T08:00:00Z`, `2026-11-25T08:00:00+03:00`.
  private static func internet(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    guard bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"), let century = two(bytes, 0),
      let year = two(bytes, 2), let month = two(bytes, 5), let day = two(bytes, 8), let clock = clock(bytes, 11)
    else { return nil }
    let offset: Int
    if bytes.count == 20, bytes[19] == UInt8(ascii: "Z") {
      offset = 0
    } else {
      guard bytes.count == 25, bytes[22] == UInt8(ascii: ":"), let shift = zone(bytes, 19, minutesAt: 23) else {
        return nil
      }
      offset = shift
    }
    return moment(century * 100 + year, month, day, clock, offset)
  }

  /// `Wed, 25 Nov 2026 08:00:00 +0000`, `… GMT`; the day of the month with one digit or two.
  private static func mail(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    guard bytes[3] == UInt8(ascii: ","), bytes[4] == 0x20, days.contains(key(bytes, 0)) else { return nil }
    let next: Int
    let day: Int
    if let value = two(bytes, 5) {
      (day, next) = (value, 7)
    } else if bytes[6] == 0x20, let digit = digit(bytes[5]) {
      (day, next) = (digit, 6)
    } else {
      return nil
    }
    guard bytes.count > next + 19, bytes[next] == 0x20, bytes[next + 4] == 0x20, bytes[next + 9] == 0x20,
      let month = months.firstIndex(of: key(bytes, next + 1)),
      let century = two(bytes, next + 5), let year = two(bytes, next + 7), let clock = clock(bytes, next + 10)
    else { return nil }
    let start = next + 19
    guard bytes[start - 1] == 0x20 else { return nil }
    if bytes.count == start + 3, key(bytes, start) == key("GMT") {
      return moment(century * 100 + year, month + 1, day, clock, 0)
    }
    guard bytes.count == start + 5, let offset = zone(bytes, start, minutesAt: start + 3) else { return nil }
    return moment(century * 100 + year, month + 1, day, clock, offset)
  }

  private static func moment(
    _ year: Int, _ month: Int, _ day: Int, _ clock: (hour: Int, minute: Int, second: Int), _ offset: Int
  ) -> Timestamp? {
    let parts = Timestamp.Components(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
    return Timestamp(parts).map { Timestamp(secondsSince1970: $0.secondsSince1970 - Int64(offset * 60)) }
  }

  /// `08:00:00` at that place.
  private static func clock(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> (hour: Int, minute: Int, second: Int)? {
    guard index + 8 <= bytes.count, bytes[index + 2] == UInt8(ascii: ":"), bytes[index + 5] == UInt8(ascii: ":"),
      let hour = two(bytes, index), let minute = two(bytes, index + 3), let second = two(bytes, index + 6), hour < 24
    else { return nil }
    return (hour, minute, second)
  }

  /// `+03:00` or `+0300`, in minutes; no further than the zones of this world go.
  private static func zone(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, minutesAt: Int) -> Int? {
    guard bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"), let hours = two(bytes, index + 1),
      let minutes = two(bytes, minutesAt), hours <= 14, minutes < 60
    else { return nil }
    let offset = bytes[index] == UInt8(ascii: "+") ? hours * 60 + minutes : -(hours * 60 + minutes)
    return (-12 * 60...14 * 60).contains(offset) ? offset : nil
  }

  private static func two(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    guard index + 1 < bytes.count, let tens = digit(bytes[index]), let ones = digit(bytes[index + 1]) else {
      return nil
    }
    return tens * 10 + ones
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
  }

  /// Three letters as a number.
  private static func key(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32 {
    guard index + 2 < bytes.count else { return 0 }
    return UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
  }

  private static func key(_ name: StaticString) -> UInt32 {
    key(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), 0)
  }

  private static let days: [UInt32] = (["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as [StaticString]).map(key)
  private static let months: [UInt32] =
    (["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as [StaticString]).map(key)
}
