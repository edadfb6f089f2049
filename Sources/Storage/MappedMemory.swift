internal import CMalloc

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Watches how much of mapped files is in a process's memory, for work that looks into large files here and there: each look
/// brings in 64 KiB and more, and nothing takes them out while there is memory.
public struct MappedMemory: Sendable {
  private let limit: Int

  /// Starts watching.
  ///
  /// - Parameter bytes: what may come in besides what is there now.
  public init(limit bytes: Int) {
    limit = (MappedMemory.resident ?? 0) + bytes
  }

  /// Whether more has come in since: time to release what is not needed. True where the system does not tell.
  ///
  /// - Complexity: reads one small file of the system's; some microseconds.
  public var isExceeded: Bool {
    (MappedMemory.resident ?? .max) > limit
  }

  /// Has the C library keep memory that is freed, up to 8 MiB, for what comes next (mallopt(3) of glibc). Work that takes and
  /// frees pieces of some hundred kilobytes over and over would otherwise have the system make the same pages anew each time.
  public static func keepFreed() {
    moonwire_keep_freed()
  }

  /// Gives memory that was freed back to the system, where the C library keeps it for later (malloc_trim(3) of glibc): work
  /// that frees much and then needs other memory would hold both.
  ///
  /// - Complexity: walks the heap's free pieces; some milliseconds for a few hundred megabytes.
  public static func releaseFreed() {
    moonwire_release_freed()
  }

  /// Bytes of files' pages in this process's memory, its program's included: the third number of `/proc/self/statm`
  /// (proc(5)), in pages. Nil where there is no such file.
  static var resident: Int? {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { buffer in
      let count = read(file, buffer.baseAddress, buffer.count)
      guard count > 0 else { return nil }
      let fields = buffer.prefix(count).split(separator: UInt8(ascii: " "))
      guard fields.count > 2, let pages = Int(String(decoding: fields[2], as: UTF8.self)) else { return nil }
      return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
  }
}
