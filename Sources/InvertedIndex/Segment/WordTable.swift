internal import Analysis

/// Numbers raw words, surface forms and terms as they come. Each distinct raw word is analysed once; after that its form
/// is one probe of a hash table, whatever stemming and folding cost.
///
/// Words of at most eight bytes, five in six of English text, are their own key: a slot of 16 bytes holds word, length and
/// form, so that a known word costs one cache line and no look at its text. Longer ones are found through a `StringPool`.
struct WordTable: ~Copyable {
  /// The answer for a word that is not indexed: a stop word.
  static let notIndexed = UInt32.max
  /// Forms of one term beyond this are not indexed: no word has so many.
  static let formsOfTermLimit = 1 << 14

  /// The bytes of each form.
  private(set) var forms = StringPool()
  /// The bytes of each term.
  private(set) var terms = StringPool()
  /// The term of each form.
  private(set) var termOfForm: [UInt32] = []
  /// The number of forms of each term.
  private(set) var formsOfTerm: [UInt32] = []
  /// The largest of them.
  private(set) var mostForms = 0

  private struct Slot {
    /// Up to eight bytes, the first lowest, zeros behind.
    var word: UInt64
    /// The form, and above it the word's length; 0 in an empty slot.
    var form: UInt64
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var slotBits: UInt64
  private var shortWords = 0
  private var longWords = StringPool()
  private var formOfLongWord: [UInt32] = []

  init() {
    slotBits = 14
    slots = .allocate(capacity: 1 << 14)
    slots.initialize(repeating: Slot(word: 0, form: 0), count: 1 << 14)
  }

  deinit {
    slots.deallocate()
  }

  /// Bytes of memory held, about. Of arrays what they hold counts and not their capacity, which depends on the allocator
  /// and with that on the thread: where a segment ends must depend on the stories alone.
  var memory: Int {
    forms.memory + terms.memory + longWords.memory + 16 << Int(slotBits)
      + (termOfForm.count + formsOfTerm.count + formOfLongWord.count) * 6
  }

  /// Whether so many forms are known that the next story might go beyond the limits.
  var isFull: Bool {
    forms.count >= TokenLog.formLimit / 2 || mostForms >= WordTable.formsOfTermLimit / 2
  }

  /// Appends the words of a text to the log.
  ///
  /// - Parameters:
  ///   - text: the text that the words are ranges of.
  ///   - starts: where each word starts; all words take a position, those not indexed included.
  ///   - ends: where each ends.
  ///   - position: the position of the first word.
  ///   - next: the position after the last token of the same document in the log; moved on.
  /// - Returns: the number of tokens appended.
  mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, starts: UnsafeBufferPointer<UInt32>, ends: UnsafeBufferPointer<UInt32>,
    at position: Int, next: inout Int, to log: inout TokenLog, _ analyzer: Analyzer
  ) -> Int {
    guard let bytes = text.baseAddress else { return 0 }
    log.reserve(starts.count)
    let entries = log.entries
    var end = log.count
    var appended = 0
    for place in 0..<starts.count {
      let start = Int(starts[place])
      let length = Int(ends[place]) &- start
      let word = UnsafeBufferPointer(start: bytes + start, count: length)
      let form: UInt32
      if length <= 8 {
        let key = WordTable.key(word, available: text.count &- start)
        let slot = Int(truncatingIfNeeded: WordTable.hash(key) >> (64 &- slotBits))
        let known = slots[slot]
        form =
          known.word == key && known.form >> 32 == UInt64(truncatingIfNeeded: length)
          ? UInt32(truncatingIfNeeded: known.form) : probe(key, word, analyzer)
      } else {
        form = longForm(of: word, analyzer)
      }
      guard form != WordTable.notIndexed else { continue }
      let gap = position &+ place &- next
      next = position &+ place &+ 1
      if gap < Int(TokenLog.escape) {
        entries[end] = form << 8 | UInt32(truncatingIfNeeded: gap)
        end &+= 1
      } else {
        entries[end] = form << 8 | TokenLog.escape
        entries[end &+ 1] = UInt32(truncatingIfNeeded: position &+ place)
        end &+= 2
      }
      appended &+= 1
    }
    log.advance(to: end)
    return appended
  }

