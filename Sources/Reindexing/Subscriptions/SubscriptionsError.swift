/// Why the subscription list cannot be read or written.
public enum SubscriptionsError: Error, Equatable, Sendable {
  /// The file cannot be read.
  case unreadable(InputError)
  /// The file is in an encoding in which nothing can be inserted, such as UTF-16.
  case encoding(path: String)
  /// There is no `</body>` before which a feed could be added.
  case noBody(path: String)
  /// A file whose feeds were to be added is no OPML list; with the reader's words.
  case noList(path: String, reason: String)
  /// The file cannot be written; with the reason.
  case unwritable(path: String, reason: String)
}

extension SubscriptionsError: CustomStringConvertible {
  /// One sentence: which file, what is wrong, what to do.
  public var description: String {
    switch self {
    case .unreadable(let error): "\(error)"
    case .encoding(let path): "\(path): is not in UTF-8; save it in UTF-8 and try again"
    case .noBody(let path): "\(path): is not an OPML list (it has no </body>); repair it or move it away"
    case .noList(let path, let reason): "\(path): is not an OPML list: \(reason)"
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    }
  }
}
