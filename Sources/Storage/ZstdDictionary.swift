internal import CZstd

/// What blocks were compressed against.
///
/// The first block that is decompressed takes the content from where it lies; for others the dictionary is made ready once,
/// which copies it: a process that shows ten stories reads most dictionaries once.
public final class ZstdDictionary {
  private let content: UnsafeRawBufferPointer
  private let owner: AnyObject?
  private var isUsed = false
  private var prepared: OpaquePointer?

  /// A dictionary of that content: plain bytes, or one that was trained.
  ///
  /// - Parameters:
  ///   - content: Is not copied.
  ///   - owner: What keeps the content where it is; held for as long as this object lives.
  public init(_ content: UnsafeRawBufferPointer, owner: AnyObject?) {
    self.content = content
    self.owner = owner
  }

  /// A dictionary of a copy of that content.
  public convenience init(copying content: [UInt8]) {
    let copy = Copy(content)
    self.init(UnsafeRawBufferPointer(copy.bytes), owner: copy)
  }

  deinit {
    ZSTD_freeDDict(prepared)
  }

  private final class Copy {
    let bytes: UnsafeMutableRawBufferPointer

    init(_ content: [UInt8]) {
      bytes = .allocate(byteCount: content.count, alignment: 8)
      bytes.copyBytes(from: content)
    }

    deinit {
      bytes.deallocate()
    }
  }

  /// Decompresses a frame, and returns what zstd does: the length, or an error's code.
  func decompress(
    _ frame: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, _ context: OpaquePointer
  ) -> Int {
    if isUsed, prepared == nil { prepared = ZSTD_createDDict(content.baseAddress, content.count) }
    isUsed = true
    guard let prepared else {
      return ZSTD_decompress_usingDict(
        context, output.baseAddress, output.count, frame.baseAddress, frame.count, content.baseAddress, content.count)
    }
    return ZSTD_decompress_usingDDict(
      context, output.baseAddress, output.count, frame.baseAddress, frame.count, prepared)
  }

  /// Makes a dictionary of what samples have in common (zstd's fast cover algorithm), the most frequent last.
  ///
  /// - Parameters:
  ///   - samples: the samples, one behind the other.
  ///   - lengths: the length of each.
  ///   - capacity: bytes that the dictionary may have; samples of 16 times as much are enough.
  /// - Returns: nil where the samples are too few or have nothing in common.
  /// - Complexity: about 0.15 s for each megabyte of samples.
  public static func trained(on samples: [UInt8], lengths: [Int], capacity: Int) -> [UInt8]? {
    var dictionary = [UInt8](repeating: 0, count: capacity)
    let length = dictionary.withUnsafeMutableBytes { output in
      samples.withUnsafeBytes { samples in
        ZDICT_trainFromBuffer(output.baseAddress, output.count, samples.baseAddress, lengths, UInt32(lengths.count))
      }
    }
    guard ZDICT_isError(length) == 0, length > 0 else { return nil }
    return Array(dictionary[..<length])
  }
}
