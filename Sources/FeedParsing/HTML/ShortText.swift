/// Up to eight bytes of UTF-8, held in place: what a character reference stands for.
struct ShortText: Equatable, Sendable {
  private var bits: UInt64 = 0
  /// The number of bytes.
  private(set) var count = 0

  /// No text.
  init() {}

  /// One character.
  init(_ scalar: Unicode.Scalar) {
    append(scalar)
  }

  /// Adds a character; one that does not fit is left out, which no name of HTML comes near.
  mutating func append(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar) ?? .init() where count < 8 {
      bits |= UInt64(byte) << UInt64(count * 8)
      count += 1
    }
  }

  /// The first byte; 0 where there is none.
  var first: UInt8 { UInt8(truncatingIfNeeded: bits) }

  /// True for `<`, `>` and `&`.
  var isMarkup: Bool { count == 1 && (first == 0x3C || first == 0x3E || first == 0x26) }

  /// Calls `body` with the bytes.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withUnsafeBytes(of: bits.littleEndian) { raw in
      body(UnsafeBufferPointer(rebasing: raw.bindMemory(to: UInt8.self)[..<count]))
    }
  }
}
