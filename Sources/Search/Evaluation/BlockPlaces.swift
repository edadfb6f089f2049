internal import InvertedIndex

/// Finds many documents in a decoded block: its places spread over a table by how far a document is behind the block's
/// first. Filling it takes a store for each place, looking up a load for each document; `BlockSearch` takes ten times as
/// long for one.
///
/// The table is not cleared between blocks: what it says of a document that the block does not have is any place, so that the caller
/// compares the document there.
struct BlockPlaces: BitwiseCopyable {
  /// The widest block, in documents: the table stays in the first cache beside the block.
  static let span = 1 << 14
  /// From so many documents on filling pays.
  private static let fewest = 10

  private let places: UnsafeMutablePointer<UInt8>
  /// Whether the table holds places everywhere: many a query ends without it, in less time than it takes to clear.
  private let isReady: UnsafeMutablePointer<Bool>

  init(_ scratch: QueryScratch) {
    places = scratch.allocate(UInt8.self, count: BlockPlaces.span)
    isReady = scratch.place(false)
  }

  /// Whether looking up so many documents between the block's first and last is worth filling the table.
  @inline(__always)
  func pays(_ count: Int, _ docs: UnsafeMutablePointer<UInt32>, _ length: Int) -> Bool {
    count >= BlockPlaces.fewest && length == BlockPacking.size
      && docs[BlockPacking.size - 1] &- docs[0] < UInt32(BlockPlaces.span)
  }

  /// - Parameter docs: a full block.
  func fill(_ docs: UnsafeMutablePointer<UInt32>) {
    if !isReady.pointee { clear() }
    let first = docs[0]
    for place in 0..<BlockPacking.size {
      places[Int(docs[place] &- first) & (BlockPlaces.span - 1)] = UInt8(truncatingIfNeeded: place)
    }
  }

  private func clear() {
    places.initialize(repeating: 0, count: BlockPlaces.span)
    isReady.pointee = true
  }

  /// Where in the block a document stands if the block has it, else anywhere in it. Documents before the block's first
  /// are allowed.
  @inline(__always)
  func place(of document: UInt32, _ first: UInt32) -> Int {
    Int(places[Int(document &- first) & (BlockPlaces.span - 1)])
  }
}
