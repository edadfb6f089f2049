internal import Corpus

/// Reads plain-text wire copy with the headers of IPTC 7901 ("The IPTC recommended message format") or ANPA 1312, one
/// message or many in a file.
///
/// Messages are framed by control characters: SOH before the header, STX before the text, ETX after it, or by the lines
/// `ZCZC` and `NNNN` of older lines. Files whose control characters were lost are known by a header line of IPTC 7901.
enum Teletype {
  private static let startOfHeader: UInt8 = 0x01
  private static let startOfText: UInt8 = 0x02
  private static let endOfText: UInt8 = 0x03
  private static let synchronous: UInt8 = 0x16

  /// Bytes that are looked at for a header; no format has lines as long.
  private static let longestHeader = 4096

  /// True where the first bytes are those of a wire message.
  static func matches(_ utf8: [UInt8]) -> Bool {
    let head = utf8.drop { $0 <= 0x20 && $0 != startOfHeader }
    if head.first == startOfHeader {
      let line = head.dropFirst().prefix(longestHeader).prefix { $0 != 0x0A && $0 != 0x0D }
      return TeletypeHeader(line: line) != nil
    }
    if head.starts(with: "ZCZC".utf8) {
      return head.dropFirst(4).first.map { $0 <= 0x20 || !ByteClass.isNameStart($0) } ?? false
    }
    let lines = head.prefix(longestHeader).split(separator: UInt8(ascii: "\n"))
    return lines.count >= 3 && (TeletypeHeader(line: lines[0])?.isComplete ?? false)
  }

  /// Reads all messages.
  static func parse(_ utf8: [UInt8], limits: FeedLimits, url: String?) -> ParsedFeed {
    var context = WireContext(format: "IPTC 7901", limits: limits, base: url)
    let messages = split(utf8)
    for message in messages.prefix(limits.entries + 1) {
      let story = TeletypeMessage(context.cut(message))
      if story.isANPA { context.feed.format = FeedFormat(name: "ANPA 1312") }
      context.add(story.entry(&context))
    }
    context.feed.title = context.feed.entries.lazy.map(\.wire.provider).first { !$0.isEmpty } ?? ""
    return context.finished()
  }

  /// The bytes of each message.
  private static func split(_ utf8: [UInt8]) -> [ArraySlice<UInt8>] {
    var starts: [Int] = []
    for index in utf8.indices {
      let isLineStart = index == 0 || utf8[index - 1] <= 0x20
      if utf8[index] == startOfHeader
        || (isLineStart && utf8[index] == UInt8(ascii: "Z") && utf8[index...].starts(with: "ZCZC".utf8))
      {
        // A header within ZCZC … NNNN belongs to that message.
        if let last = starts.last, utf8[last...].starts(with: "ZCZC".utf8), utf8[index] == startOfHeader,
          !utf8[last..<index].contains(where: { $0 > 0x20 && !"ZC".utf8.contains($0) })
        {
          continue
        }
        starts.append(index)
      }
    }
    if starts.isEmpty { return [utf8[...]] }
    return starts.indices.map { utf8[starts[$0]..<(starts.indices.contains($0 + 1) ? starts[$0 + 1] : utf8.count)] }
  }
}

/// The first line of a header: who sent it under which number, how urgent it is, on what.
struct TeletypeHeader {
  /// The letters of the sender: a desk, an agency, a service level.
  var source = ""
  /// The sender's number of the message.
  var number = ""
  /// Urgency 1–9, where the line has it.
  var urgency: Int?
  /// The category's letters.
  var category = ""
  /// True where all parts of an IPTC header are there.
  var isComplete = false

  /// Reads the line after SOH: `ABC0123 4 POL 250 note` (IPTC 7901) or `a0123`, US, `selector` (ANPA 1312). Nil for
  /// anything else.
  init?(line: ArraySlice<UInt8>) {
    let words = line.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    guard let first = words.first else { return nil }
    let letters = first.prefix { $0.isASCII && $0.isLetter }
    let digits = first.dropFirst(letters.count)
    guard letters.count <= 6, (1...6).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      // ANPA's separator may be lost: "W2870asian".
      guard letters.count == 1, digits.prefix(4).count == 4, digits.prefix(4).allSatisfy({ $0.isASCII && $0.isNumber })
      else {
        return nil
      }
      source = String(letters)
      number = String(digits.prefix(4))
      return
    }
    source = String(letters)
    number = String(digits)
    guard words.count > 1, words[1].utf8.count == 1, let urgency = WireContext.urgency(words[1]) else { return }
    self.urgency = urgency
    if words.count > 2 { category = words[2] }
    isComplete =
      letters.count >= 2 && digits.count == 4 && words.count > 3 && (1...3).contains(category.utf8.count)
      && category.allSatisfy { $0.isASCII && $0.isLetter } && Int(words[3]) != nil
  }
}
