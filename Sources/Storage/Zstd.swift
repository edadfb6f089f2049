internal import CZstd

/// Compresses blocks, one after another, with one context.
public final class ZstdCompressor {
  private let context: OpaquePointer
  private let level: Int32
  private var output: [UInt8] = []

  /// A compressor of that level (1 fastest … 19 smallest).
  public init(level: Int) {
    guard let context = ZSTD_createCCtx() else { preconditionFailure("no memory for a zstd context") }
    self.context = context
    self.level = Int32(level)
  }

  deinit {
    ZSTD_freeCCtx(context)
  }

  /// The bytes as one zstd frame (RFC 8878).
  public func compress(_ bytes: UnsafeRawBufferPointer) -> ArraySlice<UInt8> {
    let bound = ZSTD_compressBound(bytes.count)
    if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
    let length = output.withUnsafeMutableBytes {
      ZSTD_compressCCtx(context, $0.baseAddress, $0.count, bytes.baseAddress, bytes.count, level)
    }
    // With room for the bound the only failure left is memory.
    precondition(ZSTD_isError(length) == 0, "zstd could not compress a block")
    return output[..<length]
  }
}

/// Decompresses blocks, one after another, with one context.
public final class ZstdDecompressor {
  private let context: OpaquePointer

  /// A decompressor.
  public init() {
    guard let context = ZSTD_createDCtx() else { preconditionFailure("no memory for a zstd context") }
    self.context = context
  }

  deinit {
    ZSTD_freeDCtx(context)
  }

  /// Decompresses one frame into memory of exactly the size it must fill.
  ///
  /// - Returns: false where the frame is damaged or of another size.
  public func decompress(_ frame: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Bool {
    let length = ZSTD_decompressDCtx(context, output.baseAddress, output.count, frame.baseAddress, frame.count)
    return ZSTD_isError(length) == 0 && length == output.count
  }
}
