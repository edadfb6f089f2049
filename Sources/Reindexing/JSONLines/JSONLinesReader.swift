/// Reads a file of JSON Lines, one object a line, plain or gzip, in constant memory.
///
/// A line that is no object is handed out as a fault with its number, and the next call goes on behind it. Blank lines
/// and a byte order mark at the start are passed over.
public struct JSONLinesReader: ~Copyable {
  /// What a line held.
  public enum Line: Equatable, Sendable {
    /// An object.
    case record(JSONLinesRecord)
    /// Something else.
    case fault(JSONLinesFault)
  }

  /// The longest line that is read, in bytes.
  public static let longestLine = 64 << 20

  private var lines: LineReader
  private var scanner = JSONLineScanner()

  /// Opens a file; `-` is standard input.
  public init(path: String) throws(InputError) {
    lines = LineReader(try InputFile(source: path), longest: JSONLinesReader.longestLine)
  }

  /// The number of the line last handed out, from 1; 0 before the first.
  public var lineNumber: Int { lines.number }

  /// Bytes of the file read so far, as they are on disk (compressed, where the file is): for a progress bar.
  public var bytesConsumed: Int { lines.bytesConsumed }

  /// The next line that is not blank; nil at the end. Throws where the file cannot be read further.
  public mutating func next() throws(InputError) -> Line? {
    while let line = try lines.next() {
      guard case .bytes(var bytes) = line else { return .fault(.tooLong(limit: JSONLinesReader.longestLine)) }
      if lines.number == 1, bytes.starts(with: [0xef, 0xbb, 0xbf]) {
        bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(3))
      }
      guard bytes.contains(where: { $0 != 0x20 && $0 != 0x0d && $0 != 0x09 }) else { continue }
      do {
        return .record(try scanner.scan(bytes))
      } catch {
        return .fault(error)
      }
    }
    return nil
  }
}
