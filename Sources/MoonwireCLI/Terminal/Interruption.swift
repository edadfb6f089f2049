import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// SIGINT and SIGTERM, as a wish that long work asks for between two steps.
///
/// The first signal asks the run to finish the step in hand and publish what it has. The handler then steps aside, so
/// a second one ends the process at once, which the index survives as well.
enum Interruption {
  private static let signal = Atomic<Int32>(0)

  /// Listens from now on. Before that, the signals end the process.
  static func listen() {
    _ = signal.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      action.sa_flags = Int32(truncatingIfNeeded: SA_RESTART) | Int32(truncatingIfNeeded: SA_RESETHAND)
      #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = { Interruption.signal.store($0, ordering: .relaxed) }
      #else
      action.__sigaction_handler.sa_handler = { Interruption.signal.store($0, ordering: .relaxed) }
      #endif
      sigaction(number, &action, nil)
    }
  }

  /// Someone wants the run to end.
  static var isWanted: Bool {
    signal.load(ordering: .relaxed) != 0
  }

  /// What a shell expects of a process that was interrupted: 128 and the number of the signal; nil where none came.
  static var exitCode: Int32? {
    let number = signal.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }

  /// Writes to a closed pipe or socket answer EPIPE instead of ending the process.
  static func ignoreBrokenPipes() {
    #if canImport(Darwin)
    _ = Darwin.signal(SIGPIPE, SIG_IGN)
    #elseif canImport(Musl)
    _ = Musl.signal(SIGPIPE, SIG_IGN)
    #else
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
    #endif
  }
}
