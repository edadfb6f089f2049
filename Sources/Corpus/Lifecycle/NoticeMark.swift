internal import Synchronization

/// A word or two by which a headline is marked.
struct NoticeMark: Sendable {
  let bytes: [UInt8]
  let kind: WireNotice.Kind
  /// Written in capitals, or in a script without any: then a dash without spaces sets it off too.
  let isLoud: Bool
  /// Whether it counts once ("KILL: …") or only repeated ("HOLD HOLD HOLD …").
  let isEnoughOnce: Bool

  /// Marks that begin with a byte, longer ones first. Those of each byte are gathered when they are first asked for: a
  /// process that shows ten headlines needs a few.
  static func marks(beginningWith byte: UInt8) -> [NoticeMark] {
    gathered[Int(byte)].marks
  }

  private static let gathered = (0...UInt8.max).map(MarksOfByte.init)

  private final class MarksOfByte: Sendable {
    private let byte: UInt8
    private let known = Mutex<[NoticeMark]?>(nil)

    init(_ byte: UInt8) {
      self.byte = byte
    }

    var marks: [NoticeMark] {
      known.withLock { known in
        if let known { return known }
        let gathered = gather().sorted { $0.bytes.count > $1.bytes.count }
        known = gathered
        return gathered
      }
    }

    private func gather() -> [NoticeMark] {
      var marks: [NoticeMark] = []
      func add(_ text: String, _ kind: WireNotice.Kind, isLoud: Bool, isEnoughOnce: Bool = true) {
        guard text.utf8.first == byte else { return }
        marks.append(NoticeMark(bytes: Array(text.utf8), kind: kind, isLoud: isLoud, isEnoughOnce: isEnoughOnce))
      }
      for (kind, bytes) in NoticeMark.lowerCase[Int(byte < 0x80 ? byte | 0x20 : 0x80)] {
        let word = String(decoding: bytes, as: UTF8.self)
        add(word.uppercased(), kind, isLoud: true)
        let capitalised = word.prefix(1).uppercased() + String(word.dropFirst())
        if capitalised != word.uppercased() { add(capitalised, kind, isLoud: false) }
      }
      for (kind, list) in NoticeMark.loudWords {
        for word in list.utf8.split(separator: UInt8(ascii: "|")) { add(String(Substring(word)), kind, isLoud: true) }
      }
      for (kind, word) in NoticeMark.repeatedWords { add(word, kind, isLoud: true, isEnoughOnce: false) }
      return marks
    }
  }

  /// The words in lower case by their first byte; those that begin with another letter than one of ASCII together.
  private static let lowerCase: [[(kind: WireNotice.Kind, bytes: ArraySlice<UInt8>)]] = {
    var words = [[(kind: WireNotice.Kind, bytes: ArraySlice<UInt8>)]](repeating: [], count: 129)
    for (kind, list) in NoticeMark.words {
      for word in Array(list.utf8).split(separator: UInt8(ascii: "|")) {
        if let first = word.first { words[Int(min(first, 0x80))].append((kind, word)) }
      }
    }
    return words
  }()

  /// An update that is told by a number before the word ("2nd LD").
  static let lead = NoticeMark(bytes: [], kind: .updated, isLoud: true, isEnoughOnce: true)
}
