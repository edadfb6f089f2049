/// Why a file of credentials is not used. Says nothing of what is in it.
public enum FeedCredentialsError: Error, Equatable, Sendable {
  /// The file cannot be opened or read.
  case unreadable(path: String, errno: Int32)
  /// The path leads to a folder, a device or a pipe.
  case notAFile(path: String)
  /// Others than its owner may read or write it, or it belongs to someone else.
  case readableByOthers(path: String, mode: Int)
  /// A line does not follow the form; from 1, or 0 where the file as a whole is too large.
  case malformed(path: String, line: Int)
}

extension FeedCredentialsError: CustomStringConvertible {
  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let errno): "\(path): the credentials cannot be read (error \(errno))"
    case .notAFile(let path): "\(path): the credentials must be in a plain file"
    case .readableByOthers(let path, let mode):
      "\(path): the credentials must be yours and readable by you alone, and the mode is \(String(mode, radix: 8)): chmod 600 \(path)"
    case .malformed(let path, let line):
      "\(path):\(line): expected lines such as: machine example.org login NAME password WORD"
    }
  }
}
