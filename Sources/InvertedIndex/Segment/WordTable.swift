internal import Analysis

/// Numbers raw words, surface forms and terms as they come. Each distinct raw word is analysed once; after that its form
/// is one probe of a hash table, whatever stemming and folding cost.
///
/// Words of at most sixteen bytes, nearly all of English text, are their own key: a slot holds word, length and form, so that
/// a known word costs one cache line and one comparison. Forms of that length are found in the same slots, where most of them
/// are the word that was just looked up. Longer words and forms are found through a `StringPool` each.
struct WordTable: ~Copyable {
  /// The answer for a word that is not indexed: a stop word.
  static let notIndexed = UInt32.max
  /// Forms of one term beyond this are not indexed: no word has so many.
  static let formsOfTermLimit = 1 << 14

  /// The bytes of each form.
  private(set) var forms = StringList()
  /// The bytes of each term.
  private(set) var terms = StringPool()
  /// The term of each form.
  private(set) var termOfForm: [UInt32] = []
  /// The number of forms of each term.
  private(set) var formsOfTerm: [UInt32] = []
  /// The largest of them.
  private(set) var mostForms = 0

  // Neither type is private: the compiler (Swift 6.3.1, debug builds) breaks off where `Pages` of private ones are released.

  /// A word of at most sixteen bytes as two numbers, the first byte lowest, zeros behind.
  struct Key {
    var low: UInt64
    var high: UInt64
  }

  /// A word or a form, and the form's number.
  struct Slot {
    var word: Key
    /// The form; above it the length (8 bits), and whether a word or a form is meant, or both. 0 in an empty slot.
    var form: UInt64
    /// Fills half a cache line.
    let rest: UInt64 = 0

    static let isWord: UInt64 = 1 << 40
    static let isForm: UInt64 = 1 << 41

    init(_ word: Key, _ length: Int, form: UInt32, _ kinds: UInt64) {
      self.word = word
      self.form = kinds | UInt64(truncatingIfNeeded: length) << 32 | UInt64(form)
    }

    /// Whether it holds a word, or a form, of that length.
    @inline(__always)
    func holds(_ key: Key, _ length: Int, _ kind: UInt64) -> Bool {
      let wanted = kind | UInt64(truncatingIfNeeded: length) << 32
      return (word.low ^ key.low) | (word.high ^ key.high) | (form & (kind | 0xff << 32) ^ wanted) == 0
    }
  }

  /// Words that are looked up together.
  private static let stretch = 64
  /// The longest word that is its own key.
  private static let longestKey = 16

  private var slots = Pages<Slot>(zeroed: 1 << 14)
  private var slotBits: UInt64 = 14
  /// Slots that are taken.
  private var used = 0
  /// Odd factors of the hash.
  private let ofHigh = UInt64.random(in: .min ... .max) | 1
  private let ofAll = UInt64.random(in: .min ... .max) | 1
  /// Keys and hashes of the words at hand.
  private let keys = Pages<Key>(zeroed: WordTable.stretch)
  private let hashes = Pages<UInt64>(zeroed: WordTable.stretch)
  /// What was seen in their slots, so that looking is not for nothing.
  private var seen: UInt64 = 0
  private var longWords = StringPool()
  private var formOfLongWord: [UInt32] = []
  private var longForms = StringPool()
  private var formOfLongForm: [UInt32] = []
  /// What the last new word is indexed as.
  private var analyzed = AnalyzedWord(surface: [], term: [])

