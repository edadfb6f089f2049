/// A path pattern of robots.txt: `*` stands for any bytes, `$` at the end for the end of the path (RFC 9309 §2.2.3).
struct RobotsPattern: Equatable, Sendable {
  /// The parts between the stars; the first begins at the path's start.
  private let parts: [[UInt8]]
  /// Whether the path must end where the pattern does.
  private let isAnchored: Bool
  /// The length by which patterns are compared, in bytes as normalised.
  let length: Int

  /// The longest pattern that is compared, in bytes; of a longer one the rest is left out, so that it matches more.
  static let longest = 2048

  /// Reads a pattern as it stands in the file.
  init(_ bytes: some Collection<UInt8>) {
    var pattern = RobotsPattern.normalized(Array(bytes.prefix(RobotsPattern.longest)), isPattern: true)
    length = pattern.count
    isAnchored = pattern.last == UInt8(ascii: "$")
    if isAnchored { pattern.removeLast() }
    parts = pattern.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
  }

  /// Whether a normalised path matches.
  /// - Complexity: O(path · pattern) at worst; the first place of each part is the best one.
  func matches(_ path: [UInt8]) -> Bool {
    guard let first = parts.first, path.starts(with: first) else { return false }
    if parts.count == 1 { return !isAnchored || path.count == first.count }
    var next = first.count
    for part in parts.dropFirst().dropLast() {
      guard let place = RobotsPattern.find(part, in: path, from: next) else { return false }
      next = place + part.count
    }
    guard let last = parts.last else { return true }
    if isAnchored { return path.count - last.count >= next && path.suffix(last.count).elementsEqual(last) }
    return RobotsPattern.find(last, in: path, from: next) != nil
  }

  private static func find(_ part: [UInt8], in path: [UInt8], from start: Int) -> Int? {
    guard let first = part.first else { return start }
    var index = start
    while index + part.count <= path.count {
      if path[index] == first, path[index..<(index + part.count)].elementsEqual(part) { return index }
      index += 1
    }
    return nil
  }

  /// A path or pattern in the form in which they are compared: bytes beyond ASCII in percent form, percent forms of
  /// unreserved characters (RFC 3986 §2.3) plain, hexadecimal digits in upper case, and `*` and `$` that mean themselves as
  /// `%2A` and `%24`.
  static func normalized(_ bytes: [UInt8], isPattern: Bool) -> [UInt8] {
    var normal: [UInt8] = []
    normal.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = value(bytes[index + 1]),
        let low = value(bytes[index + 2])
      {
        let decoded = high << 4 | low
        if isUnreserved(decoded) { normal.append(decoded) } else { appendEscaped(decoded, to: &normal) }
        index += 3
        continue
      }
      let isLast = index == bytes.count - 1
      let isMark = byte == UInt8(ascii: "*") || byte == UInt8(ascii: "$")
      let isSpecial = isPattern && (byte == UInt8(ascii: "*") || (byte == UInt8(ascii: "$") && isLast))
      if byte >= 0x80 || byte <= 0x20 || (isMark && !isSpecial) {
        appendEscaped(byte, to: &normal)
      } else {
        normal.append(byte)
      }
      index += 1
    }
    return normal
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    bytes.append(UInt8(ascii: "%"))
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
  }
}
