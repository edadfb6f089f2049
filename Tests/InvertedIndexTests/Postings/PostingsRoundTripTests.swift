import Corpus
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

/// Lists that are written and read again, around the borders of blocks.
@Suite struct PostingsRoundTripTests {
  static let counts = [1, 2, 3, 127, 128, 129, 255, 256, 257, 384, 5000]

  /// A list of so many postings in a segment of `documents`, with positions and variants.
  static func list(_ count: Int, of documents: Int, forms: Int, _ generator: inout SeededGenerator) -> PostingsList {
    var list = PostingsList()
    var chosen = Set<UInt32>()
    while chosen.count < count { chosen.insert(UInt32(generator.integer(0..<documents))) }
    list.docs = chosen.sorted()
    for _ in 0..<count {
      let frequency = generator.chance(70) ? 1 : generator.chance(98) ? generator.integer(1..<9) : 400
      list.frequencies.append(UInt32(frequency))
      var position = UInt32(generator.chance(5) ? generator.integer(0..<1 << 20) : generator.integer(0..<40))
      for _ in 0..<frequency {
        list.positions.append(position)
        list.variants.append(UInt32(forms == 1 || generator.chance(80) ? 0 : generator.integer(0..<forms)))
        position += UInt32(generator.chance(3) ? generator.integer(1..<1 << 16) : generator.integer(1..<60))
      }
    }
    return list
  }

