internal import CZstd

/// What blocks were compressed against, ready for decompressing.
public final class ZstdDictionary {
  let dictionary: OpaquePointer?

  /// A dictionary of that content: plain bytes, or one that was trained. The bytes are copied.
  public init(_ bytes: UnsafeRawBufferPointer) {
    dictionary = ZSTD_createDDict(bytes.baseAddress, bytes.count)
  }

  deinit {
    ZSTD_freeDDict(dictionary)
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
