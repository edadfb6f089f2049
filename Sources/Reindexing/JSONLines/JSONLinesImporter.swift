public import Corpus
public import InvertedIndex

/// Brings the stories of a JSON Lines file into the index, as one commit.
///
/// The same file brought in again changes nothing: a story's identity is the name of the collection and the record's id,
/// and the collection is named by the record (`feed`), by the caller, or after the file, without its folder.
public struct JSONLinesImporter {
  /// What an import did.
  public struct Summary: Equatable, Sendable {
    /// Stories by what they did to the index.
    public var stories = StoryCounts()
    /// Records with neither title nor text, which are passed over.
    public var emptyRecords = 0
    /// Lines that are no record.
    public var faultyLines = 0
    /// The first of the faulty lines, at most `mostFaultsKept`, with their numbers.
    public var faults: [Fault] = []
    /// Why the file could not be read to its end; nil where it was. What came before is in the index.
    public var brokenOff: InputError?
    /// What the index could not do besides taking the stories in; nil as a rule.
    public var indexProblem: Problem?
    /// Whether merges were put off for want of time; a later run does them.
    public var mergesPutOff = false
    /// Whether the caller stopped the import. What came before is in the index.
    public var wasStopped = false

    /// What it means for the exit status; nil where all went well.
    public var trouble: Trouble? {
      faultyLines > 0 || brokenOff != nil || indexProblem != nil ? .badData : nil
    }
  }

  /// A line that is no record.
  public struct Fault: Equatable, Sendable {
    /// The line's number, from 1.
    public var line: Int
    /// What is wrong with it.
    public var fault: JSONLinesFault
  }

  /// Faults that are told one by one; the others are only counted.
  public static let mostFaultsKept = 3

  /// Lines that are looked at for an object before the file counts as something else.
  static let mostLinesWithoutObject = 10

  private let path: String
  private let collection: String
  private let now: Timestamp

  /// An importer.
  ///
  /// - Parameters:
  ///   - collection: The feed of records that name none; nil: the file's name without folder and endings.
  ///   - path: The file; `-` is standard input.
  ///   - now: When the stories are first seen.
  public init(collection: String? = nil, path: String, now: Timestamp) {
    self.path = path
    self.collection = collection ?? JSONLinesImporter.collectionName(ofFile: path)
    self.now = now
  }

  /// Reads all records of an open file into the index and commits.
  ///
  /// - Parameters:
  ///   - reader: The file.
  ///   - writer: The index.
  ///   - onProgress: Called every few hundred lines with the bytes of the file read so far and the stories brought in,
  ///     and once more at the end of the file, before the commit; false ends the import there, and commits.
  /// - Throws: `InputError.notJSONLines` where none of the first lines is an object; errors of the index. Nothing is
  ///   committed then.
  public func run(
    _ reader: consuming JSONLinesReader, into writer: IndexWriter,
    onProgress: (_ bytes: Int, _ stories: Int) -> Bool = { _, _ in true }
  ) throws -> Summary {
    var reader = reader
    var summary = Summary()
    var lines = 0
    reading: while true {
      let line: JSONLinesReader.Line?
      do {
        line = try reader.next()
      } catch {
        summary.brokenOff = error
        break reading
      }
      switch line {
      case nil: break reading
      case .fault(let fault):
        summary.faultyLines += 1
        if summary.faults.count < JSONLinesImporter.mostFaultsKept {
          summary.faults.append(Fault(line: reader.lineNumber, fault: fault))
        }
        if lines + 1 == JSONLinesImporter.mostLinesWithoutObject { try refuseForeignFile(summary, lines: lines + 1) }
      case .record(let record):
        if let story = record.story(collection: collection, firstSeen: now) {
          summary.stories.count(try writer.put(story))
        } else {
          summary.emptyRecords += 1
        }
      }
      lines += 1
      if lines % 512 == 0, !onProgress(reader.bytesConsumed, summary.stories.total) {
        summary.wasStopped = true
        break reading
      }
    }
    if lines < JSONLinesImporter.mostLinesWithoutObject { try refuseForeignFile(summary, lines: lines) }
    if !summary.wasStopped { _ = onProgress(reader.bytesConsumed, summary.stories.total) }
    let commit = try writer.commit()
    summary.indexProblem = Problem(commit)
    summary.mergesPutOff = commit.mergesPutOff
    return summary
  }

  /// A file without a single object is something else: that is said once, not line by line.
  private func refuseForeignFile(_ summary: Summary, lines: Int) throws(InputError) {
    guard let first = summary.faults.first, summary.faultyLines == lines else { return }
    throw .notJSONLines(path: path == "-" ? "standard input" : path, line: first.line, fault: first.fault)
  }

  /// `archive/reuters21578.jsonl.gz` is called `reuters21578`.
  static func collectionName(ofFile path: String) -> String {
    guard path != "-" else { return "standard input" }
    var name = String(path.split(separator: "/").last ?? "")
    for ending in [".gz", ".jsonl", ".ndjson", ".json"] where name.hasSuffix(ending) && name != ending {
      name.removeLast(ending.count)
    }
    return name
  }
}
