import Moonwire

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// All bytes of a file or of standard input, for commands that look at one feed without indexing it.
enum InputBytes {
  /// Reads them; `-` is standard input.
  ///
  /// - Throws: `InputError` where the file is absent, unreadable, no file, or longer than the limit.
  static func read(_ source: String, limit: Int) throws -> [UInt8] {
    let name = source == "-" ? "standard input" : source
    let descriptor = source == "-" ? STDIN_FILENO : open(source, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? InputError.absent(path: name) : InputError.unreadable(path: name, errno: errno)
    }
    defer { if source != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    let piece = 1 << 16
    while true {
      var count = 0
      let held = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: piece))
      bytes.withUnsafeMutableBytes { count = systemRead(descriptor, $0.baseAddress.map { $0 + held }, piece) }
      bytes.removeLast(piece - max(count, 0))
      if count == 0 { return bytes }
      if count < 0, errno != EINTR {
        throw errno == EISDIR ? InputError.notAFile(path: name) : InputError.unreadable(path: name, errno: errno)
      }
      guard bytes.count <= limit else { throw InputError.tooLarge(path: name, limit: limit) }
    }
  }
}

/// The system's `read`, under a name that the method above does not hide.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}
