#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What this process has used so far.
struct ProcessUsage {
  /// User and system time in seconds.
  var cpuSeconds: Double
  /// The highest resident set in bytes.
  var peakBytes: Int

  static func now() -> ProcessUsage {
    var usage = rusage()
    #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    let unit = 1
    #else
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    let unit = 1024
    #endif
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return ProcessUsage(
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), peakBytes: Int(usage.ru_maxrss) * unit)
  }
}
