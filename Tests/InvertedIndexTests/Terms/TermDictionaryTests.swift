import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct TermDictionaryTests {
  static func entries(_ count: Int, seed: UInt64) -> [TermEntry] {
    var generator = SeededGenerator(seed: seed)
    var terms: Set<[UInt8]> = []
    while terms.count < count {
      let length = generator.chance(2) ? 255 : generator.integer(1..<12)
      let letters = generator.chance(5) ? UInt8(255) : 4
      terms.insert((0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next()) % letters &+ 97 })
    }
    var offset = 0
    return terms.sorted { $0.lexicographicallyPrecedes($1) }.map { term in
      let frequency = generator.element([1, 1, 1, 2, 5, 127, 128, 70000, 1 << 31])
      let total = frequency + generator.element([0, 0, 1, generator.integer(0..<200), 1 << 30])
      let documentBytes = frequency == 1 ? 0 : generator.integer(0..<5000)
      let positionBytes = generator.integer(0..<5000)
      var postings = TermPostings(
        documentFrequency: frequency, totalFrequency: total, offset: offset, documentBytes: documentBytes,
        positionBytes: positionBytes, singleDocument: frequency == 1 ? UInt32(generator.integer(0..<1 << 30)) : 0,
        bound: Impact(frequency: 0, norm: 255), formCount: 1)
      if frequency > 1 && frequency < 128 {
        let highest = total == frequency ? 1 : UInt8(generator.integer(2..<256))
        postings.bound = Impact(frequency: highest, norm: UInt8(generator.integer(0..<256)))
      }
      offset += documentBytes + positionBytes
      var forms = [SurfaceForm(bytes: term, count: total)]
      if generator.chance(40) {
        let endings =
          generator.chance(80) ? ["", "s", "ed", "ing", "y"] : (0..<5).map { "f\($0)\(generator.next() % 9)" }
        let cut = generator.chance(80) ? 0 : generator.integer(0..<term.count + 1)
        forms = endings.prefix(generator.integer(2..<6)).map {
          SurfaceForm(bytes: Array(term.dropLast(cut)) + Array($0.utf8), count: generator.integer(1..<500))
        }
        // Counts that add up to the term's, as the ones of a segment with positions do, and counts that do not.
        let others = forms.dropFirst().reduce(0) { $0 + $1.count }
        if others < total && generator.chance(70) { forms[0].count = total - others }
      }
      postings.formCount = forms.count
      return TermEntry(term: term, postings: postings, forms: forms)
    }
  }

  static func dictionary(_ entries: [TermEntry], in folder: TemporaryFolder) throws -> TermDictionary {
    var writer = TermDictionaryWriter()
    for entry in entries {
      var name = TermName(term: entry.term, forms: entry.forms)
      writer.append(&name, entry.postings)
    }
    writer.finish()
    return try dictionary(index: writer.index.bytes, blocks: writer.blocks.bytes, in: folder)
  }

  static func dictionary(index: [UInt8], blocks: [UInt8], in folder: TemporaryFolder) throws -> TermDictionary {
    let file = try SectionedFileWriter(path: folder.path + "/terms", fileSystem: DiskFileSystem())
    try file.beginSection(1)
    try file.append(index)
    try file.beginSection(2)
    try file.append(blocks)
    _ = try file.finish()
    let read = try SectionedFile(DiskFileSystem().map(folder.path + "/terms"))
    return try TermDictionary(file: read, indexSection: 1, blocksSection: 2)
  }

  @Test("every term is found, and the walk gives all in order", arguments: [0, 1, 31, 32, 33, 64, 65, 1000])
  func roundTrip(count: Int) throws {
    let folder = try TemporaryFolder()
    let entries = TermDictionaryTests.entries(count, seed: UInt64(count))
    let dictionary = try TermDictionaryTests.dictionary(entries, in: folder)
    #expect(dictionary.count == count && dictionary.blockCount == (count + 31) / 32)
    for entry in entries {
      let found = try dictionary.entry(for: entry.term)
      #expect(found == entry)
    }
    var walked: [TermEntry] = []
    try dictionary.forEach { walked.append($0) }
    #expect(walked == entries)
  }

  @Test("terms that are not there are not found", arguments: [0, 1, 32, 33, 500])
  func absent(count: Int) throws {
    let folder = try TemporaryFolder()
    let entries = TermDictionaryTests.entries(count, seed: UInt64(count) + 99)
    let dictionary = try TermDictionaryTests.dictionary(entries, in: folder)
    let terms = Set(entries.map(\.term))
    var probes: [[UInt8]] = [[], [0], [255, 255], Array("zzz".utf8)]
    for term in terms {
      probes += [term + [0], term + [255], Array(term.dropLast()), term.dropLast() + [(term.last ?? 0) &+ 1]]
    }
    for probe in probes where !terms.contains(probe) {
      let found = try dictionary.entry(for: probe)
      #expect(found == nil, "\(probe)")
    }
  }

  @Test("agrees with a sorted array on whatever is asked", arguments: 0..<40 as Range<UInt64>)
  func oracle(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: seed)
    let entries = TermDictionaryTests.entries(generator.integer(1..<400), seed: seed + 1000)
    let dictionary = try TermDictionaryTests.dictionary(entries, in: folder)
    for _ in 0..<400 {
      var probe = generator.element(entries).term
      for _ in 0..<generator.integer(0..<3) {
        switch generator.integer(0..<4) {
        case 0: probe.append(UInt8(97 + generator.integer(0..<4)))
        case 1 where !probe.isEmpty: probe.removeLast()
        case 2 where !probe.isEmpty: probe[generator.integer(0..<probe.count)] &+= 1
        default: probe = Array(probe.prefix(generator.integer(0..<8)))
        }
      }
      let found = try dictionary.entry(for: probe)
      #expect(found == entries.first { $0.term == probe }, "seed \(seed), \(probe)")
    }
  }

  @Test("terms and forms of other shapes come back", arguments: [14, 15, 16, 30, 255, 4000])
  func lengths(length: Int) throws {
    let folder = try TemporaryFolder()
    let stem = [UInt8](repeating: 98, count: length)
    let terms = [Array(stem.dropLast()), stem, stem + [0], stem + stem, stem + stem + [255]]
    let entries = terms.enumerated().map { place, term in
      TermEntry(
        term: term,
        postings: TermPostings(
          documentFrequency: 1, totalFrequency: 9, offset: 3 * place, documentBytes: 0, positionBytes: 3,
          singleDocument: .max, bound: Impact(frequency: 0, norm: 255), formCount: 2),
        forms: [SurfaceForm(bytes: stem + term, count: 5), SurfaceForm(bytes: [], count: 3)])
    }
    let dictionary = try TermDictionaryTests.dictionary(entries, in: folder)
    for entry in entries {
      let found = try dictionary.entry(for: entry.term)
      #expect(found == entry)
    }
  }

  @Test("changed bytes throw or answer, and never trap", arguments: 0..<60 as Range<UInt64>)
  func damage(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let entries = TermDictionaryTests.entries(100, seed: seed)
    var writer = TermDictionaryWriter()
    for entry in entries {
      var name = TermName(term: entry.term, forms: entry.forms)
      writer.append(&name, entry.postings)
    }
    writer.finish()
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      var index = writer.index.bytes
      var blocks = writer.blocks.bytes
      for _ in 0..<generator.integer(1..<4) {
        let value = generator.element([0, 1, 127, 128, 255, UInt8(truncatingIfNeeded: generator.next())])
        switch generator.integer(0..<5) {
        case 0: index[generator.integer(0..<min(index.count, 80))] = value
        case 1: index[generator.integer(0..<index.count)] = value
        case 2: blocks.removeLast(generator.integer(0..<blocks.count))
        default: if !blocks.isEmpty { blocks[generator.integer(0..<blocks.count)] = value }
        }
      }
      do {
        let dictionary = try TermDictionaryTests.dictionary(index: index, blocks: blocks, in: folder)
        for entry in entries { _ = try? dictionary.entry(for: entry.term) }
        try dictionary.forEach { entry in #expect(entry.forms.count == entry.postings.formCount) }
      } catch is ByteReader.Failure {
      } catch is StorageError {
      }
    }
  }
}
