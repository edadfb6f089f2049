import InvertedIndex

/// The kinds of trouble that a run can end with, for its exit status (sysexits.h). Of those that
/// occurred, the one that stands first here counts, whenever it occurred.
public enum Trouble: Int, Comparable, Sendable {
  /// Something named on the command line is absent or cannot be read: 66, EX_NOINPUT.
  case noInput
  /// Something is no feed, or no JSON: 65, EX_DATAERR.
  case badData
  /// A server or the network failed; the next run may find it well: 75, EX_TEMPFAIL.
  case temporary

  /// The one that decides the exit status comes first.
  public static func < (left: Trouble, right: Trouble) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// One thing that went wrong while others went on.
public struct Problem: Equatable, Sendable {
  /// The file or address, as the user wrote it; without credentials.
  public var source: String
  /// What is wrong and what to do, as half a sentence.
  public var message: String
  /// What it means for the exit status.
  public var trouble: Trouble
  /// How many times in a row it has gone wrong, this time included; nil where nobody counts.
  public var failures: Int?

  /// A problem with a source.
  public init(source: String, message: String, trouble: Trouble) {
    self.source = source
    self.message = message
    self.trouble = trouble
  }

  /// What a commit could not do besides publishing; nil where it did all.
  init?(_ commit: IndexWriter.CommitSummary) {
    guard let fault = commit.mergeFault else { return nil }
    self.init(
      source: "index", message: "the stories are in, but its parts cannot be joined: \(fault)", trouble: .badData)
  }

  /// A problem with reading a file: its sentence without the path, which the source names.
  public init(_ error: InputError, source: String) {
    let text = "\(error)"
    self.source = source
    switch error {
    case .absent, .unreadable, .notAFile: trouble = .noInput
    case .damagedGzip, .otherCompression, .tooLarge, .notJSONLines: trouble = .badData
    }
    message = text.hasPrefix(error.path + ": ") ? String(text.dropFirst(error.path.count + 2)) : text
  }
}

extension Problem: CustomStringConvertible {
  /// One line: the source, a colon, what is wrong.
  public var description: String {
    source + ": " + message
  }
}
