internal import Storage

/// One integer a document, as few bits each as the column's range needs, any of them readable at once.
///
///     column ::= count:varint base:zigzag factor:varint width:u8 packed:(⌈count × width / 8⌉ bytes) padding:(8 bytes)
///
/// value = base + factor × packed integer. The factor is the greatest common divisor of the differences, so that dates
/// in whole minutes cost no bits for their seconds. The padding lets every read load eight bytes.
struct PackedColumn {
  private let packed: UnsafeRawPointer
  private let base: Int64
  private let factor: Int64
  let width: Int
  private let mask: UInt64
  let count: Int

  /// Appends a column of those values.
  static func append(_ values: [Int64], to output: inout ByteBuffer) {
    let base = values.min() ?? 0
    var factor: UInt64 = 0
    var largest: UInt64 = 0
    for value in values {
      let difference = UInt64(bitPattern: value &- base)
      largest = max(largest, difference)
      factor = greatestCommonDivisor(factor, difference)
    }
    factor = max(factor, 1)
    var width = 64 - (largest / factor).leadingZeroBitCount
    // A read loads eight bytes at a byte boundary: 57 to 63 bits might straddle them.
    if width > 56 { width = 64 }
    output.append(varint: values.count)
    output.append(zigzag: base)
    output.append(varint: factor)
    output.append(UInt8(width))
    var word: UInt64 = 0
    var filled: UInt64 = 0
    for value in values {
      let number = UInt64(bitPattern: value &- base) / factor
      if width == 64 {
        output.append(fixed: number)
        continue
      }
      word |= number << filled
      filled += UInt64(width)
      while filled >= 8 {
        output.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
        filled -= 8
      }
    }
    if filled > 0 { output.append(UInt8(truncatingIfNeeded: word)) }
    output.append(fixed: UInt64(0))
  }

  /// Reads a column's header; the memory must outlive the column.
  init(_ reader: inout ByteReader) throws {
    count = try reader.count(limit: Int(UInt32.max))
    base = try reader.zigzag()
    factor = Int64(bitPattern: try reader.varint())
    width = Int(try reader.byte())
    guard width <= 56 || width == 64 else { throw ByteReader.Failure.malformed(at: reader.offset) }
    mask = width == 64 ? .max : (1 << UInt64(width)) - 1
    let length = (count * width + 7) / 8 + 8
    guard let start = try reader.slice(length).baseAddress else {
      throw ByteReader.Failure.truncated(at: reader.offset)
    }
    packed = start
  }

  /// The value of a document.
  @inline(__always)
  subscript(index: Int) -> Int64 {
    precondition(index >= 0 && index < count, "a document outside its column")
    let bit = index &* width
    let word = UInt64(littleEndian: packed.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self))
    return base &+ factor &* Int64(bitPattern: (word >> UInt64(bit & 7)) & mask)
  }

  private static func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var (first, second) = (first, second)
    while second != 0 { (first, second) = (second, first % second) }
    return first
  }
}
