#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file's bytes as memory, for as long as this object lives, also after the file has been unlinked.
public final class MappedFile: Sendable {
  /// Where it came from, for messages.
  public let path: String
  /// The content. Valid while the object lives.
  public nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  init(path: String, bytes: UnsafeRawBufferPointer) {
    self.path = path
    self.bytes = bytes
  }

  deinit {
    if let address = bytes.baseAddress, !bytes.isEmpty {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }
}
