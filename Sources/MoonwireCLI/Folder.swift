#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Folders and first files of an archive home.
enum Folder {
  /// Makes a folder and those above it, where they are missing.
  ///
  /// - Throws: `CommandFailure` with EX_CANTCREAT.
  static func make(_ path: String) throws {
    var end = path.startIndex
    while end < path.endIndex {
      end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
      let part = String(path[..<end])
      if mkdir(part, 0o777) != 0, errno != EEXIST, !exists(part) {
        throw CommandFailure(.cannotCreate, "cannot make the folder \(part): \(String(cString: strerror(errno)))")
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw CommandFailure(.cannotCreate, "cannot make the folder \(path): there is a file of that name")
    }
  }

  /// Makes a file unless there is one; says whether it did.
  ///
  /// - Throws: `CommandFailure` with EX_CANTCREAT.
  static func makeFile(_ path: String, containing text: String) throws -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor < 0 {
      if errno == EEXIST { return false }
      throw CommandFailure(.cannotCreate, "cannot make \(path): \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var output = StandardOutput(descriptor: descriptor)
    try output.write(text)
    try output.flush()
    return true
  }

  /// Puts a text in the place of a file at once: whoever reads it meanwhile has the old one or the new one.
  ///
  /// - Throws: `CommandFailure` with EX_CANTCREAT, or EX_IOERR where the disk is full.
  static func replaceFile(_ path: String, with text: String, mode: mode_t = 0o644) throws {
    // The name ends otherwise than the file's, since collectors read all files of a folder that end in `.prom`.
    let pending = "\(path).\(getpid()).new"
    func fail(_ what: String) -> CommandFailure {
      let reason = String(cString: strerror(errno))
      unlink(pending)
      return CommandFailure(.cannotCreate, "cannot \(what) \(path): \(reason)")
    }
    let descriptor = open(pending, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw fail("make") }
    do {
      defer { close(descriptor) }
      var output = StandardOutput(descriptor: descriptor)
      try output.write(text)
      try output.flush()
      guard fsync(descriptor) == 0 else { throw fail("write") }
    } catch {
      unlink(pending)
      throw error
    }
    guard rename(pending, path) == 0 else { throw fail("replace") }
  }

  /// The size of a regular file in bytes; nil for anything else.
  static func size(ofFile path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// There is something of that name.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }
}
