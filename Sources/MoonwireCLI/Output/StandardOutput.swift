#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Where results go: text is collected and written in large pieces.
///
/// A reader that has seen enough closes the pipe (`| head -1`). The program ignores SIGPIPE, so the next write says
/// EPIPE; that ends it quietly and well, since the reader got all that it wanted.
struct StandardOutput: ~Copyable {
  private var pending: [UInt8] = []
  private let descriptor: Int32

  /// Output to a descriptor that stays open; standard output unless told otherwise.
  init(descriptor: Int32 = STDOUT_FILENO) {
    self.descriptor = descriptor
  }

  /// Gives the three standard descriptors something that fails, where the caller has closed them (`>&-`). Else the next
  /// file to be opened, one of the index perhaps, would get the number and the results.
  static func keepDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is given, which is this one. Reading from the first and writing to the others fail.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Appends text; full pieces are written at once.
  mutating func write(_ text: String) throws {
    pending.append(contentsOf: text.utf8)
    if pending.count >= 1 << 16 { try flush() }
  }

  /// Appends bytes that are no text of ours, a file's for instance.
  mutating func write(bytes: [UInt8]) throws {
    pending.append(contentsOf: bytes)
    if pending.count >= 1 << 16 { try flush() }
  }

  /// Appends a value and a line end.
  mutating func write(line value: JSONValue) throws {
    try write(value.line + "\n")
  }

  /// Writes all that is pending.
  ///
  /// - Throws: `BrokenPipe` where the reader is gone; `CommandFailure` with EX_IOERR where nothing can be written,
  ///   for instance on a full disk.
  mutating func flush() throws {
    var written = 0
    while written < pending.count {
      let count = pending[written...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw BrokenPipe()
      } else if errno != EINTR && errno != EAGAIN {
        throw CommandFailure(.inputOutput, "cannot write the results: \(String(cString: strerror(errno)))")
      }
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// The reader of the output has closed it.
  struct BrokenPipe: Error {}
}

/// The system's `write`, under a name that does not meet methods called `write`.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// One line on standard error, begun with the program's name and made harmless: error sentences name paths and words
/// that came from outside.
func complain(_ sentence: String) {
  let line = Array("moonwire: \(SafeText.line(sentence))\n".utf8)
  var written = 0
  while written < line.count {
    let count = line[written...].withUnsafeBytes { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
    if count < 0 && errno != EINTR { return }
    written += max(count, 0)
  }
}
