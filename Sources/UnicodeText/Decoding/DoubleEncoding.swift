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
  }

  /// The text mended, or nil where there is nothing to mend.
  ///
  /// - Complexity: O(n); a text without the characters that give such damage away is passed over once.
  public static func mend(_ utf8: [UInt8]) -> Mended? {
    var result: Mended?
    // Twice encoded twice is rare, but no harder.
    for _ in 0..<2 {
      var mended = false
      for encoding in [TextEncoding.windows1252, .windows1251] where suspects(result?.utf8 ?? utf8, encoding) {
        var mender = Mender(result?.utf8 ?? utf8, encoding)
        guard mender.run() else { continue }
        mended = true
        result = Mended(
          utf8: mender.output, count: (result?.count ?? 0) + mender.count,
          firstOffset: result?.firstOffset ?? mender.firstOffset, encoding: result?.encoding ?? encoding)
      }
      if !mended { break }
    }
    return result
  }

  /// True where at least two characters that lead such damage are followed by one that continues it.
  private static func suspects(_ utf8: [UInt8], _ encoding: TextEncoding) -> Bool {
    utf8.withUnsafeBufferPointer { bytes in
      var found = 0
      let isWestern = encoding == .windows1252
      var index = 0
      while index + 3 < bytes.count {
        // C3: Â Ã Ð Ñ â and others; D0: Р С В and others.
        guard bytes[index] == (isWestern ? 0xC3 : 0xD0) || (!isWestern && bytes[index] == 0xD1) else {
          index += 1
          continue
        }
        let (second, next) = (bytes[index + 1], bytes[index + 2])
        if isWestern {
          let isLead = (0x82...0x9B).contains(second) || (0xA0...0xB4).contains(second)
          if isLead, next == 0xC2 || next == 0xC5 || next == 0xC6 || next == 0xCB || next == 0xE2 { found += 1 }
        } else if bytes[index] == 0xD0, [0x92, 0x93, 0xA0, 0xA1, 0xB2].contains(second), next >= 0xC2 {
          // В Г Р С в before a sign or a letter of the upper quarter.
          if next == 0xC2 || next == 0xE2 || next == 0xD2 || next == 0xD1 || bytes[index + 3] < 0x90 { found += 1 }
        }
        if found >= 2 { return true }
        index += 2
      }
      return false
    }
  }
}

/// One pass over a text.
private struct Mender {
  private let bytes: [UInt8]
  private let encoding: TextEncoding
  private let table: [UInt32: UInt8]
  private(set) var output: [UInt8] = []
  private(set) var count = 0
  private(set) var firstOffset = 0

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

  /// The bytes by the characters that they stand for.
  private static let western = inverse(.windows1252)
  private static let cyrillic = inverse(.windows1251)

  private static func inverse(_ encoding: TextEncoding) -> [UInt32: UInt8] {
    var table: [UInt32: UInt8] = [:]
    let single = SingleByteTable.of(encoding)
    for byte in UInt8(0x80)...0xFF {
      // What the page leaves undefined passes as the control character of that number.
      if byte < 0xA0 { table[UInt32(byte)] = byte }
      let scalar = String(decoding: single.utf8(byte), as: UTF8.self).unicodeScalars.first
      if let scalar, scalar.value != 0xFFFD { table[scalar.value] = byte }
    }
    return table
  }

  /// Mends what can be; false where nothing was.
  mutating func run() -> Bool {
    let segments = self.segments()
    let certain = segments.joined().count { $0.isSound && $0.isCertain }
    let sound = segments.joined().count { $0.isSound }
    guard certain >= 1 || sound >= 3 else { return false }
    var copied = 0
    for segment in segments {
      let isClean = segment.allSatisfy(\.isSound)
      for run in segment where run.isSound && (run.isCertain || (isClean && (sound >= 3 || certain >= 1))) {
        output.append(contentsOf: bytes[copied..<run.range.lowerBound])
        output.append(contentsOf: run.source)
        copied = run.range.upperBound
        if count == 0 { firstOffset = run.range.lowerBound }
        count += run.characters
      }
    }
    output.append(contentsOf: bytes[copied...])
    return count > 0
  }

  /// The runs of each stretch between tags and line ends.
  private func segments() -> [[Run]] {
    var segments: [[Run]] = []
    var segment: [Run] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == 0x0A {
          if !segment.isEmpty { segments.append(segment) }
          segment = []
        }
        index += 1
        continue
      }
      let run = self.run(at: index)
      segment.append(run)
      index = run.range.upperBound
    }
    if !segment.isEmpty { segments.append(segment) }
    return segments
  }

  /// The characters outside ASCII from there on. Those that the code page lacks make the run unsound.
  private func run(at start: Int) -> Run {
    var index = start
    var source: [UInt8] = []
    var isForeign = false
    while index < bytes.count, bytes[index] >= 0x80 {
      var length = 1
      while index + length < bytes.count, bytes[index + length] & 0xC0 == 0x80 { length += 1 }
      if let byte = table[Mender.scalar(bytes[index..<index + length])] {
        source.append(byte)
      } else {
        isForeign = true
      }
      index += length
    }
    // A no-break space that became a space: the second byte of "à" and "Р".
    if !isForeign, source.count > 2 || encoding == .windows1252, let last = source.last, last == 0xC3 || last == 0xD0,
      index < bytes.count, bytes[index] == 0x20
    {
      source.append(0xA0)
      index += 1
      if let run = sound(source, start..<index) { return run }
      source.removeLast()
      index -= 1
    }
    if !isForeign, let run = sound(source, start..<index) { return run }
    return Run(range: start..<index, source: [], isSound: false, characters: 0, isCertain: false)
  }

  /// A run whose bytes are UTF-8 and mean characters that texts have.
  private func sound(_ source: [UInt8], _ range: Range<Int>) -> Run? {
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
