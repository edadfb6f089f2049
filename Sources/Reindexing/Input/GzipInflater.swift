import CZlib

/// Decompresses a sequence of gzip members (RFC 1952), as `gzip` and `cat a.gz b.gz` write them. The only user of zlib.
struct GzipInflater: ~Copyable {
  /// What a step led to.
  enum Step: Equatable {
    /// Something was taken or made; call again, with more input once that is used up.
    case going
    /// The last member has ended and no other follows in the input given.
    case memberEnded
    /// The bytes are no gzip data from here on.
    case damaged
  }

  /// zlib keeps a pointer back to the stream in its own state: it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  /// A decompressor; nil where zlib has no memory left.
  init?() {
    // The property is set last: an initialiser that fails afterwards runs deinit too.
    let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    made.initialize(to: z_stream())
    guard moonwire_inflate_init_gzip(made) == Z_OK else {
      made.deallocate()
      return nil
    }
    stream = made
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Takes from `input` and writes to `output`; both must not be empty.
  ///
  /// - Returns: Bytes taken, bytes written, and how it went.
  mutating func step(
    input: UnsafeMutableRawBufferPointer, output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, written: Int, step: Step) {
    if isBetweenMembers {
      // Padding with zeros behind the last member is allowed, as gzip itself allows it.
      guard input.first != 0 else { return (input.prefix { $0 == 0 }.count, 0, .memberEnded) }
      guard inflateReset(stream) == Z_OK else { return (0, 0, .damaged) }
      isBetweenMembers = false
    }
    let inputCount = UInt32(clamping: input.count)
    let outputCount = UInt32(clamping: output.count)
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = inputCount
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = outputCount
    let result = inflate(stream, Z_NO_FLUSH)
    let taken = Int(inputCount - stream.pointee.avail_in)
    let written = Int(outputCount - stream.pointee.avail_out)
    switch result {
    case Z_OK, Z_BUF_ERROR: return (taken, written, .going)
    case Z_STREAM_END:
      isBetweenMembers = true
      return (taken, written, .memberEnded)
    default: return (taken, written, .damaged)
    }
  }
}
