/// Where the scanners put word offsets before they go to the caller's arrays.
///
/// Appending to two Swift arrays word by word costs more than finding the words; this takes plain stores and hands over
/// some hundred at once.
///
/// Invariant: `endCount <= startCount <= endCount + 1`; a start without its end is a word still open.
struct WordSink: ~Copyable {
  static let capacity = 1024
  /// The most words that one step of a scanner adds between two calls of `flush`.
  static let reserve = 34

  let starts: UnsafeMutablePointer<UInt32>
  let ends: UnsafeMutablePointer<UInt32>
  var startCount = 0
  var endCount = 0

  init() {
    starts = .allocate(capacity: WordSink.capacity)
    ends = .allocate(capacity: WordSink.capacity)
  }

  deinit {
    starts.deallocate()
    ends.deallocate()
  }

  var isNearlyFull: Bool {
    startCount > WordSink.capacity - WordSink.reserve
  }

  mutating func removeAll() {
    startCount = 0
    endCount = 0
  }

  mutating func append(start: Int, end: Int) {
    starts[startCount] = UInt32(truncatingIfNeeded: start)
    ends[endCount] = UInt32(truncatingIfNeeded: end)
    startCount += 1
    endCount += 1
  }

  /// Hands all finished words over; an open one stays.
  mutating func flush(into outerStarts: inout [UInt32], _ outerEnds: inout [UInt32]) {
    outerStarts.append(contentsOf: UnsafeBufferPointer(start: starts, count: endCount))
    outerEnds.append(contentsOf: UnsafeBufferPointer(start: ends, count: endCount))
    if startCount > endCount {
      starts[0] = starts[endCount]
      startCount = 1
    } else {
      startCount = 0
    }
    endCount = 0
  }
}
