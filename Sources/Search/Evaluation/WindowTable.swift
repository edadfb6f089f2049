/// Adds up scores by document in a window: a sum for each document, and a bit that says whether anything was added. Between
/// windows all are 0. Lives as long as a searcher, for clearing it takes longer than many a query.
final class WindowTable {
  /// Documents in a window: the sums take half of a processor's first cache.
  static let size: UInt32 = 2048

  let sums: UnsafeMutablePointer<Double>
  let bits: UnsafeMutablePointer<UInt64>

  init() {
    sums = .allocate(capacity: Int(WindowTable.size))
    sums.initialize(repeating: 0, count: Int(WindowTable.size))
    bits = .allocate(capacity: Int(WindowTable.size) / 64)
    bits.initialize(repeating: 0, count: Int(WindowTable.size) / 64)
  }

  deinit {
    sums.deallocate()
    bits.deallocate()
  }
}
