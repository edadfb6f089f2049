internal import Storage

/// Turns a postings list into bytes. The layout is in docs/FORMAT.md, "Postings".
struct PostingsEncoder {
  /// The documents' part of the last list encoded.
  private(set) var documents = ByteBuffer()
  /// The positions' part of the last list encoded.
  private(set) var positions = ByteBuffer()

  private var impacts: [UInt8] = []
  private var accumulator = ImpactAccumulator()
  private var blocks = ByteBuffer()
  private var scratch = [UInt32](repeating: 0, count: BlockPacking.size)

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
    if count > 1 && count < BlockPacking.size {
      appendTail(list, from: 0, after: 0, to: &documents)
      for index in 0..<count {
        bound.frequency = max(bound.frequency, UInt8(min(list.frequencies[index], 255)))
        bound.norm = min(bound.norm, norms[Int(list.docs[index])])
      }
    } else if count >= BlockPacking.size {
      encodeBlocks(list, norms: norms)
    }
    if !list.positions.isEmpty { encodePositions(list, formCount: formCount) }
    return TermPostings(
      documentFrequency: count, totalFrequency: total, offset: 0, documentBytes: documents.count,
      positionBytes: positions.count, singleDocument: count == 1 ? list.docs[0] : 0, bound: bound, formCount: formCount)
  }

  /// Blocks of 128, metadata and impacts in front.
  private mutating func encodeBlocks(_ list: borrowing PostingsList, norms: [UInt8]) {
    let count = list.docs.count
    let blockCount = (count + BlockPacking.size - 1) / BlockPacking.size
    blocks.removeAll()
    impacts.removeAll(keepingCapacity: true)
    for index in 0..<count {
      accumulator.add(frequency: list.frequencies[index], norm: norms[Int(list.docs[index])])
    }
    accumulator.flush(into: &impacts)
    let termImpacts = impacts.count
    var positionsBefore = 0
    var previous: UInt32 = 0
    for block in 0..<blockCount {
      let start = block * BlockPacking.size
      let end = min(start + BlockPacking.size, count)
      let before = positionsBefore
      for index in start..<end {
        accumulator.add(frequency: list.frequencies[index], norm: norms[Int(list.docs[index])])
        positionsBefore += Int(list.frequencies[index])
      }
      if end - start == BlockPacking.size {
        appendBlock(list, from: start, after: previous)
      } else {
        appendTail(list, from: start, after: previous, to: &blocks)
      }
      previous = list.docs[end - 1]
      accumulator.flush(into: &impacts)
      documents.append(fixed: previous)
      documents.append(fixed: UInt32(blocks.count))
      documents.append(fixed: UInt32(impacts.count))
      documents.append(fixed: UInt32(before))
    }
    documents.append(fixed: UInt32(termImpacts))
    documents.append(contentsOf: impacts)
    documents.append(contentsOf: blocks.bytes)
  }

  /// One full block: differences of the ids, then frequencies less one, both patched.
  private mutating func appendBlock(_ list: borrowing PostingsList, from start: Int, after previous: UInt32) {
    var last = previous
    for index in 0..<BlockPacking.size {
      let doc = list.docs[start + index]
      scratch[index] = doc - last
      last = doc
    }
    scratch.withUnsafeMutableBufferPointer { PatchedBlock.append($0.baseAddress!, to: &blocks) }
    for index in 0..<BlockPacking.size { scratch[index] = list.frequencies[start + index] - 1 }
    scratch.withUnsafeMutableBufferPointer { PatchedBlock.append($0.baseAddress!, to: &blocks) }
  }

  /// What does not fill a block: (difference << 1 | frequency is 1) as a varint, then other frequencies.
  private func appendTail(
    _ list: borrowing PostingsList, from start: Int, after previous: UInt32, to output: inout ByteBuffer
  ) {
    var last = previous
    for index in start..<list.docs.count {
      let doc = list.docs[index]
      let frequency = list.frequencies[index]
      output.append(varint: UInt64(doc - last) << 1 | (frequency == 1 ? 1 : 0))
      if frequency != 1 { output.append(varint: UInt64(frequency)) }
      last = doc
    }
  }

  /// Position differences in patched blocks of 128, each followed by its variants where the term has several forms;
  /// the rest as varints.
  private mutating func encodePositions(_ list: borrowing PostingsList, formCount: Int) {
    var differences = [UInt32]()
    differences.reserveCapacity(list.positions.count)
    var next = 0
    for frequency in list.frequencies {
      var last: UInt32 = 0
      for _ in 0..<frequency {
        differences.append(list.positions[next] - last)
        last = list.positions[next]
        next += 1
      }
    }
    let full = differences.count / BlockPacking.size
    blocks.removeAll()
    for block in 0..<full {
      let start = block * BlockPacking.size
      for index in 0..<BlockPacking.size { scratch[index] = differences[start + index] }
      scratch.withUnsafeMutableBufferPointer { PatchedBlock.append($0.baseAddress!, to: &blocks) }
      if formCount > 1 {
        for index in 0..<BlockPacking.size { scratch[index] = list.variants[start + index] }
        scratch.withUnsafeMutableBufferPointer { PatchedBlock.append($0.baseAddress!, to: &blocks) }
      }
      positions.append(fixed: UInt32(blocks.count))
    }
    positions.append(contentsOf: blocks.bytes)
    for index in full * BlockPacking.size..<differences.count {
      guard formCount > 1 else {
        positions.append(varint: UInt64(differences[index]))
        continue
      }
      let variant = list.variants[index]
      positions.append(varint: UInt64(differences[index]) << 1 | (variant == 0 ? 0 : 1))
      if variant != 0 { positions.append(varint: UInt64(variant)) }
    }
  }
}
