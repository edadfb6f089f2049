/// The address of a feed on the web: http or https, with a host, without anything that could break a request line.
///
/// Nothing is guessed or normalised: the text stays what the user or the server wrote. libcurl reads the address again
/// by its own rules; what guards the network is therefore `AddressPolicy`, which sees the socket's address, and this
/// type only says which lane the request waits in and refuses what can never work.
public struct FeedURL: Hashable, Sendable {
  /// The address as written.
  public let text: String
  /// The host in lower case, without port, credentials and the brackets of an IPv6 address.
  public let host: String
  /// Whether the scheme is https.
  public let isSecure: Bool

  /// The longest address that is accepted, in bytes. Servers stop at 8 KB (RFC 9110 asks for 8,000 octets at least).
  public static let longest = 8192

  /// Reads an address; nil where it is not http or https, has no host, holds control characters or is too long.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= FeedURL.longest, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return nil }
    let secure = FeedURL.starts(bytes, with: "https://")
    guard secure || FeedURL.starts(bytes, with: "http://") else { return nil }
    let rest = bytes.dropFirst(secure ? 8 : 7)
    var authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
    let host: ArraySlice<UInt8>
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      host = authority[(authority.startIndex + 1)..<end]
    } else {
      host = authority.prefix { $0 != UInt8(ascii: ":") }
    }
    guard !host.isEmpty, !host.contains(UInt8(ascii: " ")), !host.contains(UInt8(ascii: "\\")) else { return nil }
    self.text = text
    self.host = String(decoding: host, as: UTF8.self).lowercased()
    isSecure = secure
  }

  /// Whether a redirect from here to there may be followed: never from a secure address to an insecure one.
  func mayLead(to next: FeedURL) -> Bool {
    next.isSecure || !isSecure
  }

  /// Whether a text is meant as a web address, well formed or not: it starts with `http://` or `https://`.
  public static func isWebAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(8))
    return starts(bytes, with: "https://") || starts(bytes, with: "http://")
  }

  /// The address as it is sent: bytes beyond ASCII and spaces behind the host in percent form (RFC 3986 §2.1). Feeds
  /// and redirects name addresses such as `/новости.rss` plainly.
  var requestText: String {
    var sent: [UInt8] = []
    sent.reserveCapacity(text.utf8.count)
    var slashes = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") { slashes += 1 }
      if byte == UInt8(ascii: "#") { break }
      if slashes >= 3, byte >= 0x80 || byte == UInt8(ascii: " ") {
        sent.append(UInt8(ascii: "%"))
        sent.append(FeedURL.digits[Int(byte >> 4)])
        sent.append(FeedURL.digits[Int(byte & 15)])
      } else {
        sent.append(byte)
      }
    }
    return String(decoding: sent, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func starts(_ bytes: [UInt8], with prefix: StaticString) -> Bool {
    guard bytes.count >= prefix.utf8CodeUnitCount else { return false }
    return prefix.withUTF8Buffer { prefix in
      zip(bytes, prefix).allSatisfy { byte, expected in
        byte == expected || (byte >= 0x41 && byte <= 0x5a && byte | 0x20 == expected)
      }
    }
  }
}

extension FeedURL {
  /// An address without its user name and password, for logs and messages. Any text may be given.
  public static func withoutCredentials(_ text: String) -> String {
    guard let scheme = text.range(ofASCII: "://") else { return text }
    let end = text[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? text.endIndex
    guard let at = text[scheme.upperBound..<end].lastIndex(of: "@") else { return text }
    return String(text[..<scheme.upperBound] + text[text.index(after: at)...])
  }
}

extension String {
  /// Where a short ASCII text stands first.
  fileprivate func range(ofASCII needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) {
        return start..<index(start, offsetBy: needle.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
