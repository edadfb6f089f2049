/// Spans of time as people write them in lists and on command lines: `90s`, `15m`, `2h`, `7d`, `1w`.
public enum TimeSpan {
  private static let units: [(letter: Character, seconds: Int)] = [
    ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
  ]

  /// The longest span that is read: ten years.
  public static let longest = 3653 * 86_400

  /// The seconds of a span; nil where the text is none, is not above zero, or is beyond `longest`.
  ///
  /// - Parameter plain: The seconds that a number without a unit counts; a minute, as in a feed's `ttl`, unless told otherwise.
  public static func seconds(_ text: String, plain: Int = 60) -> Int? {
    var digits = text[...]
    while digits.first == " " { digits.removeFirst() }
    while digits.last == " " { digits.removeLast() }
    var unit = plain
    if let last = digits.last, let known = units.first(where: { $0.letter == last }) {
      unit = known.seconds
      digits.removeLast()
    }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(digits) else {
      return nil
    }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
    return !overflow && seconds > 0 && seconds <= longest ? seconds : nil
  }

  /// A span in the largest unit that divides it: `2h`, `90m`, `45s`.
  public static func text(_ seconds: Int) -> String {
    let unit = units.first { $0.seconds <= 86_400 && seconds % $0.seconds == 0 } ?? ("s", 1)
    return "\(seconds / unit.seconds)\(unit.letter)"
  }
}
