import Moonwire

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension CommandFailure {
  /// What a failure below the command line means to the user; nil for what nobody foresaw.
  static func explaining(_ error: any Error) -> CommandFailure? {
    switch error {
    case let error as CommandFailure: error
    case let error as IndexError: CommandFailure(status(of: error), error.description)
    default: nil
    }
  }

  private static func status(of error: IndexError) -> ExitStatus {
    switch error {
    case .noIndex: .noInput
    case .damaged: .data
    case .analyzerMismatch: .usage
    case .storage(let error): status(of: error)
    }
  }

  private static func status(of error: StorageError) -> ExitStatus {
    switch error {
    case .locked: .temporary
    case .corrupt: .data
    case .system(_, _, let number):
      switch number {
      case ENOENT, ENOTDIR: .noInput
      case EACCES, EPERM, EROFS: .cannotCreate
      default: .inputOutput
      }
    }
  }
}
