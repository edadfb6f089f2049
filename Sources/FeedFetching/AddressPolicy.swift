#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Which network addresses a feed from outside must not lead to: this machine, private networks, the metadata services of
/// clouds (169.254.169.254), multicast and what is reserved.
///
/// The check is made on the address of the socket, after name resolution and for every hop, so that neither a name that
/// resolves to 127.0.0.1, nor decimal and mapped forms, nor a second resolution with another result get past it. The
/// ranges are those of the IANA IPv4 and IPv6 Special-Purpose Address Registries that are not globally reachable.
enum AddressPolicy {
  /// Whether a socket address lies in a private or special range. Families other than IPv4 and IPv6 count as private.
  static func isPrivate(_ address: UnsafePointer<sockaddr>) -> Bool {
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      let ip4 = raw.loadUnaligned(as: sockaddr_in.self)
      return isPrivate(ip4: UInt32(bigEndian: ip4.sin_addr.s_addr))
    case AF_INET6:
      let ip6 = raw.loadUnaligned(as: sockaddr_in6.self)
      return isPrivate(ip6: withUnsafeBytes(of: ip6.sin6_addr) { Array($0) })
    default:
      return true
    }
  }

  /// The bytes of a socket address that say which machine it is, without port and zone; a mapped IPv4 address as IPv4.
  static func key(_ address: UnsafePointer<sockaddr>) -> [UInt8] {
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      let ip4 = raw.loadUnaligned(as: sockaddr_in.self)
      return withUnsafeBytes(of: ip4.sin_addr) { Array($0) }
    case AF_INET6:
      let ip6 = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
      let isMapped = ip6[0..<10].allSatisfy { $0 == 0 } && ip6[10] == 0xff && ip6[11] == 0xff
      return isMapped ? Array(ip6[12...]) : ip6
    default:
      return []
    }
  }

  /// Whether a host, written as a number in any form that resolvers accept (dotted, decimal, hexadecimal, IPv6), is
  /// private; false for names.
  static func isPrivate(literalHost host: String) -> Bool {
    var ip4 = in_addr()
    if inet_aton(host, &ip4) != 0 { return isPrivate(ip4: UInt32(bigEndian: ip4.s_addr)) }
    var ip6 = in6_addr()
    let withoutZone = host.prefix { $0 != "%" }
    guard inet_pton(AF_INET6, String(withoutZone), &ip6) == 1 else { return false }
    return isPrivate(ip6: withUnsafeBytes(of: ip6) { Array($0) })
  }

  /// Ranges of IPv4 as (network, length of the prefix in bits).
  private static let ip4Ranges: [(UInt32, UInt32)] = [
    (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16), (0xac10_0000, 12),
    (0xc000_0000, 24), (0xc000_0200, 24), (0xc0a8_0000, 16), (0xc612_0000, 15), (0xc633_6400, 24), (0xcb00_7100, 24),
    (0xe000_0000, 4), (0xf000_0000, 4),
  ]

  static func isPrivate(ip4: UInt32) -> Bool {
    ip4Ranges.contains { network, bits in (ip4 ^ network) >> (32 - bits) == 0 }
  }

  /// Ranges of IPv6 as (first bytes, length of the prefix in bits): unspecified and loopback, discard-only,
  /// IETF assignments with Teredo, documentation, unique local, link local, site local, multicast.
  private static let ip6Ranges: [([UInt8], Int)] = [
    ([0x01, 0x00, 0, 0, 0, 0, 0, 0], 64), ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0d, 0xb8], 32), ([0xfc], 7),
    ([0xfe, 0x80], 10), ([0xfe, 0xc0], 10), ([0xff], 8),
  ]

  static func isPrivate(ip6: [UInt8]) -> Bool {
    // Addresses that carry an IPv4 address are as private as that: mapped and compatible (::ffff:a.b.c.d, ::a.b.c.d, which
    // covers :: and ::1 as 0.0.0.0/8), NAT64 (64:ff9b::/96), 6to4 (2002:a.b.c.d::).
    let zeros = ip6[0..<10].allSatisfy { $0 == 0 }
    if zeros, (ip6[10] == 0xff && ip6[11] == 0xff) || (ip6[10] == 0 && ip6[11] == 0) {
      return isPrivate(ip4: embedded(ip6, at: 12))
    }
    if ip6.starts(with: [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]) { return isPrivate(ip4: embedded(ip6, at: 12)) }
    if ip6.starts(with: [0x20, 0x02]) { return isPrivate(ip4: embedded(ip6, at: 2)) }
    return ip6Ranges.contains { prefix, bits in matches(ip6, prefix, bits: bits) }
  }

  private static func embedded(_ ip6: [UInt8], at index: Int) -> UInt32 {
    ip6[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func matches(_ address: [UInt8], _ prefix: [UInt8], bits: Int) -> Bool {
    let whole = bits / 8
    guard address.prefix(whole).elementsEqual(prefix.prefix(whole)) else { return false }
    let rest = bits % 8
    return rest == 0 || (address[whole] ^ prefix[whole]) >> UInt8(8 - rest) == 0
  }
}
