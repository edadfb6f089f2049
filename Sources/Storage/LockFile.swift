#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// An exclusive lock between processes, by `flock` on a file that stays. The kernel lets go of it when the process ends,
/// however it ends, so that no stale lock can remain.
public struct LockFile: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock at once or fails.
  ///
  /// - Parameters:
  ///   - path: the file, made where missing; its content names the holder.
  ///   - holder: what a second process is told ("process 4711 since 2021-03-09T08:30:00Z").
  /// - Throws: `StorageError.locked` where another process holds it.
  public init(path: String, holder: String) throws(StorageError) {
    // The property is set last: an initialiser that throws afterwards runs deinit, which closes once more, and by then
    // the number may be another thread's file.
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw .system(operation: "open the lock", path: path, errno: lastError()) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let reason = lastError()
      var content = [UInt8](repeating: 0, count: 200)
      let length = max(0, read(opened, &content, content.count))
      close(opened)
      guard reason == EWOULDBLOCK else { throw .system(operation: "lock", path: path, errno: reason) }
      throw .locked(path: path, holder: String(decoding: content[..<length].prefix { $0 >= 32 }, as: UTF8.self))
    }
    let line = Array((holder + "\n").utf8)
    if ftruncate(opened, 0) == 0 { _ = line.withUnsafeBytes { write(opened, $0.baseAddress, $0.count) } }
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }
}
