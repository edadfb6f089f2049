/// Finds and mends text that was encoded twice: UTF-8 that some program read as windows-1252, ISO-8859-1 or windows-1251
/// and wrote as UTF-8 again (`Ã©` for é, `â€™` for ’, `РњРѕСЃРєРІР°` for Москва).
///
/// A run of characters is mended where the bytes that it stands for are well-formed UTF-8 from end to end and mean
/// characters that texts have. That is certain for runs of three bytes a character and for several pairs on end; a pair
/// alone (`Ã©`, but also the end of `«AMANHû`) is mended only in a document with more of them, and beside nothing that
/// contradicts.
public enum DoubleEncoding {
  /// A text that was mended.
  public struct Mended: Equatable, Sendable {
    /// The text in UTF-8.
    public var utf8: [UInt8]
    /// How many characters were mended.
    public var count: Int
    /// Where the first of them began, in the text as it was.
    public var firstOffset: Int
    /// What the text had been read as: `windows-1252` or `windows-1251`.
    public var encoding: TextEncoding
    /// The first run of characters that was mended, as it was.
    public var before: String
    /// The same run, mended.
    public var after: String
  }

  /// The text mended, or nil where there is nothing to mend.
  ///
  /// - Complexity: O(n); a text without the characters that give such damage away is passed over once.
  public static func mend(_ utf8: [UInt8]) -> Mended? {
    var result: Mended?
    // Twice encoded twice is rare, but no harder.
    for _ in 0..<2 {
      let suspects = (result?.utf8 ?? utf8).withUnsafeBufferPointer { Suspects($0) }
      var mended = false
      for (encoding, isSuspected) in [
        (TextEncoding.windows1252, suspects.western >= 2), (.windows1251, suspects.cyrillic >= 2),
      ] where isSuspected {
        var mender = Mender(result?.utf8 ?? utf8, encoding)
        guard mender.run() else { continue }
        mended = true
        result = Mended(
          utf8: mender.output, count: (result?.count ?? 0) + mender.count,
          firstOffset: result?.firstOffset ?? mender.firstOffset, encoding: result?.encoding ?? encoding,
          before: result?.before ?? mender.first.before, after: result?.after ?? mender.first.after)
      }
      if !mended { break }
    }
    return result
  }

  /// How often a character that leads such damage is followed by what continues it. What every text has must
  /// not count: all that follows is then slower by half.
  private struct Suspects {
    /// `Ã`, `Â`, `â` and others, with one to three characters that windows-1252 has at 80–BF.
    var western = 0
    /// `Р`, `С`, `в` and others, with characters that windows-1251 has there.
    var cyrillic = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      var index = 0
      let end = bytes.count - 3
      let raw = UnsafeRawBufferPointer(bytes)
      while index < end {
        let lead = bytes[index]
        if lead < 0x80 {
          // Eight at a time, where they are all ASCII.
          index += 1
          while index + 8 <= end, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
          {
            index += 8
          }
          continue
        }
        if lead == 0xC3 {
          let second = bytes[index + 1]
          let needed = second < 0x82 || second > 0xB4 ? 0 : second < 0xA0 ? 1 : second < 0xB0 ? 2 : 3
          if needed > 0, Suspects.continues(bytes, at: index + 2, needed) { western += 1 }
        } else if lead == 0xD0 {
          // В Г Р С stand for C2 C3 D0 D1, в for E2.
          switch bytes[index + 1] {
          case 0x92, 0x93, 0xA0, 0xA1: if Suspects.isCyrillic(bytes, at: index + 2) { cyrillic += 1 }
          case 0xB2: if bytes[index + 2] == 0xD0, bytes[index + 3] < 0x90 { cyrillic += 1 }
          default: break
          }
        }
        if western >= 2 && cyrillic >= 2 { return }
        index += lead < 0xE0 ? 2 : 3
      }
    }

    /// So many characters that windows-1252 has at 80–BF.
    private static func continues(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ count: Int) -> Bool {
      var index = start
      for _ in 0..<count {
        guard index + 1 < bytes.count else { return false }
        switch bytes[index] {
        case 0xC2, 0xC5, 0xC6, 0xCB: index += 2
        case 0xE2: index += 3
        default: return false
        }
      }
      return true
    }

    /// A character that windows-1251 has at 80–BF.
    private static func isCyrillic(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
      switch bytes[index] {
      case 0xC2, 0xE2, 0xD2: true
      case 0xD0: bytes[index + 1] < 0x90
      case 0xD1: (0x90...0x9F).contains(bytes[index + 1])
      default: false
      }
    }
  }
}

/// One pass over a text.
private struct Mender {
  private let bytes: [UInt8]
  private let encoding: TextEncoding
  private let table: [UInt8]
  /// The bytes that the run at hand stands for.
  private var source: [UInt8] = []
  private(set) var output: [UInt8] = []
  private(set) var count = 0
  private(set) var firstOffset = 0
  private(set) var first = (before: "", after: "")

  /// A run of characters of the code page's upper half.
  private struct Run {
    var range: Range<Int>
    var source: [UInt8]
    /// Its bytes read as UTF-8; nil where they are not.
    var isSound: Bool
    var characters: Int
    var isCertain: Bool
  }

  init(_ bytes: [UInt8], _ encoding: TextEncoding) {
    self.bytes = bytes
    self.encoding = encoding
    table = encoding == .windows1251 ? Mender.cyrillic : Mender.western
  }

  /// The bytes by the characters that they stand for, all of which are below U+2200; 0 where there is none.
  private static let western = inverse(.windows1252)
  private static let cyrillic = inverse(.windows1251)

