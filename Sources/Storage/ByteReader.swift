/// Reads serialised structures back, checking every length against what is there. Nothing it is given can make it trap.
public struct ByteReader {
  /// Why a read failed. The caller knows the file and turns it into a `StorageError.corrupt`.
  public enum Failure: Error, Equatable {
    /// The bytes end at this offset before the structure does.
    case truncated(at: Int)
    /// The bytes at this offset cannot be what they should.
    case malformed(at: Int)
  }

  /// The bytes that are read.
  public let bytes: UnsafeRawBufferPointer
  /// The offset of the next byte.
  public private(set) var offset: Int

  /// Reads those bytes from an offset on. The memory must outlive the reader.
  public init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Bytes that are left.
  public var remaining: Int {
    bytes.count - offset
  }

  /// Reads one byte.
  @inline(__always)
  public mutating func byte() throws -> UInt8 {
    guard offset < bytes.count else { throw Failure.truncated(at: offset) }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// Reads a little-endian integer of fixed width.
  @inline(__always)
  public mutating func fixed<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) throws -> Integer {
    guard remaining >= MemoryLayout<Integer>.size else { throw Failure.truncated(at: offset) }
    defer { offset += MemoryLayout<Integer>.size }
    return Integer(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
  }

  /// Reads a variable-length integer of at most 64 bits.
  @inline(__always)
  public mutating func varint() throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      value |= UInt64(next & 0x7f) &<< shift
      if next < 0x80 { return value }
      shift += 7
      if shift > 63 { throw Failure.malformed(at: offset) }
    }
  }

  /// Reads a variable-length integer that must lie in 0…limit: a count, a length, an id.
  @inline(__always)
  public mutating func count(limit: Int) throws -> Int {
    let value = try varint()
    guard value <= UInt64(limit) else { throw Failure.malformed(at: offset) }
    return Int(value)
  }

  /// Reads a zigzag coded signed integer.
  public mutating func zigzag() throws -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Reads so many bytes without copying them.
  public mutating func slice(_ length: Int) throws -> UnsafeRawBufferPointer {
    guard length >= 0, length <= remaining else { throw Failure.truncated(at: offset) }
    defer { offset += length }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
  }

  /// Reads a length and so many bytes of UTF-8; ill-formed sequences become U+FFFD.
  public mutating func string() throws -> String {
    String(decoding: try slice(try count(limit: remaining)), as: UTF8.self)
  }
}
