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
    case let error as StorageError: CommandFailure(status(of: error), error.description)
    case let error as InputError: CommandFailure(status(of: error), error.description)
    case let error as SubscriptionsError: CommandFailure(status(of: error), error.description)
    case let error as FeedCredentialsError: CommandFailure(status(of: error), error.description)
    case let error as FeedFetchingError: CommandFailure(status(of: error), error.description)
    default: nil
    }
  }

  private static func status(of error: InputError) -> ExitStatus {
    switch error {
    case .absent, .unreadable, .notAFile: .noInput
    case .damagedGzip, .otherCompression, .tooLarge, .notJSONLines: .data
    }
  }

  private static func status(of error: SubscriptionsError) -> ExitStatus {
    switch error {
    case .unreadable(let error): status(of: error)
    case .encoding, .noBody, .noList: .data
    case .unwritable: .cannotCreate
    }
  }

  private static func status(of error: FeedCredentialsError) -> ExitStatus {
    switch error {
    case .unreadable, .notAFile, .readableByOthers: .noInput
    case .malformed: .data
    }
  }

  private static func status(of error: FeedFetchingError) -> ExitStatus {
    switch error {
    case .libraryUnavailable, .libraryFailed: .unavailable
    case .stateUnreadable: .data
    case .stateUnwritable: .inputOutput
    }
  }

  private static func status(of error: IndexError) -> ExitStatus {
    switch error {
    case .noIndex: .noInput
    case .damaged, .olderFormat: .data
    case .analyzerMismatch: .usage
    case .storage(let error): status(of: error)
    }
  }

  private static func status(of error: StorageError) -> ExitStatus {
    switch error {
    case .locked: .temporary
    case .corrupt: .data
    case .system(let operation, _, let number):
      switch (operation, number) {
      case ("open", _), ("map", _), ("stat", _), ("read the folder", _): number == EIO ? .inputOutput : .noInput
      case (_, EACCES), (_, EPERM), (_, EROFS), ("make the folder", _), ("create", _), ("open the lock", _):
        number == ENOSPC ? .inputOutput : .cannotCreate
      default: .inputOutput
      }
    }
  }
}
