/// Packs 128 integers of at most 32 bits into `width` bits each, and back, four lanes at a time.
///
/// Integer i is in lane i mod 4, step i div 4 (the vertical layout of SIMD-BP128: D. Lemire and L. Boytsov, "Decoding
/// billions of integers per second through vectorization", 2015). A packed block is `width` vectors of four
/// little-endian 32-bit words, 16 × width bytes.
public enum BlockPacking {
  /// Integers in a block.
  public static let size = 128

  /// Bytes of a block of that width.
  @inline(__always)
  static func byteCount(width: Int) -> Int {
    16 * width
  }

  /// Packs 128 integers, each below 2^width.
  static func pack(_ values: UnsafePointer<UInt32>, width: Int, into output: UnsafeMutableRawPointer) {
    guard width > 0 else { return }
    let vectors = UnsafeRawPointer(values)
    var word = SIMD4<UInt32>(repeating: 0)
    var filled: UInt32 = 0
    var written = 0
    let width32 = UInt32(width)
    for step in 0..<32 {
      let value = vectors.loadUnaligned(fromByteOffset: 16 * step, as: SIMD4<UInt32>.self)
      word |= value &<< SIMD4(repeating: filled)
      filled += width32
      if filled >= 32 {
        output.storeBytes(of: word, toByteOffset: written, as: SIMD4<UInt32>.self)
        written += 16
        filled -= 32
        word = filled == 0 ? SIMD4(repeating: 0) : value &>> SIMD4(repeating: width32 - filled)
      }
    }
  }

  /// Unpacks 128 integers. `input` must have 16 × width bytes, `width` be 0…32, `output` room for 128.
  static func unpack(_ input: UnsafeRawPointer, width: Int, into output: UnsafeMutablePointer<UInt32>) {
    switch width {
    case 0: output.update(repeating: 0, count: size)
    case 1: Unpack<1>.run(input, output)
    case 2: Unpack<2>.run(input, output)
    case 3: Unpack<3>.run(input, output)
    case 4: Unpack<4>.run(input, output)
    case 5: Unpack<5>.run(input, output)
    case 6: Unpack<6>.run(input, output)
    case 7: Unpack<7>.run(input, output)
    case 8: Unpack<8>.run(input, output)
    case 9: Unpack<9>.run(input, output)
    case 10: Unpack<10>.run(input, output)
    case 11: Unpack<11>.run(input, output)
    case 12: Unpack<12>.run(input, output)
    case 13: Unpack<13>.run(input, output)
    case 14: Unpack<14>.run(input, output)
    case 15: Unpack<15>.run(input, output)
    case 16: Unpack<16>.run(input, output)
    case 17: Unpack<17>.run(input, output)
    case 18: Unpack<18>.run(input, output)
    case 19: Unpack<19>.run(input, output)
    case 20: Unpack<20>.run(input, output)
    case 21: Unpack<21>.run(input, output)
    case 22: Unpack<22>.run(input, output)
    case 23: Unpack<23>.run(input, output)
    case 24: Unpack<24>.run(input, output)
    case 25: Unpack<25>.run(input, output)
    case 26: Unpack<26>.run(input, output)
    case 27: Unpack<27>.run(input, output)
    case 28: Unpack<28>.run(input, output)
    case 29: Unpack<29>.run(input, output)
    case 30: Unpack<30>.run(input, output)
    case 31: Unpack<31>.run(input, output)
    default:
      output.withMemoryRebound(to: UInt8.self, capacity: 4 * size) {
        $0.update(from: input.assumingMemoryBound(to: UInt8.self), count: 4 * size)
      }
    }
  }

  /// The integer at a place below 128 of a packed block, whose width must be 0…32.
  @inline(__always)
  static func value(_ input: UnsafeRawPointer, width: Int, place: Int) -> UInt32 {
    guard width > 0 else { return 0 }
    let bit = (place &>> 2) &* width
    let shift = bit & 31
    let offset = 16 &* (bit &>> 5) &+ 4 &* (place & 3)
    var word = UInt64(UInt32(littleEndian: input.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    if shift &+ width > 32 {
      let next = UInt32(littleEndian: input.loadUnaligned(fromByteOffset: offset &+ 16, as: UInt32.self))
      word |= UInt64(next) &<< 32
    }
    return UInt32(truncatingIfNeeded: (word &>> UInt64(shift)) & ((1 &<< UInt64(width)) &- 1))
  }

  /// Replaces 128 distances less one by what they lead to: each value is the one before plus its distance, the first
  /// starting from `base`.
  static func prefixSum(_ values: UnsafeMutablePointer<UInt32>, from base: UInt32) {
    let memory = UnsafeMutableRawPointer(values)
    var last = SIMD4<UInt32>(repeating: base)
    let upper = SIMD4<UInt32>(0, 0, .max, .max)
    let ones = SIMD4<UInt32>(1, 2, 3, 4)
    for step in 0..<32 {
      // The sums of two neighbours by a shift of 64 bits, of four by the second sum in the upper half: what a step waits
      // for of the step before is one addition.
      let pairs = memory.loadUnaligned(fromByteOffset: 16 * step, as: SIMD2<UInt64>.self)
      var sums = unsafeBitCast(pairs, to: SIMD4<UInt32>.self)
      sums &+= unsafeBitCast(pairs &<< SIMD2(repeating: 32), to: SIMD4<UInt32>.self)
      sums &+= SIMD4(sums[0], sums[0], sums[1], sums[1]) & upper
      sums &+= ones
      memory.storeBytes(of: sums &+ last, toByteOffset: 16 * step, as: SIMD4<UInt32>.self)
      last &+= SIMD4(repeating: sums[3])
    }
  }
}

/// Unpacking for one width, so that every shift and offset in it is a constant. The steps are written out, because the
/// compiler keeps a loop over them, with shifts and jumps for each; written out they take
/// a third of its time, and a tenth for some widths.
private struct Unpack<let width: Int> {
  @inline(__always)
  static func run(_ input: UnsafeRawPointer, _ output: UnsafeMutablePointer<UInt32>) {
    let output = UnsafeMutableRawPointer(output)
    eight(0, input, output)
    eight(8, input, output)
    eight(16, input, output)
    eight(24, input, output)
  }

  @inline(__always)
  private static func eight(_ first: Int, _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
    step(first, input, output)
    step(first &+ 1, input, output)
    step(first &+ 2, input, output)
    step(first &+ 3, input, output)
    step(first &+ 4, input, output)
    step(first &+ 5, input, output)
    step(first &+ 6, input, output)
    step(first &+ 7, input, output)
  }

  @inline(__always)
  private static func step(_ step: Int, _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
    let bit = step &* width
    let shift = bit & 31
    let offset = 16 &* (bit &>> 5)
    let mask = SIMD4<UInt32>(repeating: UInt32(truncatingIfNeeded: (UInt64(1) &<< UInt64(width)) &- 1))
    var value = input.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt32>.self)
    value &>>= SIMD4(repeating: UInt32(truncatingIfNeeded: shift))
    if shift &+ width < 32 {
      value &= mask
    } else if shift &+ width > 32 {
      // Masked before it is joined: two shifts joined directly are compiled to a rotation, lane by lane.
      let next = input.loadUnaligned(fromByteOffset: offset &+ 16, as: SIMD4<UInt32>.self)
      value |= (next &<< SIMD4(repeating: UInt32(truncatingIfNeeded: 32 &- shift))) & mask
    }
    output.storeBytes(of: value, toByteOffset: 16 &* step, as: SIMD4<UInt32>.self)
  }
}
