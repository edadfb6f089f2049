/// The word break classes of 64 ASCII bytes, one bit a byte, the first byte lowest.
///
/// Eight bytes at a time are compared inside a 64-bit integer: as every byte is below 0x80, adding a constant to each sets
/// its top bit exactly where the byte reaches a limit, and no carry leaves a byte. One multiplication then gathers the
/// eight top bits (Warren, "Hacker's Delight", 2nd ed., §6-1 and §7-3 describe both).
struct ASCIIBlock {
  var letters: UInt64 = 0
  var digits: UInt64 = 0
  /// `_`
  var connectors: UInt64 = 0
  /// `.` and `'`
  var midNumbersOrLetters: UInt64 = 0
  /// `,` and `;`
  var midNumbers: UInt64 = 0

  /// What the block before leaves to the next.
  struct Edge {
    var isLetter = false
    var isDigit = false
    var isWord = false
    /// A low line was seen and the word that holds it may still be open.
    var sawConnector = false

    init() {}

    @inline(__always)
    init(_ block: ASCIIBlock, word: UInt64, previous: Edge) {
      isLetter = block.letters >> 63 != 0
      isDigit = block.digits >> 63 != 0
      isWord = word >> 63 != 0
      sawConnector = isWord && (block.connectors != 0 || previous.sawConnector)
    }
  }

  /// Classifies the 64 bytes at `bytes`, each below 0x80.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>) {
    let raw = UnsafeRawPointer(bytes)
    for part in 0..<8 {
      let eight = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: part * 8, as: UInt64.self))
      let shift = UInt64(part * 8)
      letters |= ASCIIBlock.gather(ASCIIBlock.between(eight | each(0x20), 0x61, 0x7a)) << shift
      digits |= ASCIIBlock.gather(ASCIIBlock.between(eight, 0x30, 0x39)) << shift
      connectors |= ASCIIBlock.gather(ASCIIBlock.equal(eight, 0x5f)) << shift
      midNumbersOrLetters |=
        ASCIIBlock.gather(ASCIIBlock.equal(eight, 0x2e) | ASCIIBlock.equal(eight, 0x27)) << shift
      midNumbers |= ASCIIBlock.gather(ASCIIBlock.equal(eight, 0x2c) | ASCIIBlock.equal(eight, 0x3b)) << shift
    }
  }

  /// The bytes that belong to words, given the byte before and the byte after.
  @inline(__always)
  func wordBits(before: Edge, next: UInt8) -> UInt64 {
    let nextIsLetter: UInt64 = (next | 0x20) >= 0x61 && (next | 0x20) <= 0x7a ? 1 << 63 : 0
    let nextIsDigit: UInt64 = next >= 0x30 && next <= 0x39 ? 1 << 63 : 0
    let afterLetter = letters << 1 | (before.isLetter ? 1 : 0)
    let afterDigit = digits << 1 | (before.isDigit ? 1 : 0)
    let joinsLetters = midNumbersOrLetters & afterLetter & (letters >> 1 | nextIsLetter)
    let joinsDigits = (midNumbersOrLetters | midNumbers) & afterDigit & (digits >> 1 | nextIsDigit)
    return letters | digits | connectors | joinsLetters | joinsDigits
  }

  /// The top bit of each byte from `low` to `high`.
  @inline(__always)
  private static func between(_ bytes: UInt64, _ low: UInt64, _ high: UInt64) -> UInt64 {
    (bytes &+ each(0x80 - low)) & ~(bytes &+ each(0x7f - high))
  }

  /// The top bit of each byte that is `wanted`.
  @inline(__always)
  private static func equal(_ bytes: UInt64, _ wanted: UInt64) -> UInt64 {
    ~((bytes ^ each(wanted)) &+ each(0x7f))
  }

  /// The top bits of eight bytes as eight bits.
  @inline(__always)
  private static func gather(_ bytes: UInt64) -> UInt64 {
    (((bytes >> 7) & each(1)) &* 0x0102_0408_1020_4080) >> 56
  }
}

/// Eight copies of a byte.
@inline(__always)
private func each(_ byte: UInt64) -> UInt64 {
  byte &* 0x0101_0101_0101_0101
}