  private static func inverse(_ encoding: TextEncoding) -> [UInt8] {
    var table = [UInt8](repeating: 0, count: 0x2200)
    let single = SingleByteTable.of(encoding)
    for byte in UInt8(0x80)...0xFF {
      // What the page leaves undefined passes as the control character of that number.
      if byte < 0xA0 { table[Int(byte)] = byte }
      let scalar = String(decoding: single.utf8(byte), as: UTF8.self).unicodeScalars.first
      if let scalar, scalar.value < table.count { table[Int(scalar.value)] = byte }
    }
    return table
  }

  /// Mends what can be; false where nothing was.
  mutating func run() -> Bool {
    guard holdsDamage() else { return false }
    var copied = 0
    var index = 0
    while let segment = segment(from: &index) {
      let isClean = segment.allSatisfy(\.isSound)
      for run in segment where run.isSound && (run.isCertain || isClean) {
        output.append(contentsOf: bytes[copied..<run.range.lowerBound])
        output.append(contentsOf: run.source)
        copied = run.range.upperBound
        if count == 0 {
          firstOffset = run.range.lowerBound
          first = (
            String(decoding: bytes[run.range].prefix(80), as: UTF8.self),
            String(decoding: run.source.prefix(80), as: UTF8.self)
          )
        }
        count += run.characters
      }
    }
    output.append(contentsOf: bytes[copied...])
    return count > 0
  }

  /// Whether there is one certain run, or three that may be.
  private mutating func holdsDamage() -> Bool {
    var sound = 0
    var index = 0
    while let segment = segment(from: &index) {
      for run in segment where run.isSound {
        sound += 1
        if run.isCertain || sound >= 3 { return true }
      }
    }
    return false
  }

  /// The most runs of a segment; a longer one is taken in parts, so that its memory is bounded.
  private static let longestSegment = 4096

  /// The runs of the next stretch between tags and line ends that has any, from `index` on; nil at the end.
  private mutating func segment(from index: inout Int) -> [Run]? {
    var segment: [Run] = []
    while index < bytes.count, segment.count < Mender.longestSegment {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
        if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == 0x0A, !segment.isEmpty { return segment }
        continue
      }
      let run = self.run(at: index)
      segment.append(run)
      index = run.range.upperBound
    }
    return segment.isEmpty ? nil : segment
  }

  /// The characters outside ASCII from there on. Those that the code page lacks make the run unsound.
  private mutating func run(at start: Int) -> Run {
    var index = start
    source.removeAll(keepingCapacity: true)
    var isForeign = false
    while index < bytes.count, bytes[index] >= 0x80 {
      var length = 1
      while index + length < bytes.count, bytes[index + length] & 0xC0 == 0x80 { length += 1 }
      let value = Mender.scalar(bytes[index..<index + length])
      let byte = value < table.count ? table[Int(value)] : 0
      if byte != 0 { source.append(byte) } else { isForeign = true }
      index += length
    }
    // A no-break space that became a space: the second byte of "à" and "Р".
    if !isForeign, source.count > 2 || encoding == .windows1252, let last = source.last, last == 0xC3 || last == 0xD0,
      index < bytes.count, bytes[index] == 0x20
    {
      source.append(0xA0)
      index += 1
      if let run = soundRun(start..<index) { return run }
      source.removeLast()
      index -= 1
    }
    if !isForeign, let run = soundRun(start..<index) { return run }
    return Run(range: start..<index, source: [], isSound: false, characters: 0, isCertain: false)
  }

  /// A run whose bytes are UTF-8 and mean characters that texts have.
  private func soundRun(_ range: Range<Int>) -> Run? {
    var characters = 0
    var long = 0
    var alphabetic = 0
    var index = 0
    let isText: Bool = source.withUnsafeBufferPointer { bytes in
      while index < bytes.count {
        let length = UTF8Scan.sequenceLength(bytes, at: index)
        guard length >= 2, Mender.isLikely(Mender.scalar(source[index..<index + length])) else { return false }
        characters += 1
        if length > 2 { long += 1 }
        if bytes[index] >= 0xC4 { alphabetic += 1 }
        index += length
      }
      return true
    }
    guard isText, characters > 0 else { return nil }
    return Run(
      range: range, source: source, isSound: true, characters: characters,
      isCertain: long > 0 || characters >= 3 || (alphabetic >= 2 && encoding == .windows1252))
  }

  /// Characters of the scripts that feeds are written in, and their punctuation. Phonetic signs and the like are not.
  private static func isLikely(_ value: UInt32) -> Bool {
    switch value {
    case 0xA0...0x17F, 0x218...0x21B, 0x386...0x3CE, 0x400...0x4FF, 0x5D0...0x5EA, 0x600...0x6FF, 0x900...0x97F,
      0xE00...0xE7F,
      0x1E00...0x1EFF, 0x2010...0x2044, 0x20AC, 0x2116, 0x2122, 0x2190...0x2193, 0x2212, 0x25A0...0x27BF,
      0x3000...0x30FF,
      0x3400...0x9FFF, 0xAC00...0xD7A3, 0xFF00...0xFFEF, 0x1F300...0x1FAFF:
      true
    default: false
    }
  }

  private static func scalar(_ sequence: ArraySlice<UInt8>) -> UInt32 {
    guard let first = sequence.first else { return 0 }
    var value = sequence.count == 1 ? UInt32(first) : UInt32(first & (0xFF >> UInt8(min(7, sequence.count + 1))))
    for byte in sequence.dropFirst() { value = value << 6 | UInt32(byte & 0x3F) }
    return value
  }
}
