internal import Corpus
internal import Storage

/// Reads the stories of an index of format 1 or 2: a writer takes them over and indexes them anew, so that a new version of
/// the program loses no story that has left its feed. Postings, dictionary and columns behind the first seven are not read.
enum OlderFormats {
  /// Calls the body with every live story. Agencies had no roles then, so dateline and agencies are found anew.
  ///
  /// - Throws: `IndexError.damaged`, also where the index was made without texts: then there is nothing to index anew.
  static func forEachStory(
    of manifest: Manifest, in directory: String, _ fileSystem: any FileSystem, _ body: (Story) throws -> Void
  ) throws {
    for entry in manifest.segments {
      let path = directory + "/" + entry.name
      let live = try entry.live.map { try LiveDocuments(try fileSystem.map(directory + "/" + $0)) }
      do {
        try forEachStory(of: try fileSystem.map(path), live, body)
      } catch {
        throw IndexError(error, path: path)
      }
    }
  }

  private static func forEachStory(
    of file: MappedFile, _ live: LiveDocuments?, _ body: (Story) throws -> Void
  ) throws {
    let path = file.path
    let file = try SectionedFile(file)
    guard file.format < Manifest.version else {
      throw IndexError.damaged(path: path, what: "it is of format \(file.format), and its manifest of an older one")
    }
    var reader = ByteReader(try file.section(SegmentSection.summary))
    let count = try SegmentSummary(&reader).documents
    let norms = try file.section(SegmentSection.norms)
    let stored = try StoredFields(
      file: file, indexSection: SegmentSection.storedIndex, blocksSection: SegmentSection.storedBlocks,
      dictionarySection: SegmentSection.storedDictionary)
    reader = ByteReader(try file.section(SegmentSection.columns))
    // Dates, first seen, feeds, languages, agencies and ends of titles come first.
    for _ in 0..<6 { _ = try PackedColumn(&reader) }
    let ordinals = try PackedColumn(&reader)
    guard norms.count == count, ordinals.count == count, live.map({ $0.documentCount == count }) ?? true else {
      throw IndexError.damaged(path: path, what: "its parts are of different numbers of stories")
    }
    for document in 0..<count {
      if let live, live.words[document >> 6] >> UInt64(document & 63) & 1 == 0 { continue }
      var story = try stored.withRecord(Int(clamping: ordinals[document])) {
        try StoredStoryCodec.read($0, format: file.format).story
      }
      guard norms[document] == 0 || !story.title.isEmpty || !story.text.isEmpty else {
        throw IndexError.damaged(
          path: path,
          what: "it is of format \(file.format) and stores no texts, so that it has to be made anew from its sources")
      }
      let known = story.credits
      story.credits = []
      story.annotateWireCopy()
      for credit in known where !story.credits.contains(where: { $0.name == credit.name }) {
        story.credits.append(credit)
      }
      try body(story)
    }
  }
}
