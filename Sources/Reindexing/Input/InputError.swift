#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Why a file, or standard input, cannot be read.
public enum InputError: Error, Equatable, Sendable {
  /// There is no such file or folder.
  case absent(path: String)
  /// A system call failed; with its errno.
  case unreadable(path: String, errno: Int32)
  /// A folder where a file is needed, a device or a socket.
  case notAFile(path: String)
  /// The compressed data break off or are damaged; `offset` is the place in the compressed bytes.
  case damagedGzip(path: String, offset: Int)
  /// Compressed in a way that is not read here: "zstd", "bzip2", "xz", "zip".
  case otherCompression(path: String, name: String)
  /// More bytes, after decompression, than the limit.
  case tooLarge(path: String, limit: Int)
  /// Not one of the first lines is a JSON object; with the first of them and what is wrong with it.
  case notJSONLines(path: String, line: Int, fault: JSONLinesFault)
}

extension InputError {
  /// The file, or "standard input".
  public var path: String {
    switch self {
    case .absent(let path), .unreadable(let path, _), .notAFile(let path), .damagedGzip(let path, _),
      .otherCompression(let path, _), .tooLarge(let path, _), .notJSONLines(let path, _, _):
      path
    }
  }
}

extension InputError: CustomStringConvertible {
  /// One sentence: which file, what is wrong, what to do.
  public var description: String {
    switch self {
    case .absent(let path): "\(path): no such file or folder"
    case .unreadable(let path, let number): "\(path): cannot be read: \(String(cString: strerror(number)))"
    case .notAFile(let path): "\(path): not a regular file"
    case .damagedGzip(let path, let offset):
      "\(path): the gzip data are damaged or cut off at byte \(offset)"
    case .otherCompression(let path, let name): "\(path): compressed with \(name); decompress it first, or use gzip"
    case .tooLarge(let path, let limit): "\(path): larger than \(limit >> 20) MB, which no feed should be"
    case .notJSONLines(let path, let line, let fault):
      "\(path): is not JSON Lines, one object a line (line \(line) is \(fault))"
    }
  }
}
