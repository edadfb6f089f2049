/// What a pass over bytes says about their being UTF-8 (RFC 3629: no surrogates, nothing over U+10FFFF, shortest form).
struct UTF8Scan {
  /// Well-formed sequences of two bytes and more.
  var multibyte = 0
  /// Of those, two-byte sequences whose lead byte is D0 or D1: Cyrillic.
  var cyrillic = 0
  /// Bytes that are part of no well-formed sequence.
  var invalid = 0
  /// Where the first such byte is.
  var firstInvalid: Int?
  /// Zero bytes, which text in one-byte units does not hold.
  var zeros = 0

  /// Scans all of the bytes.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    let count = bytes.count
    guard let base = bytes.baseAddress else { return }
    while index < count {
      let byte = base[index]
      if byte < 0x80 {
        // Sixteen at a time; where one of them is no plain ASCII, on to that one. A byte's top bit is set in `high` where it is
        // outside ASCII, or where subtracting one from it borrows: it is zero, or follows one that is.
        if index + 16 <= count {
          let raw = UnsafeRawPointer(base + index)
          let low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
          let high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
          let ones: UInt64 = 0x0101_0101_0101_0101
          let others = (low | (low &- ones)) & (ones << 7)
          let more = (high | (high &- ones)) & (ones << 7)
          if others | more == 0 {
            index += 16
            continue
          }
          index += others != 0 ? others.trailingZeroBitCount >> 3 : 8 + more.trailingZeroBitCount >> 3
          if base[index] >= 0x80 { continue }
        }
        if base[index] == 0 { zeros += 1 }
        index += 1
        continue
      }
      if byte & 0xFE == 0xD0, index + 1 < count, base[index + 1] & 0xC0 == 0x80 {
        multibyte += 1
        cyrillic += 1
        index += 2
        continue
      }
      let length = UTF8Scan.sequenceLength(bytes, at: index)
      if length == 0 {
        if firstInvalid == nil { firstInvalid = index }
        invalid += 1
        index += 1
      } else {
        multibyte += 1
        index += length
      }
    }
  }

  /// The length of the well-formed sequence that starts there, or 0 where none does. ASCII is a sequence of one.
  static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = bytes[index]
    let left = bytes.count - index
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      range.contains(bytes[index + offset])
    }
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return left > 1 && continues(1) ? 2 : 0
    case 0xE0: return left > 2 && continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
    case 0xED: return left > 2 && continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
    case 0xE1...0xEF: return left > 2 && continues(1) && continues(2) ? 3 : 0
    case 0xF0: return left > 3 && continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3: return left > 3 && continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4: return left > 3 && continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }
}
