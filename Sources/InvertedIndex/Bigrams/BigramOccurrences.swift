/// Pairs of frequent terms as they stand side by side in stories: collected story by story, handed out pair by pair.
///
/// Terms are numbered by falling document frequency while the pairs are collected, so that how many terms take part can
/// be decided afterwards, by `termCount`.
struct BigramOccurrences {
  /// Terms that may take part at most.
  static let termLimit = 1024
  /// Of all postings of a segment, one in so many may be a bigram's. The more, the larger the index and the fewer the
  /// phrases that have to be made out from positions (docs/decisions/0011-bigrams.md).
  static let postingsShare = 6

  /// first << 10 | second, by their numbers.
  private var pairs: [UInt32] = []
  private var documents: [UInt32] = []
  /// How many occurrences have that number as the larger of their two.
  private var occurrencesByLarger = [Int](repeating: 0, count: BigramOccurrences.termLimit)

  /// Adds an occurrence.
  @inline(__always)
  mutating func add(first: Int, second: Int, document: UInt32) {
    pairs.append(UInt32(truncatingIfNeeded: first << 10 | second))
    documents.append(document)
    occurrencesByLarger[max(first, second)] += 1
  }

  /// Counts occurrences that are kept elsewhere.
  mutating func count(_ occurrences: Int, first: Int, second: Int) {
    occurrencesByLarger[max(first, second)] += occurrences
  }

  /// The number of terms whose pairs stay within the share of the postings.
  func termCount(candidates: Int, postings: Int) -> Int {
    var sum = 0
    for number in 0..<min(candidates, BigramOccurrences.termLimit) {
      sum += occurrencesByLarger[number]
      if sum > postings / BigramOccurrences.postingsShare { return number }
    }
    return min(candidates, BigramOccurrences.termLimit)
  }

  /// The occurrences sorted by pair of places, those of terms without one left out.
  ///
  /// - Parameters:
  ///   - places: for each term's number its place among those chosen, or −1.
  ///   - count: the number of those chosen.
  func sorted(places: [Int], count: Int) -> SortedBigrams {
    func key(_ pair: UInt32) -> Int? {
      let (first, second) = (places[Int(pair >> 10)], places[Int(pair & 1023)])
      return first >= 0 && second >= 0 ? first * count + second : nil
    }
    var starts = [Int](repeating: 0, count: count * count + 1)
    for pair in pairs {
      if let key = key(pair) { starts[key + 1] += 1 }
    }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    var next = starts
    var sorted = [UInt32](repeating: 0, count: starts.last ?? 0)
    for (pair, document) in zip(pairs, documents) {
      if let key = key(pair) {
        sorted[next[key]] = document
        next[key] += 1
      }
    }
    return SortedBigrams(starts: starts, documents: sorted)
  }
}

/// The documents of each pair's occurrences; pair number first × terms + second.
struct SortedBigrams {
  fileprivate let starts: [Int]
  fileprivate let documents: [UInt32]

  /// Appends a pair's postings to a list.
  func append(pair: Int, to list: inout PostingsList) {
    var last: UInt32?
    for document in documents[starts[pair]..<starts[pair + 1]] {
      if document == last {
        list.frequencies[list.frequencies.count - 1] += 1
      } else {
        list.docs.append(document)
        list.frequencies.append(1)
        last = document
      }
    }
  }
}
