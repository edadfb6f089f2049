/// What can go wrong between memory and disk. Every case carries what is needed to act, and reads as a sentence.
public enum StorageError: Error, Equatable, Sendable {
  /// A system call failed: which one, on which path, with which errno.
  case system(operation: String, path: String, errno: Int32)
  /// Bytes on disk are not what was written: the file, the offset in it, and what was expected there.
  case corrupt(path: String, offset: Int, expected: String)
  /// Another process holds the lock; `holder` is what it wrote into the lock file (process id and start).
  case locked(path: String, holder: String)
}

extension StorageError: CustomStringConvertible {
  /// One sentence: what, where, what to do.
  public var description: String {
    switch self {
    case .system(let operation, let path, let number):
      "cannot \(operation) \(path): \(errorText(number))"
    case .corrupt(let path, let offset, let expected):
      "\(path) is damaged at byte \(offset): expected \(expected); run 'moonwire check' and restore the file or index again"
    case .locked(let path, let holder):
      "\(path) is locked by \(holder.isEmpty ? "another process" : holder); try again when it has finished"
    }
  }
}
