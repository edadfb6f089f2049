import ArgumentParser
import Corpus
import InvertedIndex
import Reindexing

/// Builds an index from a corpus and reports time, memory and size.
struct IndexBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Replace the index in a folder and report what it took.")

  @Option(help: "JSON Lines: _id, title, text, date; feed, for filters.") var corpus: String
  @Option(help: "The folder of the index; what is in it is replaced.") var index: String
  @Option(help: "Threads.") var threads = 1
  @Option(help: "The analyzer: english, lucene-english or whitespace.") var analyzer = "english"
  @Flag(inversion: .prefixedNo, help: "Store texts and passages.") var storeText = false
  @Flag(inversion: .prefixedNo, help: "Record positions.") var positions = true
  @Option(help: "Megabytes that the process may take.") var memory = 300
  @Option(help: "zstd's level at which stored texts are compressed anew by the last merge; default: not at all.")
  var recompress: Int?

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    try Folder.removeIndex(index)
    var options = IndexWriterOptions()
    options.analyzer = analyzer
    options.memory = memory * 1_000_000
    options.threads = threads
    options.storesText = storeText
    options.storesPositions = positions
    let writer = try IndexWriter(directory: index, options: options, holder: "moonwire-bench")
    var reader = try JSONLinesReader(path: corpus)
    var documents = 0
    while let line = try reader.next() {
      guard case .record(let record) = line else { continue }
      try writer.put(Story(record, number: documents))
      documents += 1
    }
    let bytesIn = reader.bytesConsumed
    try writer.mergeAll(compressionLevel: recompress)
    let wall = start.duration(to: clock.now)
    let usage = ProcessUsage.now()
    let snapshot = try IndexSnapshot(directory: index)
    var components: [(String, Int)] = []
    for segment in snapshot.segments {
      for (name, bytes) in segment.componentBytes {
        if let known = components.firstIndex(where: { $0.0 == name }) {
          components[known].1 += bytes
        } else {
          components.append((name, bytes))
        }
      }
    }
    let report = JSONValue.object([
      ("docs", .integer(snapshot.storyCount)), ("bytes_in", .integer(bytesIn)),
      ("cpu_seconds", .number(usage.cpuSeconds)),
      ("wall_seconds", .number(wall / .seconds(1))),
      ("megabytes_per_cpu_second", .number(Double(bytesIn) / 1e6 / max(usage.cpuSeconds, 1e-9))),
      ("peak_rss_bytes", .integer(usage.peakBytes)),
      ("index_bytes", .integer(snapshot.segments.reduce(0) { $0 + $1.fileSize })),
      ("component_bytes", .object(components.map { ($0.0, .integer($0.1)) })),
      ("segments", .integer(snapshot.segments.count)),
    ])
    print(report.text)
  }
}

extension Story {
  /// A story of a bench corpus.
  fileprivate init(_ record: JSONLinesRecord, number: Int) {
    self.init(
      identity: StoryIdentity(feed: record.feed, id: record.id), title: record.title, text: record.text,
      firstSeen: Timestamp(secondsSince1970: 0))
    feedTitle = record.feed
    // The harness has dated stories in the order of their lines: the line's number orders them as well as their date.
    published = Timestamp(secondsSince1970: Int64(number))
  }
}
