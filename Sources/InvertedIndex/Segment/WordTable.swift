internal import Analysis

/// Numbers raw words, surface forms and terms as they come. Each distinct raw word is analysed once; after that its form
/// is one probe of a hash table, whatever stemming and folding cost.
struct WordTable {
  /// The answer for a word that is not indexed: a stop word.
  static let notIndexed = UInt32.max

  /// The term of each form.
  private(set) var termOfForm: [UInt32] = []
  /// The bytes of each form.
  private(set) var forms: [[UInt8]] = []
  /// The bytes of each term.
  private(set) var terms: [[UInt8]] = []
  /// Bytes held, about.
  private(set) var memory = 0

  private var formNumbers: [[UInt8]: UInt32] = [:]
  private var termNumbers: [[UInt8]: UInt32] = [:]

  // Open addressing with linear probing; a slot is the upper half of the hash and the word's number plus one.
  private var slots: [UInt64]
  private var words: [Word] = []
  /// The words' bytes, one behind the other.
  private var arena: [UInt8] = []

  private struct Word {
    var start: UInt32
    var length: UInt32
    var form: UInt32
  }

  init() {
    slots = [UInt64](repeating: 0, count: 1 << 15)
    arena.reserveCapacity(1 << 18)
  }

  /// The form of a raw word, or `notIndexed`.
  @inline(__always)
  mutating func form(of word: UnsafeBufferPointer<UInt8>, _ analyzer: Analyzer) -> UInt32 {
    let hash = WordTable.hash(word)
    if let known = find(word, hash) { return known }
    return insert(word, hash: hash, analyzer)
  }

  /// The form of a word that was seen before.
  @inline(__always)
  private func find(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> UInt32? {
    let tag = hash & 0xffff_ffff_0000_0000
    return slots.withUnsafeBufferPointer { slots in
      words.withUnsafeBufferPointer { words in
        arena.withUnsafeBytes { arena in
          let mask = slots.count &- 1
          var slot = Int(truncatingIfNeeded: hash) & mask
          while slots[slot] != 0 {
            let entry = slots[slot]
            if entry & 0xffff_ffff_0000_0000 == tag {
              let known = words[Int(entry & 0xffff_ffff) &- 1]
              if Int(known.length) == word.count && WordTable.equals(word, arena, at: Int(known.start)) {
                return known.form
              }
            }
            slot = (slot &+ 1) & mask
          }
          return nil
        }
      }
    }
  }

  @inline(__always)
  private static func equals(_ word: UnsafeBufferPointer<UInt8>, _ arena: UnsafeRawBufferPointer, at start: Int) -> Bool
  {
    let bytes = UnsafeRawBufferPointer(word)
    var place = 0
    while place &+ 8 <= word.count {
      if bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        != arena.loadUnaligned(fromByteOffset: start &+ place, as: UInt64.self)
      {
        return false
      }
      place &+= 8
    }
    while place < word.count {
      if bytes[place] != arena[start &+ place] { return false }
      place &+= 1
    }
    return true
  }

  /// A multiplicative hash over eight bytes at a time, mixed at the end. Not seeded: the order of insertion, and so the
  /// index, must be the same on every run; terms are sorted by bytes before they are written.
  @inline(__always)
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let start = word.baseAddress else { return 0 }
    let bytes = UnsafeRawPointer(start)
    let count = word.count
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15
    var place = 0
    while place &+ 8 <= count {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 32
      place &+= 8
    }
    var rest: UInt64 = 0
    if count &- place >= 4 {
      rest = UInt64(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
      rest |= UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)) << 32
    } else {
      while place < count {
        rest = rest << 8 | UInt64(bytes.load(fromByteOffset: place, as: UInt8.self))
        place &+= 1
      }
    }
    hash = (hash ^ rest) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ (hash >> 29)
  }

  private mutating func insert(_ word: UnsafeBufferPointer<UInt8>, hash: UInt64, _ analyzer: Analyzer) -> UInt32 {
    var form = WordTable.notIndexed
    if let analyzed = analyzer.analyze(word: word) { form = number(analyzed) }
    words.append(Word(start: UInt32(arena.count), length: UInt32(word.count), form: form))
    arena.append(contentsOf: word)
    memory += word.count + 28
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = hash & 0xffff_ffff_0000_0000 | UInt64(words.count)
    if words.count * 2 > slots.count { grow() }
    return form
  }

  private mutating func number(_ analyzed: AnalyzedWord) -> UInt32 {
    if let known = formNumbers[analyzed.surface] { return known }
    let term: UInt32
    if let known = termNumbers[analyzed.term] {
      term = known
    } else {
      term = UInt32(terms.count)
      terms.append(analyzed.term)
      termNumbers[analyzed.term] = term
      memory += 120 + analyzed.term.count
    }
    let form = UInt32(forms.count)
    forms.append(analyzed.surface)
    termOfForm.append(term)
    formNumbers[analyzed.surface] = form
    memory += 120 + analyzed.surface.count
    return form
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    arena.withUnsafeBufferPointer { arena in
      for (number, word) in words.enumerated() {
        let bytes = UnsafeBufferPointer(rebasing: arena[Int(word.start)..<Int(word.start + word.length)])
        let hash = WordTable.hash(bytes)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = hash & 0xffff_ffff_0000_0000 | UInt64(number + 1)
      }
    }
  }
}
