#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Hands out the lines of an input, one after another, from a buffer that grows with the longest line.
struct LineReader: ~Copyable {
  /// A line, without its line end.
  enum Line {
    /// The bytes; valid until the next call.
    case bytes(UnsafeRawBufferPointer)
    /// The line was longer than the limit and has been skipped.
    case tooLong
  }

  private var input: InputFile
  private let longest: Int
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  /// The number of the line last handed out, from 1.
  private(set) var number = 0
  private var pendingError: InputError?

  /// Reads the lines of an input; lines beyond `longest` bytes are skipped.
  init(_ input: consuming InputFile, longest: Int) {
    self.input = input
    self.longest = longest
    buffer = .allocate(byteCount: 1 << 20, alignment: 64)
  }

  deinit {
    buffer.deallocate()
  }

  /// Bytes of the file consumed so far.
  var bytesConsumed: Int { input.bytesConsumed }

  /// The next line; nil at the end. An input that breaks off hands out what came before, and throws at the call after.
  mutating func next() throws(InputError) -> Line? {
    var searched = start
    var isSkipping = false
    while true {
      if searched < end, let base = buffer.baseAddress, let found = memchr(base + searched, 0x0a, end - searched) {
        let newline = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        let line = UnsafeRawBufferPointer(rebasing: buffer[start..<newline])
        start = newline + 1
        number += 1
        return isSkipping || line.count > longest ? .tooLong : .bytes(line)
      }
      if end - start > longest {
        isSkipping = true
        start = end
      }
      searched = end - start
      guard try fill() else {
        let line = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        start = end
        if line.isEmpty && !isSkipping {
          if let error = pendingError {
            pendingError = nil
            throw error
          }
          return nil
        }
        number += 1
        return isSkipping ? .tooLong : .bytes(line)
      }
      searched += start
    }
  }

  /// Moves what is unread to the front, makes room and reads; false at the end.
  private mutating func fill() throws(InputError) -> Bool {
    if isAtEnd { return false }
    if start > 0 {
      if end > start, let base = buffer.baseAddress { memmove(base, base + start, end - start) }
      end -= start
      start = 0
    }
    if end == buffer.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 64)
      larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
      buffer.deallocate()
      buffer = larger
    }
    do {
      let count = try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      end += count
      if count == 0 { isAtEnd = true }
    } catch {
      pendingError = error
      isAtEnd = true
    }
    return !isAtEnd
  }
}