  /// A segment of those lists, under the terms "t0000", "t0001" and so on.
  static func segment(
    _ lists: [PostingsList], forms: Int, norms: [UInt8], positions: Bool = true, in folder: TemporaryFolder
  ) throws -> SegmentReader {
    let path = folder.path + "/segment"
    var file = try SegmentFileWriter(path: path, fileSystem: DiskFileSystem(), compressionLevel: 1)
    try file.beginPostings()
    let surfaces = (0..<forms).map { SurfaceForm(bytes: Array("form\($0)".utf8), count: 1) }
    var encoded = EncodedLists()
    for list in lists { encoded.append(list, norms: norms, formCount: forms) }
    try file.append(
      encoded,
      names: { number, name in
        let digits = String(number)
        name.term = Array(("t" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
        name.forms = surfaces
      }, note: { _, _ in })
    let rows = norms.indices.map { document in
      DocumentRow(
        key: StoryKey(UInt64(document)), date: 0, firstSeen: 0, feed: 0, language: 0, agencies: 0, titleEnd: 0,
        length: 1, stored: 0, passages: 0)
    }
    _ = try file.finish(
      DocumentSections(rows, tables: SegmentTables(), wire: WireTables()), norms: norms, analyzer: "test",
      positions: positions, passages: 0)
    return try SegmentReader(name: "segment", file: DiskFileSystem().map(path), live: nil)
  }

  static func norms(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8(generator.integer(1..<80)) }
  }

  private func postings(_ number: Int, _ segment: SegmentReader) throws -> TermPostings {
    let digits = String(number)
    let term = Array(("t" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    return try #require(try segment.entry(for: term)).postings
  }

  @Test("lists of every length come back whole", arguments: [1, 5], [300, 6000, 60000])
  func roundTrip(forms: Int, documents: Int) throws {
    var generator = SeededGenerator(seed: UInt64(documents + forms))
    let folder = try TemporaryFolder()
    let norms = PostingsRoundTripTests.norms(documents, &generator)
    let lists = PostingsRoundTripTests.counts.filter { $0 <= documents }
      .map { PostingsRoundTripTests.list($0, of: documents, forms: forms, &generator) }
    let segment = try PostingsRoundTripTests.segment(lists, forms: forms, norms: norms, in: folder)
    let scratch = QueryScratch()
    for (number, list) in lists.enumerated() {
      scratch.reset()
      let postings = try self.postings(number, segment)
      #expect(postings.documentFrequency == list.docs.count)
      #expect(postings.totalFrequency == list.positions.count)
      let cursor = try segment.postings(of: postings, scratch)
      let positions = try segment.positions(of: postings, at: cursor, scratch)
      var read = PostingsList()
      while cursor.doc != PostingsCursor.end {
        read.docs.append(cursor.doc)
        read.frequencies.append(cursor.frequency)
        try #require(positions.read(withVariants: true))
        read.positions += positions.all
        read.variants += positions.allVariants
        cursor.next()
      }
      try segment.expectSound(cursor, positions)
      #expect(read.docs == list.docs && read.frequencies == list.frequencies, "\(list.docs.count) postings")
      #expect(read.positions == list.positions && read.variants == list.variants, "\(list.docs.count) postings")
    }
  }

  @Test("advancing finds the first document that is not before the target", arguments: UInt64(0)..<30)
  func advance(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let documents = 6000
    let norms = PostingsRoundTripTests.norms(documents, &generator)
    let list = PostingsRoundTripTests.list(
      generator.element(PostingsRoundTripTests.counts), of: documents, forms: 3, &generator)
    var starts = [0]
    for frequency in list.frequencies { starts.append(starts[starts.count - 1] + Int(frequency)) }
    let segment = try PostingsRoundTripTests.segment([list], forms: 3, norms: norms, in: folder)
    let postings = try self.postings(0, segment)
    let scratch = QueryScratch()
    for _ in 0..<10 {
      scratch.reset()
      let cursor = try segment.postings(of: postings, scratch)
      let positions = try segment.positions(of: postings, at: cursor, scratch)
      let step = generator.element([2, 30, 400, 3000])
      var target = UInt32(generator.integer(0..<step))
      while target < UInt32(documents + 10) {
        cursor.advance(to: target)
        let place = list.docs.firstIndex { $0 >= target }
        try #require(cursor.doc == place.map { list.docs[$0] } ?? PostingsCursor.end, "seed \(seed) target \(target)")
        if let place {
          #expect(cursor.frequency == list.frequencies[place], "seed \(seed)")
          if generator.chance(50) {
            let withVariants = generator.chance(50)
            try #require(positions.read(withVariants: withVariants))
            let range = starts[place]..<starts[place + 1]
            #expect(positions.all == Array(list.positions[range]), "seed \(seed) document \(cursor.doc)")
            if withVariants { #expect(positions.allVariants == Array(list.variants[range]), "seed \(seed)") }
          }
        }
        if generator.chance(30), cursor.doc != PostingsCursor.end { target = cursor.next() }
        target = target == PostingsCursor.end ? target : target + UInt32(generator.integer(1..<step + 1))
      }
    }
  }

  @Test("impacts cover every posting of their block, and each is one that is there", arguments: UInt64(0)..<20)
  func impacts(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let norms = PostingsRoundTripTests.norms(6000, &generator)
    let count = PostingsRoundTripTests.counts[Int(seed) % PostingsRoundTripTests.counts.count]
    let list = PostingsRoundTripTests.list(count, of: 6000, forms: 1, &generator)
    let segment = try PostingsRoundTripTests.segment([list], forms: 1, norms: norms, in: folder)
    let scratch = QueryScratch()
    let cursor = try segment.postings(of: postings(0, segment), scratch)
    var whole: [Impact] = []
    cursor.impacts { whole.append($0) }
    #expect(covers(whole, list, norms, list.docs.indices), "seed \(seed)")
    #expect(cursor.state.pointee.blockCount == (count + 127) / 128)
    for block in 0..<cursor.state.pointee.blockCount {
      var impacts: [Impact] = []
      cursor.impacts(ofBlock: block) { impacts.append($0) }
      let places = block * 128..<min(count, block * 128 + 128)
      #expect(covers(impacts, list, norms, places), "seed \(seed) block \(block)")
      #expect(cursor.lastDocument(ofBlock: block) == list.docs[places.upperBound - 1])
      if count >= 128 {
        for (one, next) in zip(impacts, impacts.dropFirst()) {
          #expect(one.frequency < next.frequency && one.norm < next.norm, "seed \(seed) block \(block)")
        }
        for impact in impacts {
          #expect(
            places.contains { place in
              min(list.frequencies[place], 255) == UInt32(impact.frequency)
                && norms[Int(list.docs[place])] == impact.norm
            }, "seed \(seed) block \(block)")
        }
      }
    }
  }

  @Test("impacts of groups cover their blocks, and champions are as many as they say", arguments: UInt64(0)..<6)
  func groups(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let documents = 40000
    let norms = PostingsRoundTripTests.norms(documents, &generator)
    let count = [128, 500, 4096, 4097, 9000, 20000][Int(seed)]
    let list = PostingsRoundTripTests.list(count, of: documents, forms: 1, &generator)
    let segment = try PostingsRoundTripTests.segment([list], forms: 1, norms: norms, in: folder)
    let scratch = QueryScratch()
    let cursor = try segment.postings(of: postings(0, segment), scratch)
    let size = 128 * PostingsCursor.groupSize
    #expect(cursor.groupCount == (count + size - 1) / size)
    for group in 0..<cursor.groupCount {
      var impacts: [Impact] = []
      cursor.impacts(ofGroup: group) { impacts.append($0) }
      let places = group * size..<min(count, group * size + size)
      #expect(covers(impacts, list, norms, places), "seed \(seed) group \(group)")
      #expect(cursor.lastDocument(ofGroup: group) == list.docs[places.upperBound - 1])
    }
    for rank in [1, 10, 50, 100, 1000, 1001] {
      guard let champion = cursor.champion(rank: rank) else {
        #expect(rank > 1000 || count < 1000, "seed \(seed) rank \(rank)")
        continue
      }
      let reaching = list.docs.indices.filter {
        list.frequencies[$0] >= champion.frequency && norms[Int(list.docs[$0])] <= champion.norm
      }
      #expect(reaching.count >= rank, "seed \(seed) rank \(rank)")
    }
  }

  private func covers(_ impacts: [Impact], _ list: PostingsList, _ norms: [UInt8], _ places: Range<Int>) -> Bool {
    places.allSatisfy { place in
      impacts.contains {
        ($0.frequency == 255 || UInt32($0.frequency) >= list.frequencies[place])
          && $0.norm <= norms[Int(list.docs[place])]
      }
    }
  }

  @Test("without positions there are none to read", arguments: [1, 5, 128, 300])
  func withoutPositions(count: Int) throws {
    var generator = SeededGenerator(seed: 1)
    let folder = try TemporaryFolder()
    let norms = PostingsRoundTripTests.norms(1000, &generator)
    var list = PostingsRoundTripTests.list(count, of: 1000, forms: 2, &generator)
    list.positions = []
    list.variants = []
    let segment = try PostingsRoundTripTests.segment([list], forms: 2, norms: norms, positions: false, in: folder)
    let postings = try self.postings(0, segment)
    let scratch = QueryScratch()
    let cursor = try segment.postings(of: postings, scratch)
    let positions = try segment.positions(of: postings, at: cursor, scratch)
    #expect(!positions.read() && positions.all == [])
    try segment.expectSound(cursor, positions)
    var read: [UInt32] = []
    while cursor.doc != PostingsCursor.end {
      read.append(cursor.doc)
      cursor.next()
    }
    #expect(read == list.docs)
  }
}

extension PositionsCursor {
  /// The positions that were read last.
  fileprivate var all: [UInt32] {
    Array(UnsafeBufferPointer(start: state.pointee.positions, count: state.pointee.count))
  }

  /// Their variants.
  fileprivate var allVariants: [UInt32] {
    Array(UnsafeBufferPointer(start: state.pointee.variants, count: state.pointee.count))
  }
}
