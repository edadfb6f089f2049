/// A word or two by which a headline is marked.
struct NoticeMark: Sendable {
  let bytes: [UInt8]
  let kind: WireNotice.Kind
  /// Written in capitals, or in a script without any: then a dash without spaces sets it off too.
  let isLoud: Bool
  /// Whether it counts once ("KILL: …") or only repeated ("HOLD HOLD HOLD …").
  let isEnoughOnce: Bool

  /// Marks by their first byte, longer ones first.
  static let buckets: [[NoticeMark]] = {
    var buckets = [[NoticeMark]](repeating: [], count: 256)
    func add(_ text: String, _ kind: WireNotice.Kind, isLoud: Bool, isEnoughOnce: Bool = true) {
      let bytes = Array(text.utf8)
      buckets[Int(bytes[0])].append(
        NoticeMark(bytes: bytes, kind: kind, isLoud: isLoud, isEnoughOnce: isEnoughOnce))
    }
    for (kind, list) in NoticeMark.words {
      for word in list.split(separator: "|").map(String.init) {
        add(word.uppercased(), kind, isLoud: true)
        let capitalised = word.prefix(1).uppercased() + word.dropFirst()
        if capitalised != word.uppercased() { add(capitalised, kind, isLoud: false) }
      }
    }
    for (kind, list) in NoticeMark.loudWords {
      for word in list.split(separator: "|").map(String.init) { add(word, kind, isLoud: true) }
    }
    for (kind, word) in NoticeMark.repeatedWords { add(word, kind, isLoud: true, isEnoughOnce: false) }
    return buckets.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }()

  /// An update that is told by a number before the word ("2nd LD").
  static let lead = NoticeMark(bytes: [], kind: .updated, isLoud: true, isEnoughOnce: true)
}
