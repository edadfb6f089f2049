/// What a site's `/robots.txt` allows one crawler (RFC 9309).
///
/// ```swift
/// let rules = RobotsRules(bytes, product: "Moonwire")
/// rules.allows("/archive/2026?page=2")
/// ```
///
/// All groups that name the product count as one; where there is none, those for `*`; where there is none of these either,
/// all is allowed. The longest pattern that matches decides, and of two of the same length the one that allows. Lines that
/// are no rules are passed over and part no group. `Crawl-delay` is no part of the standard and is kept as a courtesy.
public struct RobotsRules: Equatable, Sendable {
  /// One line `Allow` or `Disallow`.
  struct Rule: Equatable, Sendable {
    var isAllowed: Bool
    var pattern: RobotsPattern
  }

  /// The part of a file that is read, in bytes: the least that RFC 9309 §2.5 asks for.
  public static let largest = 500 << 10
  /// Rules that are kept at most.
  static let mostRules = 20_000
  /// The longest delay that is believed, in seconds.
  static let longestDelay = 86_400.0

  private(set) var rules: [Rule] = []
  /// Seconds to leave between two requests; nil where the file does not say. The last word of several counts.
  public private(set) var crawlDelay: Double?

  /// Rules that allow everything.
  public init() {}

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The file; what follows the first 500 KiB is not looked at. No bytes are an error.
  ///   - product: The crawler's product token (RFC 9110 §10.1.5), compared without regard to case.
  public init(_ bytes: [UInt8], product: String) {
    let wanted = Array(product.lowercased().utf8)
    var named = RobotsRules()
    var general = RobotsRules()
    var hasNamed = false
    var (isNamed, isGeneral, isHead) = (false, false, false)
    for line in RobotsRules.lines(bytes) {
      guard let (field, value) = RobotsRules.field(line) else { continue }
      switch field {
      case "user-agent":
        if !isHead { (isNamed, isGeneral, isHead) = (false, false, true) }
        if value.first == UInt8(ascii: "*") {
          isGeneral = true
        } else if !wanted.isEmpty, RobotsRules.product(value) == wanted {
          isNamed = true
          hasNamed = true
        }
      case "allow", "disallow":
        isHead = false
        guard !value.isEmpty else { continue }
        let rule = Rule(isAllowed: field == "allow", pattern: RobotsPattern(value))
        if isNamed, named.rules.count < RobotsRules.mostRules { named.rules.append(rule) }
        if isGeneral, general.rules.count < RobotsRules.mostRules { general.rules.append(rule) }
      case "crawl-delay":
        // It parts no group: RFC 9309 §2.2.4 lets nothing else interfere with the rules.
        guard let delay = RobotsRules.seconds(value) else { continue }
        if isNamed { named.crawlDelay = delay }
        if isGeneral { general.crawlDelay = delay }
      default: continue
      }
    }
    self = hasNamed ? named : general
  }

  /// Whether a path, with its query, may be asked for. `/robots.txt` always may.
  /// - Complexity: O(rules · length) at worst.
  public func allows(_ path: String) -> Bool {
    let plain = path.isEmpty ? "/" : path
    if plain == "/robots.txt" { return true }
    let bytes = RobotsPattern.normalized(Array(plain.utf8), isPattern: false)
    var best = (length: -1, isAllowed: true)
    for rule in rules where rule.pattern.length >= best.length {
      if rule.pattern.length == best.length, best.isAllowed || !rule.isAllowed { continue }
      if rule.pattern.matches(bytes) { best = (rule.pattern.length, rule.isAllowed) }
    }
    return best.isAllowed
  }

  // MARK: - Lines

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var read = bytes.prefix(largest)
    if read.starts(with: [0xEF, 0xBB, 0xBF]) { read = read.dropFirst(3) }
    var lines = read.split { $0 == 0x0A || $0 == 0x0D }
    // A line that the limit cuts says something else than was meant.
    if bytes.count > largest, let last = read.last, last != 0x0A, last != 0x0D { lines.removeLast() }
    return lines
  }

  /// The name of a line in lower case and its value without comment and white space.
  private static func field(_ line: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    let content = line.prefix { $0 != UInt8(ascii: "#") }
    guard let colon = content.firstIndex(of: UInt8(ascii: ":")), colon - content.startIndex <= 32 else { return nil }
    let name = trimmed(content[..<colon])
    return (String(decoding: name, as: UTF8.self).lowercased(), trimmed(content[(colon + 1)...]))
  }

  /// The product token that a value begins with, in lower case: "Moonwire/1.0" names the product "moonwire".
  private static func product(_ value: ArraySlice<UInt8>) -> [UInt8] {
    value.prefix { (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
      .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let head = bytes.drop { $0 <= 0x20 }
    guard let last = head.lastIndex(where: { $0 > 0x20 }) else { return [] }
    return head[...last]
  }

  /// A count of seconds, "10" or "0.5"; nil for anything else.
  private static func seconds(_ value: ArraySlice<UInt8>) -> Double? {
    guard !value.isEmpty, value.count <= 16, value.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let number = Double(String(decoding: value, as: UTF8.self))
    else { return nil }
    return min(number, longestDelay)
  }
}
