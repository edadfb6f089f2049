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
      let frequency = generator.element([1, 1, 1, 2, 5, 127, 128, 70000])
      let total = frequency + generator.integer(0..<200)
      let documentBytes = frequency == 1 ? 0 : generator.integer(0..<5000)
      let positionBytes = generator.integer(0..<5000)
      var postings = TermPostings(
        documentFrequency: frequency, totalFrequency: total, offset: offset, documentBytes: documentBytes,
        positionBytes: positionBytes, singleDocument: frequency == 1 ? UInt32(generator.integer(0..<1 << 30)) : 0,
        bound: Impact(frequency: 0, norm: 255), formCount: 1)
      if frequency > 1 && frequency < 128 {
        postings.bound = Impact(frequency: UInt8(generator.integer(1..<256)), norm: UInt8(generator.integer(0..<256)))
      }
      offset += documentBytes + positionBytes
      var forms = [SurfaceForm(bytes: term, count: total)]
      if generator.chance(40) {
        forms = (1..<generator.integer(2..<6)).map { form in
          let shared = term.prefix(generator.integer(0..<term.count + 1))
          return SurfaceForm(bytes: Array(shared) + Array("f\(form)".utf8), count: generator.integer(1..<500))
        }
      }
      postings.formCount = forms.count
      return TermEntry(term: term, postings: postings, forms: forms)
    }
  }

  static func dictionary(_ entries: [TermEntry], in folder: TemporaryFolder) throws -> TermDictionary {
    var writer = TermDictionaryWriter()
    for entry in entries { writer.append(entry) }
    writer.finish()
    let file = try SectionedFileWriter(path: folder.path + "/terms", fileSystem: DiskFileSystem())
    try file.beginSection(1)
    try file.append(writer.index.bytes)
    try file.beginSection(2)
    try file.append(writer.blocks.bytes)
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
}
