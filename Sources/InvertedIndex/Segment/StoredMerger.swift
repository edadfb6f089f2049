internal import Storage

/// Brings the stored stories of several segments into one file.
///
/// Blocks of large segments are copied as they are, compressed, with the dictionary that they need; only blocks that hold a
/// deleted story are opened. Small segments are compressed anew, so that the blocks of many small updates become few and get
/// a dictionary. Where all is to be compressed anew, the dictionary is trained on a sample of it first.
struct StoredMerger {
  /// How stored stories are merged.
  enum Manner: Equatable {
    /// Blocks of large segments are copied; the others are compressed at that level.
    case copying(level: Int)
    /// All are compressed at that level, against a trained dictionary.
    case recompressing(level: Int)

    var level: Int {
      switch self {
      case .copying(let level), .recompressing(let level): level
      }
    }
  }

  /// Segments with fewer bytes of stories are compressed anew.
  private static let smallSegment = 4 << 20
  /// The trained dictionary's size, where there are stories enough: sixteen times its size is looked at.
  private static let trainedDictionary = 512 << 10

  private let segments: [SegmentReader]
  private let manner: Manner
  /// The record in the merged store of each segment's documents; UInt32.max for deleted ones.
  private(set) var ordinals: [[UInt32]] = []
  /// Passages of all live stories.
  private(set) var passages = 0
  /// The number in the merged store of each dictionary of the segment that is being copied; nil where it cannot have one.
  private var adopted: [Int: Int?] = [:]

  init(_ segments: [SegmentReader], manner: Manner) {
    self.segments = segments
    self.manner = manner
  }

  /// The dictionary that all stories are compressed against; nil where it is not made beforehand.
  ///
  /// - Throws: `IndexError`.
  func dictionary() throws -> [UInt8]? {
    guard case .recompressing = manner else { return nil }
    let whole = segments.reduce(0) { $0 + $1.summary.storedRawBytes }
    // A dictionary of an eighth of what it serves gains nothing.
    let capacity = min(StoredMerger.trainedDictionary, whole / 16)
    guard capacity >= 16 << 10 else { return nil }
    let step = max(1, whole / (16 * capacity))
    var samples: [UInt8] = []
    var lengths: [Int] = []
    var number = 0
    for segment in segments {
      for place in 0..<segment.stored.blockCount {
        number += 1
        guard number % step == 0 else { continue }
        let block = try segment.reading { try segment.stored.block(place) }
        for record in block.records {
          try segment.reading {
            try segment.stored.withRecord(record) {
              samples.append(contentsOf: $0)
              lengths.append($0.count)
            }
          }
        }
      }
    }
    return ZstdDictionary.trained(on: samples, lengths: lengths, capacity: capacity)
  }

  /// Stores all live stories' records.
  ///
  /// - Throws: `IndexError`, `MergeProgress.Stopped`.
  mutating func store(in file: inout SegmentFileWriter, _ progress: inout MergeProgress) throws {
    ordinals = segments.map { [UInt32](repeating: .max, count: $0.documentCount) }
    passages = segments.reduce(0) { $0 + $1.summary.passages }
    // Blocks that are copied come first, so that records never wait half a block long.
    var opened: [(segment: Int, block: StoredFields.Block, records: ArraySlice<UInt64>)] = []
    for (place, segment) in segments.enumerated() {
      let records = try recordsInOrder(of: segment)
      var next = 0
      var released = 0
      adopted = [0: 0]
      for number in 0..<segment.stored.blockCount {
        let block = try segment.reading { try segment.stored.block(number) }
        let first = next
        while next < records.count, records[next] >> 32 < UInt64(block.records.upperBound) { next += 1 }
        if copies(block, records[first..<next], of: segment), try copy(block, records[first..<next], place, into: &file)
        {
          try progress.advance(block.range.count)
          segment.stored.release(before: block, from: &released)
        } else {
          opened.append((place, block, records[first..<next]))
        }
      }
      segment.release()
      guard next == records.count else { throw segment.damaged("a story's text is not there") }
    }
    for (place, block, records) in opened {
      let segment = segments[place]
      for record in records {
        let document = Int(record & 0xffff_ffff)
        try segment.withRecord(of: document) { bytes in
          if segment.isLive(document) {
            ordinals[place][document] = UInt32(file.storedCount)
            try file.store(bytes)
          } else {
            passages -= try segment.reading { try StoredStoryCodec.passageCount(bytes) }
          }
        }
      }
      try progress.advance(block.range.count)
    }
  }

  /// The records of a segment's documents in the order of the store: the record, and below it the document. Records that no
  /// document has, of stories that came twice before they were written, are not among them.
  private func recordsInOrder(of segment: SegmentReader) throws -> [UInt64] {
    var records: [UInt64] = []
    records.reserveCapacity(segment.documentCount)
    for document in 0..<segment.documentCount {
      let ordinal = segment.storedOrdinals[document]
      guard ordinal >= 0, ordinal <= UInt32.max else { throw segment.damaged("a story's text is not there") }
      records.append(UInt64(ordinal) << 32 | UInt64(document))
    }
    try segment.throwNotedDamage()
    records.sort()
    return records
  }

  /// Whether a block can be copied: each record in it is a live story's, and compressing it anew is not wanted.
  private func copies(_ block: StoredFields.Block, _ records: ArraySlice<UInt64>, of segment: SegmentReader) -> Bool {
    guard case .copying = manner, segment.summary.storedRawBytes >= StoredMerger.smallSegment,
      records.count == block.records.count
    else { return false }
    return records.allSatisfy { segment.isLive(Int($0 & 0xffff_ffff)) }
  }

  private mutating func copy(
    _ block: StoredFields.Block, _ records: ArraySlice<UInt64>, _ place: Int, into file: inout SegmentFileWriter
  ) throws -> Bool {
    let segment = segments[place]
    if adopted[block.dictionary] == nil {
      let content = try segment.reading { try segment.stored.dictionary(block.dictionary) }
      adopted[block.dictionary] = .some(file.adopt(dictionary: content))
    }
    guard let dictionary = adopted[block.dictionary] ?? nil else { return false }
    let frame = try segment.reading { try segment.stored.frame(of: block) }
    let first = file.storedCount
    try file.copy(block, frame, dictionary: dictionary)
    for record in records {
      ordinals[place][Int(record & 0xffff_ffff)] = UInt32(first + Int(record >> 32) - block.records.lowerBound)
    }
    return true
  }
}
