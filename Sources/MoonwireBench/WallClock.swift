#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The clock that all processes of a machine share, and its file system.
enum WallClock {
  /// Nanoseconds since 1970.
  static var nanoseconds: Int {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Int(moment.tv_sec) * 1_000_000_000 + Int(moment.tv_nsec)
  }

  /// When a file was last written, in nanoseconds since 1970; nil where there is none.
  static func written(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
    let moment = status.st_mtimespec
    #else
    let moment = status.st_mtim
    #endif
    return Int(moment.tv_sec) * 1_000_000_000 + Int(moment.tv_nsec)
  }
}
