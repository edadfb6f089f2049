#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file or standard input that is read once from front to back; gzip is recognised by its first bytes and undone.
public struct InputFile: ~Copyable {
  /// What messages call it.
  public let path: String
  private let descriptor: Int32
  private let isOurs: Bool
  private let raw: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var offset = 0
  private var inflater: GzipInflater?
  private var isMemberOpen = false
  private var hasLooked = false

  /// Bytes asked of the system at once.
  private static let chunk = 256 << 10

  /// Opens a file for reading. Regular files and pipes only: devices and folders are refused.
  public init(path: String) throws(InputError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .absent(path: path) : .unreadable(path: path, errno: errno)
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFIFO else { throw .notAFile(path: path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
    self.init(descriptor: descriptor, path: path, isOurs: true)
  }

  /// Opens what a command line names: a file, or standard input where it says `-`.
  public init(source: String) throws(InputError) {
    if source == "-" { self = .standardInput() } else { try self.init(path: source) }
  }

  /// Reads from standard input.
  public static func standardInput() -> InputFile {
    InputFile(descriptor: 0, path: "standard input", isOurs: false)
  }

  private init(descriptor: Int32, path: String, isOurs: Bool) {
    self.descriptor = descriptor
    self.path = path
    self.isOurs = isOurs
    raw = .allocate(byteCount: InputFile.chunk, alignment: 64)
  }

  deinit {
    raw.deallocate()
    if isOurs { close(descriptor) }
  }

  /// Bytes of the file consumed so far, as they are on disk: for progress. Ahead of what has been handed over.
  var bytesConsumed: Int { offset }

  /// Reads some bytes into `buffer`, which must not be empty; 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    if !hasLooked { try look() }
    guard inflater != nil else {
      if start == end { try fill() }
      let count = min(buffer.count, end - start)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[start..<(start + count)]))
      start += count
      return count
    }
    while true {
      if start == end { try fill() }
      if start == end {
        guard !isMemberOpen else { throw .damagedGzip(path: path, offset: offset) }
        return 0
      }
      let input = UnsafeMutableRawBufferPointer(rebasing: raw[start..<end])
      guard let result = inflater?.step(input: input, output: buffer) else { return 0 }
      start += result.taken
      if result.step == .damaged, result.written == 0 {
        throw .damagedGzip(path: path, offset: offset - (end - start))
      }
      isMemberOpen = result.step != .memberEnded
      if result.written > 0 { return result.written }
    }
  }

  /// Everything up to the end.
  ///
  /// - Parameter limit: The most bytes after decompression; more throw `InputError.tooLarge` once so many are read.
  public mutating func readAll(limit: Int) throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: InputFile.chunk, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = try read(into: buffer)
      if count == 0 { return bytes }
      guard count <= limit - bytes.count else { throw .tooLarge(path: path, limit: limit) }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// The first bytes, up to a number of them.
  public mutating func readHead(_ length: Int) throws(InputError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
    defer { buffer.deallocate() }
    var count = 0
    while count < length {
      let read = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if read == 0 { break }
      count += read
    }
    return Array(buffer[..<count])
  }

  private mutating func fill() throws(InputError) {
    start = 0
    end = 0
    try append()
  }

  /// Reads behind what is there already.
  private mutating func append() throws(InputError) {
    guard !isAtEnd, let base = raw.baseAddress else { return }
    while true {
      let count = systemRead(descriptor, base + end, raw.count - end)
      if count < 0 {
        if errno == EINTR { continue }
        throw errno == EISDIR ? .notAFile(path: path) : .unreadable(path: path, errno: errno)
      }
      if count == 0 { isAtEnd = true }
      end += count
      offset += count
      return
    }
  }

  /// Looks at the first bytes, of which a pipe may give only one at a time.
  private mutating func look() throws(InputError) {
    hasLooked = true
    while end < 6, !isAtEnd { try append() }
    let head = Array(raw[..<end].prefix(6))
    if head.starts(with: [0x1f, 0x8b]) {
      guard let inflater = GzipInflater() else { throw .unreadable(path: path, errno: ENOMEM) }
      self.inflater = consume inflater
      isMemberOpen = true
    } else if let other = InputFile.otherCompressions.first(where: { head.starts(with: $0.magic) }) {
      throw .otherCompression(path: path, name: other.name)
    }
  }

  private static let otherCompressions: [(name: String, magic: [UInt8])] = [
    ("zstd", [0x28, 0xb5, 0x2f, 0xfd]), ("bzip2", [0x42, 0x5a, 0x68]), ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
    ("zip", [0x50, 0x4b, 3, 4]),
  ]
}

/// `read` under a name that the method above does not hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
