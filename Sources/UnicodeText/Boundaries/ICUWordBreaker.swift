internal import CICU

/// ICU's word break iterator over UTF-8: UAX #29 with dictionaries for Chinese, Japanese, Thai and their like.
///
/// Opening it reads ICU's rules and dictionaries, which takes a millisecond; `WordSegmenter` does so when it first needs
/// it. The iterator keeps a position, so one thread at a time may use it.
struct ICUWordBreaker: ~Copyable {
  private let breaks: OpaquePointer
  private var text: OpaquePointer

  /// Opens the root locale's rules.
  ///
  /// Traps where ICU's own data are missing or memory is out: then no word of half the world's scripts can be found, and
  /// an index with silently different words would be worse.
  init() {
    var status: Int32 = 0
    let breaks = icu_word_breaks_open(&status)
    let text = icu_text_open_utf8(nil, "", 0, &status)
    guard icu_failed(status) == 0, let breaks, let text else {
      preconditionFailure("ICU could not open its word rules (status \(status)); is its data library whole?")
    }
    self.breaks = breaks
    self.text = text
  }

  deinit {
    _ = icu_text_close(text)
    icu_breaks_close(breaks)
  }

  /// Calls `body` with each stretch between two boundaries that holds a letter or digit, as offsets from `bytes`.
  ///
  /// Faulty UTF-8 counts as U+FFFD, which is in no word. `count` must be below 2³¹.
  ///
  /// ICU is given what lies between two `@`: release 72 alone (CLDR 42) takes that character for a letter, where UAX #29
  /// and the other releases let it end a word, and `@NASA` must be found as NASA.
  mutating func forEachWord(of bytes: UnsafePointer<UInt8>, count: Int, _ body: (_ start: Int, _ end: Int) -> Void) {
    var start = 0
    while start < count {
      var end = start
      while end < count, bytes[end] != 0x40 { end += 1 }
      if end > start { forEachWord(of: bytes, from: start, to: end, body) }
      start = end + 1
    }
  }

  private mutating func forEachWord(
    of bytes: UnsafePointer<UInt8>, from first: Int, to last: Int, _ body: (_ start: Int, _ end: Int) -> Void
  ) {
    var status: Int32 = 0
    (bytes + first).withMemoryRebound(to: CChar.self, capacity: last - first) { characters in
      if let text = icu_text_open_utf8(text, characters, Int64(last - first), &status) { self.text = text }
      icu_breaks_set_text(breaks, text, &status)
    }
    guard icu_failed(status) == 0 else { return }
    var start = first
    while true {
      let next = first + Int(icu_breaks_next(breaks))
      guard next > start, next <= last else { break }
      if ICUWordBreaker.holdsWordCharacter(bytes, from: start, to: next) { body(start, next) }
      start = next
    }
  }

  /// Whether a stretch holds an alphabetic character or a decimal digit.
  private static func holdsWordCharacter(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Bool {
    var offset = start
    while offset < end {
      let scalar = UTF8Scalar(bytes, at: offset, end: end)
      let character = Int32(scalar.value)
      if icu_is_alphabetic(character) != 0 || icu_is_decimal_digit(character) != 0 { return true }
      offset += scalar.length
    }
    return false
  }
}