  /// Bytes of memory held, about. Of arrays what they hold counts and not their capacity, which depends on the allocator
  /// and with that on the thread: where a segment ends must depend on the stories alone.
  var memory: Int {
    forms.memory + terms.memory + longWords.memory + longForms.memory + MemoryLayout<Slot>.stride << Int(slotBits)
      + (termOfForm.count + formsOfTerm.count + formOfLongWord.count + formOfLongForm.count) * 6
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
    var following = next
    for first in stride(from: 0, to: starts.count, by: WordTable.stretch) {
      let stretch = first..<min(first + WordTable.stretch, starts.count)
      lookUp(text, UnsafeBufferPointer(rebasing: starts[stretch]), UnsafeBufferPointer(rebasing: ends[stretch]))
      for place in stretch {
        let start = Int(starts[place])
        let length = Int(ends[place]) &- start
        let word = UnsafeBufferPointer(start: bytes + start, count: length)
        let form: UInt32
        if length <= WordTable.longestKey {
          let key = keys[place &- first]
          let known = slots[firstSlot(hashes[place &- first])]
          form =
            known.holds(key, length, Slot.isWord) ? UInt32(truncatingIfNeeded: known.form) : probe(key, word, analyzer)
        } else {
          form = longForm(of: word, analyzer)
        }
        // Two in five words are not indexed, and which is as good as random: they are written too, and the next word over them.
        let isIndexed = form != WordTable.notIndexed
        let at = position &+ place
        let gap = at &- following
        if gap < Int(TokenLog.escape) {
          entries[end] = form << 8 | UInt32(truncatingIfNeeded: gap)
          end &+= isIndexed ? 1 : 0
        } else {
          entries[end] = form << 8 | TokenLog.escape
          entries[end &+ 1] = UInt32(truncatingIfNeeded: at)
          end &+= isIndexed ? 2 : 0
        }
        following = isIndexed ? at &+ 1 : following
        appended &+= isIndexed ? 1 : 0
      }
    }
    next = following
    log.advance(to: end)
    return appended
  }

  /// Makes the keys of a stretch of words, and looks at the first slot of each: the processor has many such looks under way at
  /// once where nothing depends on what they find, and each may have to wait for memory as long as ten words take.
  private mutating func lookUp(
    _ text: UnsafeBufferPointer<UInt8>, _ starts: UnsafeBufferPointer<UInt32>, _ ends: UnsafeBufferPointer<UInt32>
  ) {
    guard let bytes = text.baseAddress else { return }
    for place in 0..<starts.count {
      let start = Int(starts[place])
      let length = Int(ends[place]) &- start
      guard length <= WordTable.longestKey else { continue }
      let key = WordTable.key(
        UnsafeBufferPointer(start: bytes + start, count: length), available: text.count &- start)
      keys[place] = key
      hashes[place] = hash(key)
    }
    var seen: UInt64 = 0
    for place in 0..<starts.count { seen ^= slots[firstSlot(hashes[place])].form }
    self.seen = seen
  }

