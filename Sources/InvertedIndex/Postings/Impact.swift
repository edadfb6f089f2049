/// A frequency and a length code that occur together in a block and that no other posting there beats on both:
/// a corner of the block's Pareto front.
///
/// For any scoring function that grows with frequency and falls with length, the best score of a block is the best score
/// of its impacts, whatever k1, b and the average length are (S. Ding and T. Suel, "Faster top-k document retrieval
/// using block-max indexes", 2011; kept as pairs as in Lucene's CompetitiveImpactAccumulator).
public struct Impact: Equatable, Sendable, BitwiseCopyable {
  /// Occurrences of the term in the story; 255 stands for 255 and more, without bound.
  public var frequency: UInt8
  /// The story's length as `LengthNorm` codes it.
  public var norm: UInt8
}

/// Collects the impacts of a block, or of many.
struct ImpactAccumulator {
  /// The highest frequency seen with each length code.
  private var highest = InlineArray<256, UInt8>(repeating: 0)
  private var shortest = 255
  private var longest = 0

  @inline(__always)
  mutating func add(frequency: UInt32, norm: UInt8) {
    let capped = UInt8(min(frequency, 255))
    shortest = min(shortest, Int(norm))
    longest = max(longest, Int(norm))
    if capped > highest[Int(norm)] { highest[Int(norm)] = capped }
  }

  /// Appends the impacts, shortest story first with rising frequency, adds them to those of a larger unit, and starts
  /// anew.
  ///
  ///     impacts ::= (frequency:u8 norm:u8)+
  mutating func flush(into output: inout [UInt8], mergingInto larger: inout ImpactAccumulator) {
    guard shortest <= longest else { return }
    var best: UInt8 = 0
    for norm in shortest...longest {
      if highest[norm] > best {
        best = highest[norm]
        output.append(best)
        output.append(UInt8(norm))
        larger.add(frequency: UInt32(best), norm: UInt8(norm))
      }
      highest[norm] = 0
    }
    (shortest, longest) = (255, 0)
  }
}
