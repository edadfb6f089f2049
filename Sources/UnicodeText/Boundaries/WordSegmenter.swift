/// Finds the words of a text: the stretches between the boundaries of UAX #29 that hold at least one letter or digit.
///
///     "The SLS-1 can't fly, U.S. says"   →   The  SLS  1  can't  fly  U.S  says
///
/// Three scanners share the work, and a text is handed from one to the next only before ASCII white space, where no rule
/// reaches across, so that the words are the same whichever found them:
///
/// - ASCII goes through a bit-parallel scanner, 64 bytes a step (`ASCIIWordScanner`);
/// - Latin, Cyrillic and usual punctuation through a scanner of characters (`WordSegmenter+Scalars.swift`);
/// - the rest through ICU (`ICUWordBreaker`), which is opened when it is first needed.
///
/// The answer is ICU's word for word (tested over random strings), but for a stretch without white space longer than
/// `longestICUStretch`, which is cut there. An instance keeps scratch memory and an iterator: use one a thread.
public final class WordSegmenter {
  /// How many bytes ICU is given at once, at most: its dictionary search takes some 30 bytes of memory a byte of text.
  static let longestICUStretch = 1 << 20

  var breaker: ICUWordBreaker?
  private var ascii: ASCIIWordScanner

  /// A segmenter that has opened nothing yet.
  public init() {
    breaker = nil
    ascii = ASCIIWordScanner()
  }

  /// Appends the words of a text to `starts` and `ends` as byte offsets, in order.
  ///
  /// - Parameters:
  ///   - text: UTF-8; faulty bytes are in no word. What lies beyond 2³² − 1 bytes is not read.
  ///   - starts: takes the offset of each word's first byte.
  ///   - ends: takes the offset after each word's last byte.
  /// - Complexity: O(n).
  public func appendWords(
    of text: UnsafeBufferPointer<UInt8>, starts: inout [UInt32], ends: inout [UInt32]
  ) {
    guard let bytes = text.baseAddress else { return }
    let end = min(text.count, Int(UInt32.max))
    var offset = 0
    while offset < end {
      let foreign = WordSegmenter.firstNonASCII(bytes, from: offset, to: end)
      let cut = foreign == end ? end : WordSegmenter.lastWhiteSpace(bytes, from: offset, before: foreign)
      ascii.scan(bytes, from: offset, to: cut, starts: &starts, ends: &ends)
      offset = cut
      if cut < end { offset = scanScalars(bytes, from: cut, to: end, starts: &starts, ends: &ends) }
    }
  }

  /// The offset of the first byte above 0x7F, or `end`.
  private static func firstNonASCII(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var offset = start
    let raw = UnsafeRawPointer(bytes)
    while end - offset >= 32 {
      let together =
        raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        | raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
        | raw.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)
        | raw.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)
      if together & 0x8080_8080_8080_8080 != 0 { break }
      offset += 32
    }
    while offset < end, bytes[offset] < 0x80 { offset += 1 }
    return offset
  }

  /// The offset of the last ASCII white space in `start..<end`, or `start`.
  private static func lastWhiteSpace(_ bytes: UnsafePointer<UInt8>, from start: Int, before end: Int) -> Int {
    var offset = end
    while offset > start {
      offset -= 1
      if isWhiteSpace(bytes[offset]) { return offset }
    }
    return start
  }

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  @inline(__always)
  static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0d)
  }
}
