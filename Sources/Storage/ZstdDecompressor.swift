internal import CZstd

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
  /// - Parameter dictionary: what the frame was compressed against; nil for none.
  /// - Returns: false where the frame is damaged or of another size.
  public func decompress(
    _ frame: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer,
    against dictionary: ZstdDictionary? = nil
  ) -> Bool {
    let length =
      dictionary?.decompress(frame, into: output, context)
      ?? ZSTD_decompressDCtx(context, output.baseAddress, output.count, frame.baseAddress, frame.count)
    return ZSTD_isError(length) == 0 && length == output.count
  }
}
