internal import Storage

/// Turns a postings list into bytes. The layout is in docs/FORMAT.md, "Postings" and "Positions".
struct PostingsEncoder {
  /// The documents' part of the last list encoded.
  private(set) var documents = ByteBuffer()
  /// The positions' part of the last list encoded.
  private(set) var positions = ByteBuffer()

  private var blocks = ByteBuffer()
  private var bits = BitWriter()
  private var scratch = [UInt32](repeating: 0, count: BlockPacking.size)
  private var champions = ChampionFinder()
  private var positionsEncoder = PositionsEncoder()

  /// What the tables in front of a list's blocks say.
  private struct Tables {
    var lastDocuments: [UInt32] = []
    /// Ends of blocks, impacts and positions, each within its group.
    var ends: [Int] = []
    var groups = ByteBuffer()
    var listImpacts: [UInt8] = []
    var groupImpacts: [UInt8] = []
    var blockImpacts: [UInt8] = []
  }

  /// Encodes a list.
  ///
  /// - Parameters:
  ///   - list: at least one document.
  ///   - norms: the length code of every document of the segment.
  ///   - formCount: the number of the term's surface forms.
  /// - Returns: what the dictionary keeps; the offset is left 0.
  mutating func encode(_ list: borrowing PostingsList, norms: [UInt8], formCount: Int) -> TermPostings {
    documents.removeAll()
    positions.removeAll()
    let count = list.docs.count
    var total = 0
    for frequency in list.frequencies { total += Int(frequency) }
    var bound = Impact(frequency: 0, norm: 255)
    if count >= BlockPacking.size {
      encodeBlocks(list, norms: norms, formCount: formCount)
    } else {
      if count > 1 {
        PostingsEncoder.appendTail(list, from: 0, after: .max, &bits, to: &documents)
        for index in 0..<count {
          bound.frequency = max(bound.frequency, UInt8(min(list.frequencies[index], 255)))
          bound.norm = min(bound.norm, norms[Int(list.docs[index])])
        }
      }
      positionsEncoder.begin()
      positionsEncoder.append(list, 0..<count, norms: norms, formCount: formCount, to: &positions)
    }
    return TermPostings(
      documentFrequency: count, totalFrequency: total, offset: 0, documentBytes: documents.count,
      positionBytes: positions.count, singleDocument: count == 1 ? list.docs[0] : 0, bound: bound, formCount: formCount)
  }

  /// Blocks of 128, tables and impacts in front.
  private mutating func encodeBlocks(_ list: borrowing PostingsList, norms: [UInt8], formCount: Int) {
    let count = list.docs.count
    let blockCount = (count + BlockPacking.size - 1) / BlockPacking.size
    blocks.removeAll()
    positionsEncoder.begin()
    var tables = Tables()
    tables.lastDocuments.reserveCapacity(blockCount)
    tables.ends.reserveCapacity(3 * blockCount)
    var listAccumulator = ImpactAccumulator()
    var groupAccumulator = ImpactAccumulator()
    var blockAccumulator = ImpactAccumulator()
    var previous = UInt32.max
    var start = 0
    for group in 0..<(blockCount + PostingsLayout.groupSize - 1) / PostingsLayout.groupSize {
      let (blocksStart, impactsStart, positionsStart) = (blocks.count, tables.blockImpacts.count, positions.count)
      let groupEnd = min(blockCount, (group + 1) * PostingsLayout.groupSize)
      for _ in group * PostingsLayout.groupSize..<groupEnd {
        let end = min(start + BlockPacking.size, count)
        for index in start..<end {
          let (frequency, norm) = (list.frequencies[index], norms[Int(list.docs[index])])
          blockAccumulator.add(frequency: frequency, norm: norm)
          champions.add(frequency: frequency, norm: norm)
        }
        if end - start == BlockPacking.size {
          appendBlock(list, from: start, after: previous)
        } else {
          PostingsEncoder.appendTail(list, from: start, after: previous, &bits, to: &blocks)
        }
        previous = list.docs[end - 1]
        blockAccumulator.flush(into: &tables.blockImpacts, mergingInto: &groupAccumulator)
        positionsEncoder.append(list, start..<end, norms: norms, formCount: formCount, to: &positions)
        tables.lastDocuments.append(previous)
        tables.ends.append(blocks.count - blocksStart)
        tables.ends.append(tables.blockImpacts.count - impactsStart)
        tables.ends.append(positions.count - positionsStart)
        start = end
      }
      groupAccumulator.flush(into: &tables.groupImpacts, mergingInto: &listAccumulator)
      tables.groups.append(fixed: previous)
      for value in [blocksStart, impactsStart, positionsStart, tables.groupImpacts.count] {
        tables.groups.append(fixed: UInt32(value))
      }
    }
    var none = ImpactAccumulator()
    listAccumulator.flush(into: &tables.listImpacts, mergingInto: &none)
    write(tables)
  }

  private mutating func write(_ tables: Tables) {
    let isWide = tables.ends.contains { $0 > UInt16.max }
    documents.append(isWide ? 1 : 0)
    documents.append(fixed: UInt16(tables.listImpacts.count))
    for champion in champions.flush(ranks: PostingsLayout.championRanks) {
      documents.append(champion.frequency)
      documents.append(champion.norm)
    }
    documents.append(contentsOf: tables.groups.bytes)
    for document in tables.lastDocuments { documents.append(fixed: document) }
    for end in tables.ends {
      if isWide { documents.append(fixed: UInt32(end)) } else { documents.append(fixed: UInt16(end)) }
    }
    documents.append(contentsOf: tables.listImpacts)
    documents.append(contentsOf: tables.groupImpacts)
    documents.append(contentsOf: tables.blockImpacts)
    documents.append(contentsOf: blocks.bytes)
  }

  /// One full block: distances between the ids less one, then frequencies less one, both patched.
  private mutating func appendBlock(_ list: borrowing PostingsList, from start: Int, after previous: UInt32) {
    var last = previous
    for index in 0..<BlockPacking.size {
      let doc = list.docs[start + index]
      scratch[index] = doc &- last &- 1
      last = doc
    }
    scratch.withUnsafeMutableBufferPointer { PatchedBlock.append($0.baseAddress!, to: &blocks) }
    for index in 0..<BlockPacking.size { scratch[index] = list.frequencies[start + index] - 1 }
    scratch.withUnsafeMutableBufferPointer { PatchedBlock.append($0.baseAddress!, to: &blocks) }
  }

  /// What does not fill a block: the distances' Rice parameter, then of each document the distance and the frequency, less
  /// one each, the frequency in unary.
  private static func appendTail(
    _ list: borrowing PostingsList, from start: Int, after previous: UInt32, _ bits: inout BitWriter,
    to output: inout ByteBuffer
  ) {
    let end = list.docs.count
    let sum = UInt64(list.docs[end - 1] &- previous) - UInt64(end - start)
    let parameter = RiceCode.parameter(sum: sum, count: end - start)
    bits.removeAll()
    bits.append(UInt64(parameter), count: 5)
    var last = previous
    for index in start..<end {
      let doc = list.docs[index]
      RiceCode.append(doc &- last &- 1, parameter: parameter, to: &bits)
      RiceCode.append(list.frequencies[index] - 1, parameter: 0, to: &bits)
      last = doc
    }
    bits.align()
    output.append(contentsOf: bits.bytes)
  }
}
