#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The machine's monotonic clock.
public struct SystemPageClock: PageClock {
  private let start = ContinuousClock.now

  /// A clock that starts now.
  public init() {}

  /// Time since it was made.
  public var elapsed: Duration { start.duration(to: .now) }

  /// Waits on this thread.
  public func sleep(_ duration: Duration) {
    guard duration > .zero else { return }
    let parts = duration.components
    var time = timespec(tv_sec: Int(clamping: parts.seconds), tv_nsec: Int(clamping: parts.attoseconds / 1_000_000_000))
    _ = nanosleep(&time, nil)
  }
}