  /// Up to eight bytes as a number, the first lowest.
  @inline(__always)
  private static func key(_ word: UnsafeBufferPointer<UInt8>, available: Int) -> UInt64 {
    if available >= 8 {
      let eight = UInt64(
        littleEndian: UnsafeRawBufferPointer(word).baseAddress.unsafelyUnwrapped.loadUnaligned(as: UInt64.self))
      return eight & (.max >> UInt64(truncatingIfNeeded: 64 &- 8 &* word.count))
    }
    var key: UInt64 = 0
    for place in 0..<word.count { key |= UInt64(word[place]) << UInt64(truncatingIfNeeded: 8 &* place) }
    return key
  }

  /// Fibonacci hashing: the upper bits of a product depend on all bits of the key.
  @inline(__always)
  private static func hash(_ key: UInt64) -> UInt64 {
    (key ^ (key >> 29)) &* 0x9e37_79b9_7f4a_7c15
  }

  /// The form of a short word that is not in its first slot.
  @inline(never)
  private mutating func probe(_ key: UInt64, _ word: UnsafeBufferPointer<UInt8>, _ analyzer: Analyzer) -> UInt32 {
    let mask = 1 << Int(slotBits) - 1
    var slot = Int(truncatingIfNeeded: WordTable.hash(key) >> (64 - slotBits))
    while slots[slot].form != 0 {
      if slots[slot].word == key && slots[slot].form >> 32 == UInt64(word.count) {
        return UInt32(truncatingIfNeeded: slots[slot].form)
      }
      slot = (slot + 1) & mask
    }
    let form = analyzedForm(of: word, analyzer)
    slots[slot] = Slot(word: key, form: UInt64(word.count) << 32 | UInt64(form))
    shortWords += 1
    // A quarter full at most, so that nearly all words stand in their first slot.
    if shortWords * 4 > mask { grow() }
    return form
  }

  private mutating func grow() {
    let old = slots
    let count = 1 << Int(slotBits)
    slotBits += 1
    let mask = 2 * count - 1
    slots = .allocate(capacity: 2 * count)
    slots.initialize(repeating: Slot(word: 0, form: 0), count: 2 * count)
    for place in 0..<count where old[place].form != 0 {
      var slot = Int(truncatingIfNeeded: WordTable.hash(old[place].word) >> (64 - slotBits))
      while slots[slot].form != 0 { slot = (slot + 1) & mask }
      slots[slot] = old[place]
    }
    old.deallocate()
  }

  @inline(never)
  private mutating func longForm(of word: UnsafeBufferPointer<UInt8>, _ analyzer: Analyzer) -> UInt32 {
    guard word.count <= Analyzer.longestWord else { return WordTable.notIndexed }
    let number = Int(longWords.number(of: word))
    if number == formOfLongWord.count { formOfLongWord.append(analyzedForm(of: word, analyzer)) }
    return formOfLongWord[number]
  }

  private mutating func analyzedForm(of word: UnsafeBufferPointer<UInt8>, _ analyzer: Analyzer) -> UInt32 {
    guard let analyzed = analyzer.analyze(word: word) else { return WordTable.notIndexed }
    let form = analyzed.surface.withUnsafeBufferPointer { forms.number(of: $0) }
    guard form == termOfForm.count else { return form >= TokenLog.formLimit ? WordTable.notIndexed : form }
    let term = analyzed.term.withUnsafeBufferPointer { terms.number(of: $0) }
    if term == formsOfTerm.count { formsOfTerm.append(0) }
    formsOfTerm[Int(term)] += 1
    mostForms = max(mostForms, Int(formsOfTerm[Int(term)]))
    termOfForm.append(term)
    return form >= TokenLog.formLimit ? WordTable.notIndexed : form
  }
}