  /// A word as its key, read in two pieces where the text has so many bytes from the word's first on.
  @inline(__always)
  private static func key(_ word: UnsafeBufferPointer<UInt8>, available: Int) -> Key {
    let length = word.count
    if available >= longestKey {
      let bytes = UnsafeRawPointer(word.baseAddress.unsafelyUnwrapped)
      let low = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
      let high = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      let maskOfHigh = length > 8 ? UInt64.max &>> UInt64(truncatingIfNeeded: 128 &- 8 &* length) : 0
      return Key(
        low: low & UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(length, 8)), high: high & maskOfHigh)
    }
    var key = Key(low: 0, high: 0)
    for place in 0..<length {
      let byte = UInt64(word[place]) << UInt64(truncatingIfNeeded: 8 &* (place & 7))
      if place < 8 { key.low |= byte } else { key.high |= byte }
    }
    return key
  }

  /// Multiplicative hashing: the upper bits of a product depend on all bits of the key. The factors are other ones in each
  /// table, so that nobody can write a feed of words that share a slot; what is numbered does not depend on them.
  @inline(__always)
  private func hash(_ key: Key) -> UInt64 {
    (key.low ^ (key.low >> 29) ^ (key.high &* ofHigh)) &* ofAll
  }

  /// Where a hash is looked for first.
  @inline(__always)
  private func firstSlot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> (64 &- slotBits))
  }

  /// The form of a short word that is not in its first slot.
  @inline(never)
  private mutating func probe(_ key: Key, _ word: UnsafeBufferPointer<UInt8>, _ analyzer: Analyzer) -> UInt32 {
    let mask = 1 << Int(slotBits) - 1
    var slot = firstSlot(hash(key))
    var asForm: Int?
    while slots[slot].form != 0 {
      if slots[slot].holds(key, word.count, Slot.isWord) { return UInt32(truncatingIfNeeded: slots[slot].form) }
      if slots[slot].holds(key, word.count, Slot.isForm) { asForm = slot }
      slot = (slot + 1) & mask
    }
    guard analyzer.analyze(word: word, into: &analyzed) else {
      insert(Slot(key, word.count, form: WordTable.notIndexed, Slot.isWord))
      return WordTable.notIndexed
    }
    guard analyzed.surface.withUnsafeBufferPointer({ StringPool.equal($0, word) }) else {
      let form = formOfSurface()
      insert(Slot(key, word.count, form: form, Slot.isWord))
      return form
    }
    if let asForm {
      slots[asForm].form |= Slot.isWord
      return UInt32(truncatingIfNeeded: slots[asForm].form)
    }
    let form = newForm()
    insert(Slot(key, word.count, form: form, Slot.isWord | Slot.isForm))
    return form
  }

  /// Enters what has been looked for in vain.
  private mutating func insert(_ entry: Slot) {
    let mask = 1 << Int(slotBits) - 1
    var slot = firstSlot(hash(entry.word))
    while slots[slot].form != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
    used += 1
    // Half full at most. Frequent words came early and stand in their first slot.
    if used * 2 > mask { grow() }
  }

  private mutating func grow() {
    let count = 1 << Int(slotBits)
    slotBits += 1
    let mask = 2 * count - 1
    let larger = Pages<Slot>(zeroed: 2 * count)
    for place in 0..<count where slots[place].form != 0 {
      var slot = firstSlot(hash(slots[place].word))
      while larger[slot].form != 0 { slot = (slot + 1) & mask }
      larger[slot] = slots[place]
    }
    slots = larger
  }

  @inline(never)
  private mutating func longForm(of word: UnsafeBufferPointer<UInt8>, _ analyzer: Analyzer) -> UInt32 {
    guard word.count <= Analyzer.longestWord else { return WordTable.notIndexed }
    let number = Int(longWords.number(of: word))
    if number == formOfLongWord.count {
      formOfLongWord.append(
        analyzer.analyze(word: word, into: &analyzed) ? formOfSurface() : WordTable.notIndexed)
    }
    return formOfLongWord[number]
  }

  /// The form of the word that was just analysed, which is another than the word.
  private mutating func formOfSurface() -> UInt32 {
    let surface = analyzed.surface
    return surface.withUnsafeBufferPointer { surface in
      guard surface.count <= WordTable.longestKey else {
        let number = Int(longForms.number(of: surface))
        if number == formOfLongForm.count { formOfLongForm.append(newForm()) }
        return formOfLongForm[number]
      }
      let key = WordTable.key(surface, available: surface.count)
      let mask = 1 << Int(slotBits) - 1
      var slot = firstSlot(hash(key))
      while slots[slot].form != 0 {
        if slots[slot].holds(key, surface.count, Slot.isForm) { return UInt32(truncatingIfNeeded: slots[slot].form) }
        slot = (slot + 1) & mask
      }
      let form = newForm()
      insert(Slot(key, surface.count, form: form, Slot.isForm))
      return form
    }
  }

  /// Numbers the form and, if need be, the term of the word that was just analysed.
  private mutating func newForm() -> UInt32 {
    let form = analyzed.surface.withUnsafeBufferPointer { forms.append($0) }
    let term = analyzed.term.withUnsafeBufferPointer { terms.number(of: $0) }
    if term == formsOfTerm.count { formsOfTerm.append(0) }
    formsOfTerm[Int(term)] += 1
    mostForms = max(mostForms, Int(formsOfTerm[Int(term)]))
    termOfForm.append(term)
    return form >= TokenLog.formLimit ? WordTable.notIndexed : form
  }
}
