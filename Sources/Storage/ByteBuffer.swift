/// Bytes that grow at the end: the unit in which every structure is serialised. Integers are little-endian.
public struct ByteBuffer: Equatable, Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8]

  /// An empty buffer.
  public init() {
    bytes = []
  }

  /// The number of bytes written.
  public var count: Int {
    bytes.count
  }

  /// Forgets the content and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Takes memory for so many bytes in all, so that none is moved on the way there.
  public mutating func reserve(_ capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  /// Appends one byte.
  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends bytes as they are.
  public mutating func append(contentsOf other: some Sequence<UInt8>) {
    bytes.append(contentsOf: other)
  }

  /// Appends memory as it is.
  public mutating func append(_ memory: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: memory)
  }

  /// Appends an integer of at most 64 bits, least significant byte first.
  public mutating func append<Integer: FixedWidthInteger>(fixed value: Integer) {
    append(littleEndian: UInt64(truncatingIfNeeded: value), count: Integer.bitWidth / 8)
  }

  /// Appends the lowest bytes of an integer, the least significant first.
  private mutating func append(littleEndian value: UInt64, count: Int) {
    var rest = value
    for _ in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Appends a variable-length integer: seven bits a byte, least significant first, the high bit set on all but the last
  /// (LEB128; 1 to 10 bytes).
  @inline(__always)
  public mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends a count as a variable-length integer.
  @inline(__always)
  public mutating func append(varint value: Int) {
    append(varint: UInt64(UInt(bitPattern: value)))
  }

  /// Appends a signed integer, zigzag coded so that small magnitudes are short.
  public mutating func append(zigzag value: Int64) {
    append(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  /// Appends a length and so many bytes of UTF-8.
  public mutating func append(string: String) {
    var string = string
    string.withUTF8 { utf8 in
      append(varint: utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  /// Appends zeros until the count is a multiple of `alignment`.
  public mutating func pad(to alignment: Int) {
    while bytes.count % alignment != 0 { bytes.append(0) }
  }
}
