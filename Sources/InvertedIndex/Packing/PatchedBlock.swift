internal import Storage

/// A block of 128 integers, most of them small: packed at the width that makes the whole smallest, with the high bits of
/// the few that need more behind it (PFOR; M. Zukowski and others, "Super-Scalar RAM-CPU Cache Compression", 2006).
///
///     block ::= width:u8 exceptions:u8 packed:(16 × width bytes) (index:u8 high:u8)×exceptions
///
/// An exception's value is packed | high << width. At most 31 exceptions, and no more than eight bits above the width.
enum PatchedBlock {
  static let maximalExceptions = 31

  /// Appends 128 integers.
  static func append(_ values: UnsafeMutablePointer<UInt32>, to output: inout ByteBuffer) {
    /// How many of the integers need so many bits.
    var counts = InlineArray<33, Int>(repeating: 0)
    for index in 0..<BlockPacking.size { counts[32 - values[index].leadingZeroBitCount] += 1 }
    var largest = 32
    while largest > 0 && counts[largest] == 0 { largest -= 1 }
    var best = largest
    var bestCost = 16 * largest
    var above = 0
    var width = largest
    while width > 0 && largest - width < 8 {
      above += counts[width]
      width -= 1
      if above > maximalExceptions { break }
      let cost = 16 * width + 2 * above
      if cost < bestCost {
        best = width
        bestCost = cost
      }
    }
    var exceptions = ByteBuffer()
    if best < largest {
      let limit = UInt32(1) << UInt32(best)
      for index in 0..<BlockPacking.size where values[index] >= limit {
        exceptions.append(UInt8(index))
        exceptions.append(UInt8(truncatingIfNeeded: values[index] >> UInt32(best)))
        values[index] &= limit - 1
      }
    }
    output.append(UInt8(best))
    output.append(UInt8(exceptions.count / 2))
    withUnsafeTemporaryAllocation(byteCount: 512, alignment: 16) { packed in
      guard let base = packed.baseAddress else { return }
      BlockPacking.pack(values, width: best, into: base)
      output.append(UnsafeRawBufferPointer(rebasing: packed[..<BlockPacking.byteCount(width: best)]))
    }
    output.append(contentsOf: exceptions.bytes)
  }

  /// Reads 128 integers.
  ///
  /// - Returns: the offset behind the block and an upper bound of the bits of its largest integer, or nil where the bytes
  ///   from `offset` to `end` hold no block.
  @inline(__always)
  static func read(
    _ bytes: UnsafeRawPointer, at offset: Int, end: Int, into output: UnsafeMutablePointer<UInt32>
  ) -> (next: Int, bits: Int)? {
    guard end - offset >= 2 else { return nil }
    let width = Int(bytes.load(fromByteOffset: offset, as: UInt8.self))
    let exceptions = Int(bytes.load(fromByteOffset: offset + 1, as: UInt8.self))
    let packed = offset + 2
    let patches = packed + BlockPacking.byteCount(width: width)
    let next = patches + 2 * exceptions
    guard width <= 32, next <= end else { return nil }
    BlockPacking.unpack(bytes + packed, width: width, into: output)
    var patch = patches
    while patch < next {
      let index = Int(bytes.load(fromByteOffset: patch, as: UInt8.self) & 127)
      let high = UInt32(bytes.load(fromByteOffset: patch + 1, as: UInt8.self))
      output[index] |= high &<< UInt32(width)
      patch += 2
    }
    return (next, exceptions > 0 ? width + 8 : width)
  }

  /// The offset behind the block at `offset`, without reading its integers; nil as for `read`.
  @inline(__always)
  static func skip(_ bytes: UnsafeRawPointer, at offset: Int, end: Int) -> Int? {
    guard end - offset >= 2 else { return nil }
    let width = Int(bytes.load(fromByteOffset: offset, as: UInt8.self))
    let next = offset + 2 + 16 * width + 2 * Int(bytes.load(fromByteOffset: offset + 1, as: UInt8.self))
    return next <= end ? next : nil
  }
}
