/// Porter's stemmer of 1980 (M. F. Porter, "An algorithm for suffix stripping", Program 14(3)), as Lucene has it: with
/// the two changes of Porter's own programs (`bli` for `abli`, and `logi` → `log`) and over units of UTF-16, to which
/// whatever is no ASCII vowel is a consonant.
///
/// Snowball's `porter` has neither change. A stem here is, as in the paper, `[C](VC)^m[V]`: m counts its syllables.
struct PorterStemmer {
  /// The word, of which the steps cut and change the end.
  private var units: [UInt16]
  /// How many units precede the ending that was last found.
  private var stemCount = 0

  private init(_ word: [UInt8]) {
    units = Array(String(decoding: word, as: UTF8.self).utf16)
    stemCount = units.count
  }

  /// The stem of a word in lower case; words of one or two units stay as they are.
  static func stem(_ word: [UInt8]) -> [UInt8] {
    var stemmer = PorterStemmer(word)
    guard stemmer.units.count > 2 else { return word }
    stemmer.removePlural()
    stemmer.removePast()
    if stemmer.ends("y"), stemmer.hasVowel { stemmer.units[stemmer.units.count - 1] = PorterStemmer.letterI }
    stemmer.replaceEnding(PorterStemmer.doubleEndings)
    stemmer.replaceEnding(PorterStemmer.simpleEndings)
    stemmer.removeEnding()
    stemmer.removeFinalE()
    return Array(String(decoding: stemmer.units, as: UTF16.self).utf8)
  }

  /// Step 1a.
  private mutating func removePlural() {
    guard ends("s") else { return }
    if ends("sses") || ends("ies") {
      units.removeLast(2)
    } else if units[units.count - 2] != PorterStemmer.letterS {
      units.removeLast()
    }
  }

  /// Step 1b.
  private mutating func removePast() {
    if ends("eed") {
      if syllables(stemCount) > 0 { units.removeLast() }
    } else if ends("ed") || ends("ing"), hasVowel {
      units.removeLast(units.count - stemCount)
      let bare = stemCount
      if ends("at") || ends("bl") || ends("iz") {
        units.append(PorterStemmer.letterE)
      } else if endsInDoubleConsonant {
        if !(ends("l") || ends("s") || ends("z")) { units.removeLast() }
      } else if syllables(bare) == 1, isShort(units.count) {
        units.append(PorterStemmer.letterE)
      }
    }
  }

  /// Steps 2 and 3: the first ending of the list that the word has is replaced if a syllable precedes it.
  private mutating func replaceEnding(_ endings: [(StaticString, StaticString)]) {
    for (ending, replacement) in endings where ends(ending) {
      if syllables(stemCount) > 0 {
        units.removeLast(units.count - stemCount)
        replacement.withUTF8Buffer { units.append(contentsOf: $0.map(UInt16.init)) }
      }
      return
    }
  }

  /// Step 4.
  private mutating func removeEnding() {
    if ends("ion") {
      guard stemCount > 0, [PorterStemmer.letterS, PorterStemmer.letterT].contains(units[stemCount - 1]) else {
        return
      }
    } else {
      guard PorterStemmer.lastEndings.contains(where: { ends($0) }) else { return }
    }
    if syllables(stemCount) > 1 { units.removeLast(units.count - stemCount) }
  }

  /// Step 5.
  private mutating func removeFinalE() {
    let all = syllables(units.count)
    if ends("e"), all > 1 || (all == 1 && !isShort(units.count - 1)) { units.removeLast() }
    if ends("l"), endsInDoubleConsonant, all > 1 { units.removeLast() }
  }

  /// Whether the word ends so; then `stemCount` says where.
  private mutating func ends(_ ending: StaticString) -> Bool {
    let count = units.count - ending.utf8CodeUnitCount
    guard count >= 0 else { return false }
    let matches = ending.withUTF8Buffer { bytes in
      bytes.indices.allSatisfy { units[count + $0] == UInt16(bytes[$0]) }
    }
    if matches { stemCount = count }
    return matches
  }

  /// Whether a unit is a consonant: no vowel, and y only at the start or after a vowel.
  private func isConsonant(_ place: Int) -> Bool {
    switch units[place] {
    case 0x61, 0x65, 0x69, 0x6f, 0x75: return false
    case 0x79:
      var first = place
      while first > 0, units[first - 1] == 0x79 { first -= 1 }
      let startsAsConsonant = first == 0 || !isConsonant(first - 1)
      return (place - first).isMultiple(of: 2) == startsAsConsonant
    default: return true
    }
  }

  /// m: how often a vowel is followed by a consonant in the first `count` units.
  private func syllables(_ count: Int) -> Int {
    var found = 0
    var afterVowel = false
    for place in 0..<count {
      let isVowel = !isConsonant(place)
      if afterVowel, !isVowel { found += 1 }
      afterVowel = isVowel
    }
    return found
  }

  private var hasVowel: Bool {
    (0..<stemCount).contains { !isConsonant($0) }
  }

  private var endsInDoubleConsonant: Bool {
    let last = units.count - 1
    return last >= 1 && units[last] == units[last - 1] && isConsonant(last)
  }

  /// Whether the first `count` units end in consonant, vowel, consonant, the last of them not w, x or y (hop, fil).
  private func isShort(_ count: Int) -> Bool {
    guard count >= 3, isConsonant(count - 1), !isConsonant(count - 2), isConsonant(count - 3) else { return false }
    return ![0x77, 0x78, 0x79].contains(units[count - 1])
  }

  private static let letterE: UInt16 = 0x65
  private static let letterI: UInt16 = 0x69
  private static let letterS: UInt16 = 0x73
  private static let letterT: UInt16 = 0x74

  /// Step 2; of two endings that a word may have, the longer stands first.
  private static let doubleEndings: [(StaticString, StaticString)] = [
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
  ]

  /// Step 3.
  private static let simpleEndings: [(StaticString, StaticString)] = [
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
  ]

  /// Step 4 without `ion`.
  private static let lastEndings: [StaticString] = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti", "ous",
    "ive", "ize",
  ]
}
