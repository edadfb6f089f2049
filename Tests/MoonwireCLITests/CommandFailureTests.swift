import Moonwire
import Testing

@testable import MoonwireCLI

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite struct CommandFailureTests {
  /// An error of a room below and the status that it means.
  struct Meaning: Sendable {
    var error: any Error
    var status: MoonwireCLI.ExitStatus

    init(_ error: any Error, _ status: MoonwireCLI.ExitStatus) {
      self.error = error
      self.status = status
    }
  }

  static let meanings: [Meaning] = [
    Meaning(IndexError.noIndex(path: "x"), .noInput), Meaning(IndexError.damaged(path: "x", what: "y"), .data),
    Meaning(IndexError.storage(.locked(path: "x", holder: "process 1")), .temporary),
    Meaning(IndexError.storage(.corrupt(path: "x", offset: 1, expected: "y")), .data),
    Meaning(IndexError.storage(.system(operation: "make the folder", path: "x", errno: ENOENT)), .cannotCreate),
    Meaning(IndexError.storage(.system(operation: "create", path: "x", errno: EACCES)), .cannotCreate),
    Meaning(IndexError.storage(.system(operation: "open", path: "x", errno: EACCES)), .noInput),
    Meaning(IndexError.storage(.system(operation: "map", path: "x", errno: EIO)), .inputOutput),
    Meaning(StorageError.system(operation: "write", path: "x", errno: ENOSPC), .inputOutput),
    Meaning(InputError.absent(path: "x"), .noInput), Meaning(InputError.damagedGzip(path: "x", offset: 3), .data),
    Meaning(SubscriptionsError.noBody(path: "x"), .data),
    Meaning(SubscriptionsError.unwritable(path: "x", reason: "y"), .cannotCreate),
    Meaning(FeedFetchingError.libraryUnavailable("y"), .unavailable),
    Meaning(CommandFailure(.software, "z"), .software),
  ]

  @Test(arguments: meanings.indices)
  func everyFailureHasItsStatus(number: Int) throws {
    let meaning = CommandFailureTests.meanings[number]
    let failure = try #require(CommandFailure.explaining(meaning.error))
    #expect(failure.status == meaning.status)
    #expect(failure.sentence?.isEmpty == false)
  }

  @Test func anUnforeseenErrorIsNotExplained() {
    struct Unforeseen: Error {}
    #expect(CommandFailure.explaining(Unforeseen()) == nil)
  }
}
