import Corpus
import Foundation

@testable import Reindexing

/// A gzip member around bytes that are not compressed (stored blocks of RFC 1951 §3.2.4).
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var member: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
  var start = 0
  repeat {
    let end = min(start + 65535, bytes.count)
    let count = UInt16(end - start)
    member += [
      end == bytes.count ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8),
    ]
    member += bytes[start..<end]
    start = end
  } while start < bytes.count
  var crc: UInt32 = 0xffff_ffff
  let table = (0..<256 as Range<UInt32>).map { byte in
    (0..<8).reduce(byte) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
  }
  for byte in bytes { crc = table[Int(crc & 255 ^ UInt32(byte))] ^ crc >> 8 }
  for word in [~crc, UInt32(truncatingIfNeeded: bytes.count)] {
    for shift in [0, 8, 16, 24] as [UInt32] { member.append(UInt8(word >> shift & 255)) }
  }
  return member
}
