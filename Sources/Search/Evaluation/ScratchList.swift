internal import InvertedIndex

/// A list of up to a known number of values in the query's scratch: what is planned for each query and segment is put
/// together without arrays, whose allocations would be a tenth of a short query's time.
struct ScratchList<Element: BitwiseCopyable>: BitwiseCopyable {
  private let memory: UnsafeMutablePointer<Element>
  private(set) var count = 0

  /// An empty list with room for so many.
  init(capacity: Int, _ scratch: QueryScratch) {
    memory = scratch.allocate(Element.self, count: capacity)
  }

  /// - Precondition: there is room.
  mutating func append(_ element: Element) {
    (memory + count).initialize(to: element)
    count += 1
  }

  var isEmpty: Bool { count == 0 }

  /// The values; valid as long as the scratch is not reset.
  var buffer: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: memory, count: count)
  }
}

extension UnsafeMutableBufferPointer where Element == TermScorer {
  /// Sorts by rising document frequency, equal ones as they stood. By insertion: queries have few terms.
  func sortByFrequency() {
    for place in 1..<Swift.max(1, count) {
      let scorer = self[place]
      var hole = place
      while hole > 0 && self[hole - 1].documentFrequency > scorer.documentFrequency {
        self[hole] = self[hole - 1]
        hole -= 1
      }
      self[hole] = scorer
    }
  }
}
