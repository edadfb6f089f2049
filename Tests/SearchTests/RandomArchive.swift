import Corpus
import InvertedIndex
import TestSupport

@testable import Search

/// An index of random stories in a temporary folder, and what must be in it.
struct RandomArchive {
  let seed: UInt64
  /// The live stories.
  private(set) var stories: [StoryKey: Story] = [:]
  /// The keys of all stories that were ever put.
  private var keys: [StoryKey] = []
  private let folder: TemporaryFolder
  private var corpus: RandomCorpus

  init(seed: UInt64, vocabulary: Int, dates: Int) throws {
    self.seed = seed
    folder = try TemporaryFolder()
    corpus = RandomCorpus(seed: seed, vocabulary: vocabulary, dates: dates)
  }

  var path: String { folder.path }

  /// One run: puts so many stories of some numbers (those that are there are new versions), deletes one in ten, flushes
  /// segments in between now and then, and commits.
  mutating func change(stories count: Int, numbers: Int, tier: Int) throws {
    var options = IndexWriterOptions()
    options.segmentsPerTier = tier
    options.compressionLevel = 1
    if corpus.chance(50) { options.memory = 1 << 17 }
    let writer = try IndexWriter(directory: path, options: options)
    for _ in 0..<count {
      var story = corpus.story(corpus.integer(0..<numbers))
      if let known = stories[story.key] { story.firstSeen = known.firstSeen } else { keys.append(story.key) }
      _ = try writer.put(story)
      stories[story.key] = story
      let key = corpus.element(keys)
      if corpus.chance(10), stories.removeValue(forKey: key) != nil {
        guard try writer.delete(key) else { throw IndexError.damaged(path: path, what: "no story \(key) to delete") }
      }
    }
    try writer.commit()
  }

  func mergeAll() throws {
    try IndexWriter(directory: path).mergeAll()
  }

  /// Queries over the stories, another sequence each time.
  func queries() throws -> RandomQueries {
    let texts = stories.values.sorted { $0.key < $1.key }.flatMap { [$0.title, $0.text] }.filter { !$0.isEmpty }
    return try RandomQueries(corpus, texts: texts)
  }
}
