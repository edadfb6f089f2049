import Corpus
import FeedFetching
import InvertedIndex
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Reindexing

/// 9 March 2021, 08:30 UTC.
let testNow = Timestamp(secondsSince1970: 1_615_278_600)

func later(_ seconds: Int) -> Timestamp {
  Timestamp(secondsSince1970: testNow.secondsSince1970 + Int64(seconds))
}

func loopbackOptions() -> FeedFetcherOptions {
  var options = FeedFetcherOptions(userAgent: "Moonwire/test (+https://example.org/)")
  options.allowPrivate = true
  options.gapPerHost = .zero
  options.totalTimeout = .seconds(10)
  return options
}

/// A small RSS feed of stories, each with a guid and a title; the text repeats the title.
func rss(_ title: String, _ stories: [(id: String, title: String)], ttl: Int? = nil) -> String {
  let items = stories.map { id, title in
    "<item><guid isPermaLink=\"false\">\(id)</guid><title>\(title)</title><description>\(title), in full.</description></item>"
  }
  let hint = ttl.map { "<ttl>\($0)</ttl>" } ?? ""
  return "<rss version=\"2.0\"><channel><title>\(title)</title>\(hint)" + items.joined(separator: "\n")
    + "</channel></rss>"
}

/// Opens a writer, lets the caller use it, and closes it with the end of the call.
@discardableResult
func withWriter<Result>(
  _ folder: TemporaryFolder, fileSystem: any FileSystem = DiskFileSystem(), _ body: (IndexWriter) throws -> Result
) throws -> Result {
  try body(try IndexWriter(directory: folder.path + "/Index", fileSystem: fileSystem))
}

/// The titles of all stories in their newest versions, sorted.
func titles(_ folder: TemporaryFolder) throws -> [String] {
  let snapshot = try IndexSnapshot(directory: folder.path + "/Index")
  var titles: [String] = []
  for segment in snapshot.segments {
    for document in 0..<segment.documentCount where segment.isLive(document) && !segment.isSuperseded(document) {
      titles.append(try segment.story(of: document).story.title)
    }
  }
  return titles.sorted()
}

/// The index's generation; 0 where there is none.
func generation(_ folder: TemporaryFolder) -> Int {
  (try? IndexSnapshot(directory: folder.path + "/Index"))?.generation ?? 0
}

/// No fault anywhere in the index.
func expectSound(_ folder: TemporaryFolder, _ comment: Comment? = nil) throws {
  let report = try IndexCheck.run(directory: folder.path + "/Index")
  #expect(report.faults.isEmpty, comment)
}

/// The real file system, but the n-th call that changes something fails.
final class FailingFileSystem: FileSystem {
  private let disk = DiskFileSystem()
  private let failingCall: Int
  private let calls = Mutex(0)

  init(failingCall: Int) {
    self.failingCall = failingCall
  }

  /// Whether the call that was to fail has come.
  var hasFailed: Bool { calls.withLock { $0 >= failingCall } }

  private func count(_ operation: String, _ path: String) throws(StorageError) {
    let number = calls.withLock { calls in
      calls += 1
      return calls
    }
    if number >= failingCall { throw .system(operation: operation, path: path, errno: 28) }
  }

  func create(_ path: String) throws(StorageError) -> Int32 {
    try count("create", path)
    return try disk.create(path)
  }
  func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(StorageError) {
    try count("write", path)
    try disk.write(bytes, to: descriptor, path: path)
  }
  func syncAndClose(_ descriptor: Int32, path: String) throws(StorageError) {
    try disk.syncAndClose(descriptor, path: path)
    try count("sync", path)
  }
  func rename(_ from: String, to: String) throws(StorageError) {
    try count("rename", from)
    try disk.rename(from, to: to)
  }
  func syncFolder(_ path: String) throws(StorageError) {
    try count("sync", path)
    try disk.syncFolder(path)
  }
  func remove(_ path: String) throws(StorageError) {
    try count("remove", path)
    try disk.remove(path)
  }
  func makeFolder(_ path: String) throws(StorageError) { try disk.makeFolder(path) }
  func list(_ path: String) throws(StorageError) -> [String] { try disk.list(path) }
  func map(_ path: String) throws(StorageError) -> MappedFile { try disk.map(path) }
}
