/// Finds, for a rank, a frequency and a length that at least so many stories of a list reach together: the score of that
/// pair is one that the list alone gives to so many stories, whatever k1, b and the average length are. A search for the
/// best k can start from it instead of from nothing.
struct ChampionFinder {
  private static let frequencies = 16
  /// The length that each code stands for.
  private static let lengths = (0...255).map { Double(LengthNorm.decode(UInt8($0))) }
  /// How many stories have that frequency (capped) and length code.
  private var counts = [UInt32](repeating: 0, count: ChampionFinder.frequencies * 256)
  private var shortest = 255
  private var longest = 0
  private var highest = 0
  private var stories = 0

  @inline(__always)
  mutating func add(frequency: UInt32, norm: UInt8) {
    let frequency = min(Int(frequency), ChampionFinder.frequencies - 1)
    counts[frequency &* 256 &+ Int(norm)] &+= 1
    shortest = min(shortest, Int(norm))
    longest = max(longest, Int(norm))
    highest = max(highest, frequency)
    stories &+= 1
  }

  /// The champions of the ranks, which ascend; frequency 0 for a rank above the number of stories. Starts anew.
  mutating func flush(ranks: [Int]) -> [Impact] {
    var found = [Impact](repeating: Impact(frequency: 0, norm: 0), count: ranks.count)
    var scores = [Double](repeating: 0, count: ranks.count)
    if highest > 0 {
      let lengths = ChampionFinder.lengths
      var total = 0.0
      for frequency in 1...highest {
        for norm in shortest...longest {
          total += Double(counts[frequency * 256 + norm]) * lengths[norm]
        }
      }
      let average = max(1, total / Double(stories))
      var reached = [Int](repeating: 0, count: longest - shortest + 1)
      for frequency in stride(from: highest, through: 1, by: -1) {
        var sum = 0
        var rank = 0
        for norm in shortest...longest {
          reached[norm - shortest] += Int(counts[frequency * 256 + norm])
          sum += reached[norm - shortest]
          while rank < ranks.count && sum >= ranks[rank] {
            // By the default k1 and b: another pair may be the better one under others, but this one stays true.
            let length = 0.6 + 0.4 * lengths[norm] / average
            let score = Double(frequency) / (Double(frequency) + 0.9 * length)
            if score > scores[rank] {
              scores[rank] = score
              found[rank] = Impact(frequency: UInt8(frequency), norm: UInt8(norm))
            }
            rank += 1
          }
        }
      }
    }
    for frequency in 0...highest {
      for norm in min(shortest, longest)...longest { counts[frequency * 256 + norm] = 0 }
    }
    (shortest, longest, highest, stories) = (255, 0, 0, 0)
    return found
  }
}
