internal import InvertedIndex

/// Sorts what was found, best first: by the bytes of the scores, which order as unsigned integers do because no score is
/// negative (radix sort), then runs of equal scores by dates and keys.
enum FoundSorter {
  /// Fewer are sorted by comparing.
  private static let fewest = 64

  static func sorted(
    _ found: UnsafeMutableBufferPointer<FoundDocument>, _ segments: FoundSegments, _ scratch: QueryScratch
  ) -> [FoundDocument] {
    guard found.count >= fewest, let start = found.baseAddress else {
      return found.sorted { $0.precedes($1, in: segments) }
    }
    let other = scratch.allocate(FoundDocument.self, count: found.count)
    let places = scratch.allocate(Int.self, count: 256)
    var (from, to) = (start, other)
    for shift in [0, 8, 16, 24] as [UInt32] {
      places.initialize(repeating: 0, count: 256)
      for number in 0..<found.count { places[digit(from[number], shift)] += 1 }
      var sum = 0
      for value in 0..<256 { (places[value], sum) = (sum, sum + places[value]) }
      for number in 0..<found.count {
        let value = digit(from[number], shift)
        (to + places[value]).initialize(to: from[number])
        places[value] += 1
      }
      (from, to) = (to, from)
    }
    // Four passes: the result is where it was at first.
    var low = 0
    while low < found.count {
      var high = low + 1
      while high < found.count && start[high].score == start[low].score { high += 1 }
      if high - low > 1 {
        var equals = UnsafeMutableBufferPointer(rebasing: found[low..<high])
        equals.sort { $0.precedes($1, in: segments) }
      }
      low = high
    }
    return Array(found)
  }

  /// A byte of the score, turned round: the highest scores come first.
  @inline(__always)
  private static func digit(_ found: FoundDocument, _ shift: UInt32) -> Int {
    Int(~(found.score.bitPattern &>> shift) & 255)
  }
}
