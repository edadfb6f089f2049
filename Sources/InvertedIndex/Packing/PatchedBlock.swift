internal import Storage

/// A block of 128 integers, most of them small: packed at the width that makes the whole smallest, with the high bits of
/// the few that need more behind it (PFOR; M. Zukowski and others, "Super-Scalar RAM-CPU Cache Compression", 2006; the
/// width by trial as in OptPFD, H. Yan and others, 2009).
///
///     block ::= head:u16 packed:(16 × width bytes) patches:(⌈exceptions × (7 + excess) / 8⌉ bytes)
///     head  ::= width | exceptions << 6 | (excess − 1) << 11
///
/// An exception's value is packed | high << width; a patch is its place in seven bits and `high` in `excess` bits. At most
/// 31 exceptions; `excess` is 1 where there are none.
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
    while width > 0 {
      above += counts[width]
      width -= 1
      if above > maximalExceptions { break }
      let cost = 16 * width + patchBytes(above, excess: largest - width)
      if cost < bestCost {
        best = width
        bestCost = cost
      }
    }
    let excess = max(1, largest - best)
    var patches: [UInt8] = []
    var exceptions = 0
    if best < largest {
      let limit = UInt32(1) << UInt32(best)
      var word: UInt64 = 0
      var filled: UInt64 = 0
      for index in 0..<BlockPacking.size where values[index] >= limit {
        exceptions += 1
        word |= (UInt64(index) | UInt64(values[index] >> UInt32(best)) << 7) << filled
        filled += UInt64(7 + excess)
        while filled >= 8 {
          patches.append(UInt8(truncatingIfNeeded: word))
          word >>= 8
          filled -= 8
        }
        values[index] &= limit - 1
      }
      if filled > 0 { patches.append(UInt8(truncatingIfNeeded: word)) }
    }
    output.append(fixed: UInt16(best | exceptions << 6 | (excess - 1) << 11))
    withUnsafeTemporaryAllocation(byteCount: 512, alignment: 16) { packed in
      guard let base = packed.baseAddress else { return }
      BlockPacking.pack(values, width: best, into: base)
      output.append(UnsafeRawBufferPointer(rebasing: packed[..<BlockPacking.byteCount(width: best)]))
    }
    if !patches.isEmpty { output.append(contentsOf: patches) }
  }

  @inline(__always)
  private static func patchBytes(_ exceptions: Int, excess: Int) -> Int {
    (exceptions &* (7 &+ excess) &+ 7) &>> 3
  }

  /// Reads 128 integers. Behind `end` there must be eight readable bytes.
  ///
  /// - Returns: the offset behind the block and an upper bound of the bits of its largest integer, or nil where the bytes
  ///   from `offset` to `end` hold no block.
  @inline(__always)
  static func read(
    _ bytes: UnsafeRawPointer, at offset: Int, end: Int, into output: UnsafeMutablePointer<UInt32>
  ) -> (next: Int, bits: Int)? {
    guard end &- offset >= 2 else { return nil }
    let head = Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
    let width = head & 63
    let exceptions = head &>> 6 & 31
    let excess = head &>> 11 &+ 1
    let packed = offset &+ 2
    let patches = packed &+ BlockPacking.byteCount(width: width)
    let next = patches &+ patchBytes(exceptions, excess: excess)
    guard width <= 32, next <= end else { return nil }
    BlockPacking.unpack(bytes + packed, width: width, into: output)
    guard exceptions > 0 else { return (next, width) }
    var bit = patches &* 8
    let mask = (UInt64(1) &<< UInt64(excess)) &- 1
    for _ in 0..<exceptions {
      let patch =
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)) &>> UInt64(bit & 7)
      output[Int(patch & 127)] |= UInt32(truncatingIfNeeded: (patch &>> 7) & mask) &<< UInt32(width)
      bit &+= 7 &+ excess
    }
    return (next, width &+ excess)
  }

  /// One of the 128 integers, without unpacking the others: where a few are wanted, that is less work. Behind `end` there
  /// must be eight readable bytes.
  ///
  /// - Parameter place: below 128.
  /// - Returns: nil where the bytes from `offset` to `end` hold no block.
  @inline(__always)
  static func value(_ bytes: UnsafeRawPointer, at offset: Int, end: Int, place: Int) -> UInt32? {
    guard end &- offset >= 2 else { return nil }
    let head = Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
    let width = head & 63
    let exceptions = head &>> 6 & 31
    let excess = head &>> 11 &+ 1
    let packed = offset &+ 2
    let patches = packed &+ BlockPacking.byteCount(width: width)
    guard width <= 32, patches &+ patchBytes(exceptions, excess: excess) <= end else { return nil }
    var value = BlockPacking.value(bytes + packed, width: width, place: place)
    var bit = patches &* 8
    let mask = (UInt64(1) &<< UInt64(excess)) &- 1
    for _ in 0..<exceptions {
      let patch =
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)) &>> UInt64(bit & 7)
      if Int(patch & 127) == place {
        value |= UInt32(truncatingIfNeeded: (patch &>> 7) & mask) &<< UInt32(width)
      }
      bit &+= 7 &+ excess
    }
    return value
  }

  /// The offset behind the block at `offset`, without reading its integers; nil as for `read`.
  @inline(__always)
  static func skip(_ bytes: UnsafeRawPointer, at offset: Int, end: Int) -> Int? {
    guard end &- offset >= 2 else { return nil }
    let head = Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
    let next = offset &+ 2 &+ 16 &* (head & 63) &+ patchBytes(head &>> 6 & 31, excess: head &>> 11 &+ 1)
    return head & 63 <= 32 && next <= end ? next : nil
  }
}
