internal import InvertedIndex

/// Finds documents in a decoded block: how many of eight pivots are smaller says in which sixteen to look, and how many of
/// these are smaller says where. Counted four at a time by the signs of differences: nothing is jumped over, so that the
/// searches of several candidates overlap in the processor. (A binary search is compiled to jumps, however it is
/// written, and half of them are predicted wrong.)
struct BlockSearch {
  private let docs: UnsafeMutablePointer<UInt32>
  private let length: Int
  private let low: SIMD4<Int32>
  private let high: SIMD4<Int32>

  /// - Parameter docs: ascending, `length` of them.
  @inline(__always)
  init(_ docs: UnsafeMutablePointer<UInt32>, _ length: Int) {
    self.docs = docs
    // Signs tell apart only numbers below 2^31; a block ascends, so that its last speaks for all.
    self.length = length == BlockPacking.size && docs[BlockPacking.size - 1] > UInt32(Int32.max) ? 0 : length
    func pivot(_ number: Int) -> Int32 { Int32(bitPattern: docs[16 * number + 15]) }
    low = SIMD4(pivot(0), pivot(1), pivot(2), pivot(3))
    high = SIMD4(pivot(4), pivot(5), pivot(6), .max)
  }

  /// The first place whose document is not before a given one, at most the last place.
  @inline(__always)
  func place(of document: UInt32) -> Int {
    guard length == BlockPacking.size, document <= UInt32(Int32.max) else { return slowPlace(of: document) }
    let target = SIMD4(repeating: Int32(bitPattern: document))
    // −1 for each pivot that is smaller.
    let pivots = ((low &- target) &>> 31) &+ ((high &- target) &>> 31)
    let group = -16 &* Int(pivots.wrappedSum())
    let memory = UnsafeRawPointer(docs + group)
    var smaller = SIMD4<Int32>(repeating: 0)
    for step in 0..<4 {
      let values = memory.loadUnaligned(fromByteOffset: 16 * step, as: SIMD4<Int32>.self)
      smaller &+= (values &- target) &>> 31
    }
    return min(group &- Int(smaller.wrappedSum()), BlockPacking.size - 1)
  }

  private func slowPlace(of document: UInt32) -> Int {
    var first = 0
    var count = self.length == 0 ? BlockPacking.size : length
    while count > 1 {
      let half = count >> 1
      if docs[first + half - 1] < document { first += half }
      count -= half
    }
    return first
  }
}
