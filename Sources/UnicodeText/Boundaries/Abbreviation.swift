/// Whether a full stop belongs to an abbreviation.
///
/// Words are compared as integers: up to eight bytes of UTF-8, the first lowest. Every word of the tables is that short.
enum Abbreviation {
  /// What may follow an abbreviation in the same sentence.
  private enum Kind {
    /// A name, always: "Dr. Lee".
    case title
    /// A number; before anything else the word is a word: "No. 5", "No. Never."
    case number
    /// Anything but a word that commonly begins a sentence: "Boeing Co. Chairman", but "Boeing Co. The".
    case open
  }

  /// Whether the full stop at `stop` is part of the word before it, given what follows.
  static func stands(
    before stop: Int, in bytes: UnsafePointer<UInt8>, sentence: Int, following: Int, end: Int
  ) -> Bool {
    let start = wordStart(before: stop, in: bytes, notBefore: sentence)
    guard start < stop else { return false }
    if start == sentence, isItemNumber(bytes, from: start, to: stop) { return true }
    if isInitial(bytes, from: start, to: stop) || isAcronym(bytes, from: start, to: stop) {
      return !beginsSentence(bytes, at: following, end: end)
    }
    guard let word = packed(bytes, from: start, to: stop), let kind = kinds[lowercased(word)] else { return false }
    switch kind {
    case .title: return true
    case .number: return bytes[following] >= 0x30 && bytes[following] <= 0x39
    case .open: return !beginsSentence(bytes, at: following, end: end)
    }
  }

  /// Where the run of letters, digits and full stops that ends at `stop` starts.
  private static func wordStart(before stop: Int, in bytes: UnsafePointer<UInt8>, notBefore: Int) -> Int {
    var start = stop
    while start > notBefore {
      let byte = bytes[start - 1]
      let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
      let belongs = isLetter || (byte >= 0x30 && byte <= 0x39) || byte == 0x2e || byte >= 0x80
      if !belongs { break }
      start -= 1
      if stop - start > 24 { break }
    }
    while start < stop, isQuote(bytes, at: start, end: stop) { start += UTF8Scalar(bytes, at: start, end: stop).length }
    return start
  }

  private static func isQuote(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) -> Bool {
    guard bytes[offset] >= 0x80 else { return false }
    switch UTF8Scalar(bytes, at: offset, end: end).value {
    case 0xa0, 0xab, 0xbb, 0x2010...0x203a: return true
    default: return false
    }
  }

  /// "1." or "12." or "b." at the head of a list's item.
  private static func isItemNumber(_ bytes: UnsafePointer<UInt8>, from start: Int, to stop: Int) -> Bool {
    stop - start <= 3 && (start..<stop).allSatisfy { bytes[$0] >= 0x30 && bytes[$0] <= 0x39 }
  }

  /// One upper-case letter: "D. Rogozin".
  private static func isInitial(_ bytes: UnsafePointer<UInt8>, from start: Int, to stop: Int) -> Bool {
    let scalar = UTF8Scalar(bytes, at: start, end: stop)
    return start + scalar.length == stop && LetterCase(scalar.value) == .upper
  }

  /// Letters with full stops between them, at most two together: "U.S", "p.m", "Ph.D", "т.д".
  private static func isAcronym(_ bytes: UnsafePointer<UInt8>, from start: Int, to stop: Int) -> Bool {
    var offset = start
    var letters = 0
    var stops = 0
    while offset < stop {
      let scalar = UTF8Scalar(bytes, at: offset, end: stop)
      offset += scalar.length
      if scalar.value == 0x2e {
        if letters == 0 { return false }
        stops += 1
        letters = 0
      } else {
        letters += 1
        if letters > 2 || LetterCase(scalar.value) == .unknown { return false }
      }
    }
    return stops > 0 && letters > 0
  }

  /// Whether the word at `offset` is one that news sentences commonly begin with and names do not.
  private static func beginsSentence(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) -> Bool {
    var stop = offset
    while stop < end, (bytes[stop] | 0x20) >= 0x61 && (bytes[stop] | 0x20) <= 0x7a || bytes[stop] >= 0x80 { stop += 1 }
    if stop < end, bytes[stop] == 0x2e { return false }
    guard let word = packed(bytes, from: offset, to: stop) else { return false }
    return beginnings.contains(word)
  }

  private static func packed(_ bytes: UnsafePointer<UInt8>, from start: Int, to stop: Int) -> UInt64? {
    guard start < stop, stop - start <= 8 else { return nil }
    var word: UInt64 = 0
    for offset in start..<stop { word |= UInt64(bytes[offset]) << UInt64((offset - start) * 8) }
    return word
  }

  /// The word with its first letter in lower case, where that is an ASCII letter or one from А to Я.
  private static func lowercased(_ word: UInt64) -> UInt64 {
    let first = word & 0xff
    let second = (word >> 8) & 0xff
    switch (first, second) {
    case (0x41...0x5a, _): return word | 0x20
    case (0xd0, 0x90...0x9f): return word &+ 0x2000
    case (0xd0, 0xa0...0xaf): return word &- 0x2000 &+ 1
    default: return word
    }
  }

  private static func table(_ words: String) -> [UInt64] {
    words.split(separator: " ").compactMap { word in
      Array(word.utf8).withUnsafeBufferPointer { bytes in
        bytes.baseAddress.flatMap { packed($0, from: 0, to: bytes.count) }
      }
    }
  }

  private static let kinds: [UInt64: Kind] = {
    let titles = table(
      """
      dr mr mrs ms prof gen col lt sgt capt cmdr adm rev sen rep gov pres hon maj brig messrs mme mlle \
      им ул пл акад проф тов см ген
      """)
    let numbers = table("no nos p pp art sec fig figs vol vols ch eq nr стр рис табл ст п пп")
    let open = table(
      """
      inc corp co cos ltd plc bros llc jr sr st mt ft fr vs etc al approx dept est govt univ assn intl jan feb mar apr \
      jun jul aug sep sept oct nov dec г гг в вв обл респ
      """)
    var kinds: [UInt64: Kind] = [:]
    for word in open { kinds[word] = .open }
    for word in numbers { kinds[word] = .number }
    for word in titles { kinds[word] = .title }
    return kinds
  }()

  private static let beginnings = Set(
    table(
      """
      The A An In It He She They We I You But And This That These Those On At For As If When While There Its Their His \
      Her Our My However Also So Yet Or Not No To With By From After Before Since Under One Two Some Most Many Both All \
      Another Such What Who How Why Where Although Despite Since Earlier Later Last According \
      Об В На Он Она Они Оно Это Этот Эти По Как Для При Но И А Мы Я Вы С К О От До За Из Так Там Тем Если Уже Еще
      """))
}
