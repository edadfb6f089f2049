internal import CZstd

/// Compresses blocks, one after another, with one context, against a dictionary once one is given.
public final class ZstdCompressor {
  private let context: OpaquePointer
  private let level: Int32
  private var dictionary: OpaquePointer?
  private var output: [UInt8] = []

  /// A compressor of that level (1 fastest … 19 smallest).
  public init(level: Int) {
    guard let context = ZSTD_createCCtx() else { preconditionFailure("no memory for a zstd context") }
    self.context = context
    self.level = Int32(level)
  }

  deinit {
    ZSTD_freeCCtx(context)
    ZSTD_freeCDict(dictionary)
  }

  /// Compresses what follows as if these bytes stood before it: short blocks find their repetitions there. Plain content, or
  /// what `ZstdDictionary.trained` made of samples.
  public func use(dictionary bytes: [UInt8]) {
    ZSTD_freeCDict(dictionary)
    dictionary = bytes.withUnsafeBytes { ZSTD_createCDict($0.baseAddress, $0.count, level) }
  }

  /// The bytes as one zstd frame (RFC 8878).
  public func compress(_ bytes: UnsafeRawBufferPointer) -> ArraySlice<UInt8> {
    let bound = ZSTD_compressBound(bytes.count)
    if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
    let length = output.withUnsafeMutableBytes { output in
      dictionary == nil
        ? ZSTD_compressCCtx(context, output.baseAddress, output.count, bytes.baseAddress, bytes.count, level)
        : ZSTD_compress_usingCDict(
          context, output.baseAddress, output.count, bytes.baseAddress, bytes.count, dictionary)
    }
    // With room for the bound the only failure left is memory.
    precondition(ZSTD_isError(length) == 0, "zstd could not compress a block")
    return output[..<length]
  }
}
