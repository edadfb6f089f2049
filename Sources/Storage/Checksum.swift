internal import CXXHash

/// The checksum of everything on disk: XXH3, 64 bits, seed 0 (github.com/Cyan4973/xxHash, specification 0.2.0).
public enum Checksum {
  /// Bytes that one checksum covers in a segment file: small enough to verify what a query touches, and no more.
  public static let regionSize = 16384

  /// XXH3-64 of the bytes.
  public static func xxh3(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    moonwire_xxh3(bytes.baseAddress, bytes.count)
  }

  /// XXH3-64 of an array.
  public static func xxh3(_ bytes: [UInt8]) -> UInt64 {
    xxh3(bytes[...])
  }

  /// XXH3-64 of a part of an array.
  public static func xxh3(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { xxh3($0) }
  }
}
